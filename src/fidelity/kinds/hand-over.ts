/** How long each ownership of the GIL lasts among threads that compute, and how often the next owner is the one before the last. */
import type { Simulator } from "../case.ts";
import { metricsOf, ownersOf, traceOf } from "../runs.ts";
import { optionsOf, workloadOf } from "../workload.ts";
import { modelOf } from "./workload.ts";

export const handOver: Simulator = ({ spec }, seed) => {
  const { threads = 2 } = spec;
  const wanted = workloadOf([{ n: threads, segs: [["cpu", 2000 / threads]] }], optionsOf(spec, seed));
  const trace = traceOf(wanted, modelOf(spec) ?? "");
  if (trace === null) return null;
  const owners = ownersOf(trace);
  const back = owners.filter((owner, index) => index >= 2 && owner === owners[index - 2]).length;
  return { run_p50_us: Number(metricsOf(trace).gils[0]?.runs?.p50 ?? 0) / 1e3, aba_frac: back / (owners.length - 2) };
};
