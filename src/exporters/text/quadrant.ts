/** The four combinations of concurrent (in progress at the same time) and parallel (running at the same time). */
import type { RunMetrics } from "../../trace/metrics.ts";

export type Quadrant = "neither" | "concurrent" | "parallel" | "both";

export function quadrantOf(metrics: Pick<RunMetrics, "concurrent" | "parallel">): Quadrant {
  if (metrics.concurrent) return metrics.parallel ? "both" : "concurrent";
  return metrics.parallel ? "parallel" : "neither";
}

/** What a quadrant means, for a reader who meets the words for the first time. */
export const QUADRANT_MEANS: Readonly<Record<Quadrant, string>> = {
  neither: "one task after the other, on one core at a time",
  concurrent: "several tasks in progress at once, one of them running",
  parallel: "one task at a time, in pieces that run on several cores",
  both: "several tasks in progress at once, and several cores running them",
};
