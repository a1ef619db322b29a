/** The list of insights. To add one: a file and a line. */
import { Registry } from "../../base/registry.ts";
import type { Trace } from "../../trace/trace.ts";
import { blockedLoop } from "./blocked-loop.ts";
import { budgetExhausted } from "./budget-exhausted.ts";
import { busyNotParallel } from "./busy-not-parallel.ts";
import { deadlock } from "./deadlock.ts";
import type { Finding, Insight, Measured } from "./finding.ts";
import { gilConvoy } from "./gil-convoy.ts";
import { idleCores } from "./idle-cores.ts";
import { lateTimer } from "./late-timer.ts";
import { lostUpdate } from "./lost-update.ts";
import { oversubscribed } from "./oversubscribed.ts";
import { poolStarved } from "./pool-starved.ts";
import { quadrantInsight } from "./quadrant.ts";
import { smallInterval } from "./small-interval.ts";
import { startupCost } from "./startup-cost.ts";
import { unfairHandover } from "./unfair-handover.ts";

export const insights = new Registry<Insight>("insight", [
  quadrantInsight,
  deadlock,
  budgetExhausted,
  lostUpdate,
  blockedLoop,
  lateTimer,
  gilConvoy,
  unfairHandover,
  smallInterval,
  poolStarved,
  startupCost,
  oversubscribed,
  busyNotParallel,
  idleCores,
]);

/** Everything there is to say about a run, the quadrant first; the others are silent where nothing is wrong. */
export function findingsOf(trace: Trace, measured?: Measured): readonly Finding[] {
  return insights.all.flatMap((insight) => insight.find(trace, measured) ?? []);
}
