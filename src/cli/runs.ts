/** Running a scenario under the models a command line names. */
import type { Finding } from "../analysis/insights/finding.ts";
import { UserError } from "../base/errors.ts";
import { formatCount } from "../base/quantities.ts";
import type { Ns } from "../base/time.ts";
import type { Runtime } from "../simulation/runtimes/runtime.ts";
import type { Workload } from "../simulation/workload/workload.ts";
import type { History } from "../trace/history.ts";
import type { RunMetrics } from "../trace/metrics.ts";
import type { Trace } from "../trace/trace.ts";
import { withRunFacts } from "./faults.ts";
import type { ProgressLine } from "./progress.ts";

/** The model a scenario is shown in when neither the command line nor the file names one. */
export const DEFAULT_MODEL = "threads-gil";
/** The models people argue about. */
export const COMPARED: readonly string[] = [
  "blocking",
  "threads",
  "threads-gil",
  "asyncio",
  "multiprocessing",
  "goroutines",
];

export interface FinishedRun {
  readonly trace: Trace;
  readonly history: History;
  readonly metrics: RunMetrics;
  readonly findings: readonly Finding[];
}

/** The models asked for, or else the one the scenario is best seen in. */
export const modelsOf = (asked: readonly string[] | undefined, workload: Workload): readonly string[] =>
  asked ?? [workload.bestModel ?? DEFAULT_MODEL];

/** The models asked for, or else those that people compare. */
export const comparedModelsOf = (asked: readonly string[] | undefined): readonly string[] => asked ?? COMPARED;

/** The forks of a scenario under a model: the order in which a kernel would have picked its threads means nothing under another one. */
export const forksUnder = ({ whatIf, bestModel }: Workload, model: string): Workload["whatIf"] =>
  bestModel === null || bestModel === model ? whatIf : whatIf.filter((each) => !("choice" in each));

/** @throws UserError where there is no model of one of these names. */
export async function findRuntimes(ids: readonly string[]): Promise<readonly Runtime[]> {
  const { runtimes } = await import("../simulation/runtimes/index.ts");
  if (ids.length === 0) throw new UserError(`--model: found nothing, expected one of ${runtimes.ids.join(", ")}`);
  return [...new Set(ids)].map((id) => runtimes.get(id));
}

/**
 * Simulates, measures and looks for findings.
 *
 * @param progress says how far it is, and is cleared by who made it.
 * @throws UserError where the model cannot run a step of it.
 */
export async function runOne(
  asked: Workload,
  runtime: Runtime,
  until: Ns | undefined,
  progress: ProgressLine,
): Promise<FinishedRun> {
  const workload = { ...asked, whatIf: forksUnder(asked, runtime.id) };
  const refusal = runtime.refuses(workload);
  if (refusal !== null) throw new UserError(`${runtime.id} cannot run ${workload.title}: ${refusal}`);
  const [{ simulateInSlices }, { History: TraceHistory }, { measure }, { findingsOf }] = await Promise.all([
    import("../simulation/simulate.ts"),
    import("../trace/history.ts"),
    import("../trace/metrics.ts"),
    import("../analysis/insights/index.ts"),
  ]);
  return withRunFacts({ scenario: workload.title, model: runtime.id, seed: workload.seed }, () => {
    const trace = progress.follow(
      runtime.id,
      simulateInSlices(workload, runtime, until === undefined ? {} : { until }),
    );
    progress.show(`${runtime.id}: reading ${formatCount(trace.log.length)} events`);
    const history = new TraceHistory(trace);
    const metrics = measure(history);
    return { trace, history, metrics, findings: findingsOf(trace, metrics) };
  });
}
