/** The ledger: what people repeat, and what they believe without saying it. To add a claim: a definition in `repeated/` and a line. */
import { Registry } from "../base/registry.ts";
import type { Claim } from "./claim.ts";
import { misconceptions } from "./misconceptions.ts";
import * as cores from "./repeated/cores.ts";
import * as gil from "./repeated/gil.ts";
import * as models from "./repeated/models.ts";

/** In the order of their numbers. */
const repeated: readonly Claim[] = [
  cores.alwaysProcesses,
  models.aThreadForEach,
  cores.onlyForIo,
  models.alwaysTwice,
  cores.onlyOneThread,
  cores.acrossProcesses,
  cores.neverImproves,
  cores.atMostOneCore,
  cores.theWrongWayRound,
  models.slowerWithGil,
  gil.safeWithGil,
  gil.safeIsNoDeadlock,
  cores.atOnceOnOneCore,
  models.moreThreadsMoreThroughput,
  gil.smallerIsFree,
  gil.afterFiveMilliseconds,
  models.noGilIsFree,
];

export const claims = new Registry<Claim>("claim", [...repeated, ...misconceptions]);

/** A misconception rather than a claim that is repeated: its number has an m. */
export const isMisconception = ({ id }: Claim): boolean => id.startsWith("m");
