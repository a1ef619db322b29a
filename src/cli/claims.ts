/** Settling claims: their runs, each made once. */
import { findingsOf } from "../analysis/insights/index.ts";
import type { Claim, FinishedRun, RunPlan } from "../claims/claim.ts";
import { type Settled, settle } from "../claims/settle.ts";
import { runtimes } from "../simulation/runtimes/index.ts";
import { scenarioText } from "../simulation/scenarios/index.ts";
import { simulate, simulateInSlices } from "../simulation/simulate.ts";
import { loadScenario } from "../simulation/workload/load.ts";
import { parseSetting, type Setting } from "../simulation/workload/settings.ts";
import { History } from "../trace/history.ts";
import { measure } from "../trace/metrics.ts";
import { withRunFacts } from "./faults.ts";
import type { ProgressLine } from "./progress.ts";

/** Makes the runs of claims and keeps them. */
export class Court {
  readonly #runs = new Map<string, FinishedRun>();
  readonly #progress: ProgressLine | null;

  /** @param progress says how far a run is. */
  constructor(progress: ProgressLine | null = null) {
    this.#progress = progress;
  }

  settle(claim: Claim): Settled {
    return settle(claim, (plan) => this.#run(plan));
  }

  #run(plan: RunPlan): FinishedRun {
    const key = JSON.stringify(plan);
    let made = this.#runs.get(key);
    if (made === undefined) {
      made = runOf(plan, this.#progress);
      this.#runs.set(key, made);
    }
    return made;
  }
}

/** A plan's changes as the command line would give them. */
export const settingsOf = ({ settings }: RunPlan): readonly Setting[] =>
  Object.entries(settings).map(([path, value]) => parseSetting(`${path}=${value}`));

/** Loads, simulates, measures and looks for findings. */
export function runOf(plan: RunPlan, progress: ProgressLine | null = null): FinishedRun {
  const workload = loadScenario(scenarioText(plan.scenario), plan.scenario, settingsOf(plan));
  return withRunFacts({ scenario: workload.title, model: plan.model, seed: workload.seed }, () => {
    const runtime = runtimes.get(plan.model);
    const trace = progress?.follow(plan.model, simulateInSlices(workload, runtime)) ?? simulate(workload, runtime);
    const metrics = measure(new History(trace));
    return { trace, metrics, findings: findingsOf(trace, metrics) };
  });
}
