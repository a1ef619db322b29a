/** Settling claims: their runs, each made once. */
import { findingsOf } from "../analysis/insights/index.ts";
import type { Claim, FinishedRun, RunPlan } from "../claims/claim.ts";
import { type Settled, settle } from "../claims/settle.ts";
import type { Settling } from "../screen/scene/stage.ts";
import type { SliceMade } from "../screen/session/state.ts";
import { runtimes } from "../simulation/runtimes/index.ts";
import { scenarioText } from "../simulation/scenarios/index.ts";
import { simulateInSlices } from "../simulation/simulate.ts";
import { loadScenario } from "../simulation/workload/load.ts";
import { parseSetting, type Setting } from "../simulation/workload/settings.ts";
import { History } from "../trace/history.ts";
import { measure } from "../trace/metrics.ts";
import { withRunFacts } from "./faults.ts";
import type { ProgressLine } from "./progress.ts";

/** A simulation of so many events is over before it is noticed. */
const UNNOTICED_EVENTS = 20_000;

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

  /** The same bit by bit, for who shows how far it is or may give it up; the runs that are made by then are kept. */
  *settling(claim: Claim): Generator<Settling, Settled, void> {
    const plans = claim.plans.filter((plan) => !this.#runs.has(keyOf(plan)));
    let events = 0;
    for (const [index, plan] of plans.entries()) {
      const slices = slicesOf(plan);
      const at = { run: index + 1, runs: plans.length, title: runtimes.get(plan.model).title };
      let next = slices.next();
      for (; next.done !== true; next = slices.next()) yield { ...at, made: next.value };
      this.#runs.set(keyOf(plan), next.value);
      // Many short runs take their time too.
      events += next.value.trace.log.length;
      if (events < UNNOTICED_EVENTS) continue;
      events = 0;
      yield { ...at, made: { events: next.value.trace.log.length, time: null } };
    }
    return this.settle(claim);
  }

  #run(plan: RunPlan): FinishedRun {
    const key = keyOf(plan);
    let made = this.#runs.get(key);
    if (made === undefined) {
      made = runOf(plan, this.#progress);
      this.#runs.set(key, made);
    }
    return made;
  }
}

const keyOf = (plan: RunPlan): string => JSON.stringify(plan);

/** A plan's changes as the command line would give them. */
export const settingsOf = ({ settings }: RunPlan): readonly Setting[] =>
  Object.entries(settings).map(([path, value]) => parseSetting(`${path}=${value}`));

/** Loads, simulates, measures and looks for findings. */
export function runOf(plan: RunPlan, progress: ProgressLine | null = null): FinishedRun {
  const slices = slicesOf(plan);
  for (;;) {
    const { done, value } = slices.next();
    if (done === true) return value;
    progress?.told(plan.model, value);
  }
}

/** The same bit by bit. */
function* slicesOf(plan: RunPlan): Generator<SliceMade, FinishedRun, void> {
  const workload = loadScenario(scenarioText(plan.scenario), plan.scenario, settingsOf(plan));
  const facts = { scenario: workload.title, model: plan.model, seed: workload.seed };
  const slices = simulateInSlices(workload, runtimes.get(plan.model));
  const step = () => withRunFacts(facts, () => slices.next());
  let next = step();
  for (; next.done !== true; next = step()) yield next.value;
  const trace = next.value;
  const { length } = trace.log;
  if (length >= UNNOTICED_EVENTS) yield { events: length, time: null };
  return withRunFacts(facts, () => {
    const metrics = measure(new History(trace));
    return { trace, metrics, findings: findingsOf(trace, metrics) };
  });
}
