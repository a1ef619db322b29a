/** Misconceptions, each with the scenario that shows it. To add one: a definition in `misconceptions/` and a line. */
import type { Claim } from "./claim.ts";
import * as gil from "./misconceptions/gil.ts";
import * as loops from "./misconceptions/loops.ts";
import * as threads from "./misconceptions/threads.ts";

/** In the order of their numbers. */
export const misconceptions: readonly Claim[] = [
  threads.twiceAsFast,
  threads.useless,
  gil.plusIsSafe,
  gil.hundredBytecodes,
  gil.isFair,
  gil.inQuickly,
  gil.smallerIsBetter,
  loops.asyncIsParallel,
  loops.bothAtOnce,
  loops.sleepIsFine,
  loops.callingRuns,
  threads.moreThroughput,
  threads.alwaysFastest,
  threads.sameThing,
  loops.greenletsPreempt,
  gil.freeOfCharge,
  threads.ranInParallel,
  loops.goroutinesAreThreads,
  loops.interpretersShare,
  threads.onlyIoByNature,
  threads.testPassed,
];
