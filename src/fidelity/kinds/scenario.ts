/** A measured program, told as a scenario: its outcome and its figures. */
import { ms } from "../../base/time.ts";
import { loadScenario } from "../../simulation/workload/load.ts";
import type { Simulator } from "../case.ts";
import { figureOf } from "../figures.ts";
import { metricsOf, sequentialOf, traceOf } from "../runs.ts";

/** Longer than any of them takes that comes to an end. */
const UNTIL = ms(2000);

export const scenario: Simulator = ({ scenario: file, model, title, expected }, seed) => {
  if (file === undefined || model === undefined) return null;
  const workload = loadScenario(JSON.stringify({ ...(file as object), seed }), title);
  const trace = traceOf(workload, model, { until: UNTIL });
  if (trace === null) return null;
  const metrics = metricsOf(trace);
  const names = expected.map(({ figure }) => figure);
  return Object.fromEntries(names.map((name) => [name, figureOf(name, trace, metrics, () => sequentialOf(workload))]));
};
