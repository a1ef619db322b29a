/** What people say about concurrency, and the runs that settle it. A claim is data; who runs the runs is passed in. */
import type { Finding } from "../analysis/insights/finding.ts";
import type { RunMetrics } from "../trace/metrics.ts";
import type { Trace } from "../trace/trace.ts";
import type { Figure } from "./figures.ts";

/** `depends` and `mostly`: right in some cases and wrong in others. `backwards`: the contrary is right. */
export const VERDICTS = ["true", "mostly", "depends", "backwards", "false"] as const;
export type Verdict = (typeof VERDICTS)[number];

/** A built-in scenario under a model. */
export interface RunPlan {
  readonly scenario: string;
  readonly model: string;
  /** Changes of the scenario, from a path to a value as a file would spell it: `{"machine.cores": "2"}`; `tasks` is their number. */
  readonly settings: Readonly<Record<string, string>>;
}

/** A finished run, as far as a claim may look at it. */
export interface FinishedRun {
  readonly trace: Trace;
  readonly metrics: RunMetrics;
  readonly findings: readonly Finding[];
}

/** What one case says to the claim: that it is so, that it is not, that the contrary is. */
export type Answer = "yes" | "no" | "opposite";

/** One situation in which the claim is put to the test. */
export interface Case {
  /** The situation in a few words: `four sums, one GIL`. */
  readonly when: string;
  readonly answer: Answer;
  /** The numbers the answer was read from. */
  readonly figures: readonly Figure[];
}

export interface Judgement {
  readonly cases: readonly Case[];
  /** What to make of it, with the runs' own numbers. */
  readonly sentence: string;
}

export interface Claim {
  /** `7`, or `m5` for a misconception. */
  readonly id: string;
  /** As people say it. */
  readonly statement: string;
  /** What the runs are expected to come to. */
  readonly verdict: Verdict;
  /** It says "always" or "never": one case against it makes it false. */
  readonly universal: boolean;
  /** What to watch for in its runs; null where the numbers say it all. */
  readonly look: string | null;
  readonly plans: readonly RunPlan[];
  /** Runs what it needs and reads the answer off; the same runs give the same judgement. */
  judge(run: (plan: RunPlan) => FinishedRun): Judgement;
}

type Plans = Readonly<Record<string, RunPlan | readonly RunPlan[]>>;
type Finished<P extends Plans> = {
  readonly [Key in keyof P]: P[Key] extends RunPlan ? FinishedRun : readonly FinishedRun[];
};

/** A claim whose judgement gets its runs by the names it gave them. */
export function define<P extends Plans>(asked: {
  readonly id: string;
  readonly statement: string;
  readonly verdict: Verdict;
  readonly universal?: true;
  readonly look?: string;
  readonly runs: P;
  readonly judge: (runs: Finished<P>) => Judgement;
}): Claim {
  const { id, statement, verdict, universal = false, look = null, runs } = asked;
  return {
    id,
    statement,
    verdict,
    universal,
    look,
    plans: Object.values(runs).flat() as readonly RunPlan[],
    judge(run) {
      const finished = Object.entries(runs).map(([name, plan]) => [
        name,
        "scenario" in plan ? run(plan as RunPlan) : plan.map(run),
      ]);
      return asked.judge(Object.fromEntries(finished) as Finished<P>);
    },
  };
}

/** A run of a built-in scenario. */
export const on = (scenario: string, model: string, settings: RunPlan["settings"] = {}): RunPlan => ({
  scenario,
  model,
  settings,
});

/** The same run with the seeds 1 to `count`. */
export const seeds = (count: number, plan: RunPlan): readonly RunPlan[] =>
  Array.from({ length: count }, (_, index) => ({ ...plan, settings: { ...plan.settings, seed: String(index + 1) } }));

/** The answer of a case in which the claim either holds or does not. */
export const answer = (holds: boolean): Answer => (holds ? "yes" : "no");
