/** The simulator against runs of the real thing: each measured figure beside the simulated one, and whether that is inside the band. */
import { UserError } from "../base/errors.ts";
import { runtimes } from "../simulation/runtimes/index.ts";
import type { Case, Expectation, Figures, Simulator, Value } from "./case.ts";
import type { FidelityData, Notes } from "./data.ts";
import { handOver } from "./kinds/hand-over.ts";
import { latency } from "./kinds/latency.ts";
import { lateness } from "./kinds/lateness.ts";
import { lostUpdate } from "./kinds/lost-update.ts";
import { scenario } from "./kinds/scenario.ts";
import { workload } from "./kinds/workload.ts";
import { medianOf } from "./runs.ts";

/** What simulates the cases of each kind; the others are told as scenarios. */
const SIMULATORS: Readonly<Record<string, Simulator>> = {
  workload,
  "io-latency-under-hogs": latency,
  "asyncio-lateness": lateness,
  "lost-update": lostUpdate,
  "handoff-order": handOver,
};

/** Whether a race is lost is the same in every run: two are enough. */
const RACES = { kind: "lost-update", seeds: 2 };

/** `not modelled`: there is no model that could say. */
export type Verdict = "inside" | "outside" | "not modelled";

export interface Judged extends Expectation {
  readonly case: string;
  readonly kind: string;
  readonly title: string;
  readonly model: string | null;
  /** The median over the seeds; null where it is not modelled. */
  readonly simulated: Value | null;
  readonly verdict: Verdict;
  /** Why it is missed, where that is known. */
  readonly note: string | null;
}

export interface FidelityChoice {
  /** Cases whose id begins so. */
  readonly prefix?: string | undefined;
  readonly kind?: string | undefined;
  readonly models?: readonly string[] | undefined;
}

/**
 * The cases that are asked for.
 *
 * @throws UserError where there is none.
 */
export function choose({ cases }: FidelityData, { prefix = "", kind, models }: FidelityChoice): readonly Case[] {
  const kinds = [...new Set(cases.map((each) => each.kind))];
  if (kind !== undefined && !kinds.includes(kind)) {
    throw new UserError(`--kind: found "${kind}", expected one of ${kinds.join(", ")}`);
  }
  const chosen = cases.filter(
    (each) =>
      each.id.startsWith(prefix) &&
      (kind === undefined || each.kind === kind) &&
      (models === undefined || models.includes(each.model ?? "")),
  );
  if (chosen.length > 0) return chosen;
  throw new UserError("no measured case is of that name, kind and model; gilgrill fidelity shows all");
}

/** Simulates a case under the seeds 1 to `seeds` and judges each of its figures. */
export function judge(each: Case, data: FidelityData, seeds: number): readonly Judged[] {
  const simulate = SIMULATORS[each.kind] ?? scenario;
  const length = each.kind === RACES.kind ? Math.min(seeds, RACES.seeds) : seeds;
  const runs = Array.from({ length }, (_, at) => simulate(each, at + 1, data.vocabulary));
  return each.expected.map((expectation) => {
    const simulated = together(runs, expectation.figure);
    const verdict = simulated === null ? "not modelled" : isInside(simulated, expectation) ? "inside" : "outside";
    const { id, kind, title, model = null } = each;
    const note = verdict === "inside" ? null : (absenceOf(model) ?? noteOf(data.notes, id, expectation));
    return { case: id, kind, title, model, ...expectation, simulated, verdict, note };
  });
}

export interface Tally {
  readonly inside: number;
  /** Those that are modelled. */
  readonly of: number;
}

/** How many are inside, of those that are modelled. */
export function tally(judged: readonly Judged[], ...grades: readonly Expectation["grade"][]): Tally {
  const all = judged.filter(({ grade, verdict }) => grades.includes(grade) && verdict !== "not modelled");
  return { inside: all.filter(({ verdict }) => verdict === "inside").length, of: all.length };
}

/** Numbers: their median. Outcomes: the one there is; "yes" where any run says so; else all of them. */
function together(runs: readonly (Figures | null)[], figure: string): Value | null {
  const values = runs.flatMap((run) => run?.[figure] ?? []);
  if (values.length < runs.length) return null;
  const numbers = values.filter((value) => typeof value === "number");
  if (numbers.length === values.length) return medianOf(numbers);
  const words = [...new Set(values.map(String))];
  return words.includes("yes") ? "yes" : words.join(" or ");
}

function isInside(simulated: Value, { measured, low, high }: Expectation): boolean {
  if (low === null || high === null) return simulated === measured;
  return typeof simulated === "number" && simulated >= low && simulated <= high;
}

const absenceOf = (model: string | null): string | null =>
  model === null || runtimes.find(model) !== undefined ? null : `There is no model ${model}.`;

function noteOf({ cases, figures, grades }: Notes, id: string, { figure, grade }: Expectation): string | null {
  // A scenario's cases differ in the version at the end.
  const own = cases[id] ?? cases[id.replace(/_\d+\.\d+$/, "")];
  return own?.[figure] ?? own?.["*"] ?? figures[figure] ?? grades[grade] ?? null;
}
