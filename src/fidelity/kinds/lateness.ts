/** The latest beat of a heartbeat on an event loop while something else goes on. */
import { ms } from "../../base/time.ts";
import type { Simulator } from "../case.ts";
import { latenessOf } from "../figures.ts";
import { metricsOf, traceOf } from "../runs.ts";
import { workloadOf } from "../workload.ts";

const BEATS = 30;

/** Beats are due at fixed times from the start on, however late the one before was; the disturbance comes in the middle between two. */
export const lateness: Simulator = ({ spec }, seed, { disturbances }) => {
  const { what = "", period_ms = 10 } = spec;
  const disturbance = disturbances[what];
  if (disturbance === undefined) return null;
  const options = { cores: 2, seed, python: {} };
  const groups = Array.from({ length: BEATS }, (_, beat) => ({ n: 1, segs: [["sleep", period_ms * (beat + 1)]] }));
  const beats = workloadOf(groups, options);
  const [other] = workloadOf([{ n: 1, segs: disturbance.segments }], {
    ...options,
    offload: disturbance.offload ?? false,
  }).tasks;
  const late = other && { ...other, name: "Other", arrival: ms(5.5 * period_ms) };
  const trace = traceOf({ ...beats, tasks: [...beats.tasks, ...(late ? [late] : [])] }, "asyncio");
  return trace && { max_late_ms: latenessOf(metricsOf(trace), trace) };
};
