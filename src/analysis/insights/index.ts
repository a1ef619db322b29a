/** The list of insights. To add one: a file and a line. */
import { Registry } from "../../base/registry.ts";
import { whole } from "../../base/slices.ts";
import type { Trace } from "../../trace/trace.ts";
import { blockedLoop } from "./blocked-loop.ts";
import { budgetExhausted } from "./budget-exhausted.ts";
import { busyNotParallel } from "./busy-not-parallel.ts";
import { contentionInSlices } from "./contention.ts";
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
  return whole(findingsInSlices(trace, measured));
}

/** The same bit by bit. */
export function* findingsInSlices(trace: Trace, measured?: Measured): Generator<void, readonly Finding[], void> {
  yield* contentionInSlices(trace);
  const found: Finding[] = [];
  for (const insight of insights.all) {
    const finding = insight.find(trace, measured);
    if (finding !== null) found.push(finding);
    yield;
  }
  return found;
}
