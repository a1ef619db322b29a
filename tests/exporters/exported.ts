import { findingsOf } from "../../src/analysis/insights/index.ts";
import type { ExportedRun } from "../../src/exporters/exporter.ts";
import { runtimes } from "../../src/simulation/runtimes/index.ts";
import { scenarioText } from "../../src/simulation/scenarios/index.ts";
import { type SimulateOptions, simulate } from "../../src/simulation/simulate.ts";
import { loadScenario } from "../../src/simulation/workload/load.ts";
import { parseSetting } from "../../src/simulation/workload/settings.ts";
import type { Workload } from "../../src/simulation/workload/workload.ts";
import { History } from "../../src/trace/history.ts";
import { measure } from "../../src/trace/metrics.ts";
import type { Trace } from "../../src/trace/trace.ts";

/** A trace as the command line hands it to an exporter. */
export function exportedTrace(trace: Trace): ExportedRun {
  const history = new History(trace);
  const metrics = measure(history);
  const command = `gilgrill run -m ${trace.header.model}`;
  return {
    trace,
    history,
    metrics,
    findings: findingsOf(trace, metrics),
    python: trace.header.python !== null,
    command,
  };
}

export const exportedRun = (workload: Workload, model: string, options: SimulateOptions = {}): ExportedRun =>
  exportedTrace(simulate(workload, runtimes.get(model), options));

/** A built-in scenario, with changes as on the command line. */
export const scenario = (id: string, ...settings: readonly string[]): Workload =>
  loadScenario(scenarioText(id), id, settings.map(parseSetting));
