/** Settling a claim: the runs are made, the cases read, and the verdict is what they come to. */
import type { Case, Claim, FinishedRun, RunPlan, Verdict } from "./claim.ts";

export interface Settled {
  readonly claim: Claim;
  /** Whether the runs bear the claim's verdict out. */
  readonly holds: boolean;
  readonly cases: readonly Case[];
  readonly sentence: string;
}

/** @param run makes a run, or hands out one that was made before. */
export function settle(claim: Claim, run: (plan: RunPlan) => FinishedRun): Settled {
  const { cases, sentence } = claim.judge(run);
  return { claim, holds: bearsOut(claim.verdict, cases, claim.universal), cases, sentence };
}

/** Whether a verdict follows from the cases. */
export function bearsOut(verdict: Verdict, cases: readonly Case[], universal = false): boolean {
  const yes = cases.filter(({ answer }) => answer === "yes").length;
  const opposite = cases.filter(({ answer }) => answer === "opposite").length;
  switch (verdict) {
    case "true":
      return yes === cases.length;
    case "false":
      return universal ? yes < cases.length : yes === 0;
    case "backwards":
      return opposite === cases.length;
    case "mostly":
    case "depends":
      return yes > 0 && yes < cases.length;
  }
}

/** Options that have a name of their own on the command line. */
const OPTIONS: Readonly<Record<string, string>> = {
  "machine.cores": "--cores",
  "python.switchInterval": "--interval",
  tasks: "--tasks",
  seed: "--seed",
};

/** The command that shows a run. */
export function commandOf({ scenario, model, settings }: RunPlan): string {
  const options = Object.entries(settings).map(([path, value]) => {
    const option = OPTIONS[path];
    return option === undefined ? `--set ${quoted(`${path}=${value}`)}` : `${option} ${value}`;
  });
  return ["gilgrill play", scenario, `-m ${model}`, ...options].join(" ");
}

/** Brackets mean something to a shell. */
const quoted = (word: string): string => (/^[\w.=-]+$/.test(word) ? word : `'${word}'`);

/** A claim's commands: each run once, of many seeds the first. */
export function commandsOf({ plans }: Claim): readonly { readonly plan: RunPlan; readonly command: string }[] {
  const seen = new Set<string>();
  return plans.flatMap((plan) => {
    const { seed: _, ...settings } = plan.settings;
    const key = JSON.stringify([plan.scenario, plan.model, settings]);
    if (seen.has(key)) return [];
    seen.add(key);
    return [{ plan, command: commandOf(plan) }];
  });
}
