/** Two threads add to one variable: whether updates are lost, for each version of CPython, and which share of them. */
import { us } from "../../base/time.ts";
import { loadScenario } from "../../simulation/workload/load.ts";
import type { Simulator, Value } from "../case.ts";
import { metricsOf, traceOf } from "../runs.ts";
import { modelOf } from "./workload.ts";

/** Per thread. A short interval in place of a long run: what is lost does not depend on it. */
const TURNS = 3000;
const INTERVAL = us(100);

export const lostUpdate: Simulator = ({ spec, expected }, seed, { bodies }) => {
  const body = bodies[spec.variant ?? ""];
  if (body === undefined) return null;
  const found: Record<string, Value> = {};
  for (const { figure } of expected) {
    const [version = ""] = figure.split(" ");
    if (found[`${version} loses`] !== undefined) continue;
    const file = {
      machine: { cores: spec.cores ?? 2 },
      python: { version, switchInterval: `${INTERVAL / 1e3}us` },
      seed,
      shared: { x: 0 },
      tasks: [{ name: "Adder", count: 2, steps: [{ repeat: TURNS, steps: body }] }],
    };
    const trace = traceOf(loadScenario(JSON.stringify(file), "lost update"), modelOf({ python: version }) ?? "");
    if (trace === null) continue;
    const total = metricsOf(trace).variables[0]?.values[0] ?? 0;
    found[`${version} loses`] = total < 2 * TURNS ? "yes" : "no";
    found[`${version} share`] = 1 - total / (2 * TURNS);
  }
  return found;
};
