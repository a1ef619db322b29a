/** A workload from start to end: how long it takes against the same work done one after the other. */
import type { Figures, Simulator, Spec } from "../case.ts";
import { metricsOf, ownersOf, sequentialOf, traceOf } from "../runs.ts";
import { optionsOf, type Segment, type SpecGroup, type WorkloadOptions, workloadOf } from "../workload.ts";

/** The measurements' names of the models. */
const MODELS: Readonly<Record<string, string>> = {
  seq: "blocking",
  threads: "threads-gil",
  threadpool: "thread-pool",
  asyncio: "asyncio",
  asyncio_to_thread: "asyncio",
  gevent: "gevent",
  mp: "multiprocessing",
  procpool: "process-pool",
  subinterp: "subinterpreters",
};

/** The id of the model that stands for what was measured; undefined where there is none. */
export function modelOf({ model = "threads", python = "" }: Spec): string | undefined {
  return model === "threads" && python.startsWith("2.") ? "threads-gil-legacy" : MODELS[model];
}

export const workload: Simulator = ({ spec, measured }, seed) => {
  const { tasks: asked = [] } = spec;
  const model = modelOf(spec);
  if (model === undefined) return null;
  const options = { ...optionsOf(spec, seed), offload: spec.model === "asyncio_to_thread" };
  const tasks = asMeasured(asked, options, measured["seq_ms"]);
  const wanted = workloadOf(tasks, options);
  const trace = traceOf(wanted, model);
  if (trace === null) return null;
  const metrics = metricsOf(trace);
  let taken = 0;
  const ends = tasks.map(({ n }) => {
    const group = metrics.tasks.slice(taken, taken + n);
    taken += n;
    return Math.max(...group.map(({ finished }) => Number(finished))) / 1e6;
  });
  return {
    makespan_ratio: metrics.makespan / sequentialOf(wanted),
    vol_switches: metrics.switches.voluntary,
    ...Object.fromEntries(ends.map((end, index) => [`group${index}_last_end_ms`, end])),
    ...(spec.model === "threads" && ownership(model, taken, options)),
  };
};

/**
 * The measured programs computed by counting loops, calibrated beforehand. What they really took is known from the run of the same tasks one
 * after the other, so that the computing is made as much longer or shorter as makes that run come out as measured.
 */
function asMeasured(tasks: readonly SpecGroup[], options: WorkloadOptions, measured = 0): readonly SpecGroup[] {
  const asked = tasks.reduce((sum, { n, segs }) => sum + n * computingIn(segs), 0);
  if (asked === 0 || measured === 0) return tasks;
  const factor = 1 + (measured - sequentialOf(workloadOf(tasks, options)) / 1e6) / asked;
  return tasks.map(({ n, segs }) => ({ n, segs: segs.map((segment) => stretched(segment, factor)) }));
}

/** Milliseconds. */
function computingIn(segments: readonly Segment[]): number {
  return segments.reduce((sum, segment) => {
    const [kind, times, inner] = segment;
    if (kind === "x") return sum + (times as number) * computingIn(inner as Segment[]);
    return sum + (isComputing(segment) ? (segment.at(-1) as number) : 0);
  }, 0);
}

function stretched(segment: Segment, factor: number): Segment {
  const [kind, times, inner] = segment;
  if (kind === "x") return ["x", times as number, (inner as Segment[]).map((each) => stretched(each, factor))];
  return isComputing(segment) ? [...segment.slice(0, -1), (segment.at(-1) as number) * factor] : segment;
}

const isComputing = ([kind]: Segment): boolean => kind === "cpu" || kind === "nogil" || kind === "lockcpu";

/** One second of computing, shared out among as many threads as the case has: how the GIL goes round. */
function ownership(model: string, threads: number, options: WorkloadOptions): Figures {
  const trace = traceOf(workloadOf([{ n: threads, segs: [["cpu", 1000 / threads]] }], options), model);
  if (trace === null) return {};
  const metrics = metricsOf(trace);
  const [gil] = metrics.gils;
  return {
    "gil.run_p50_us": Number(gil?.runs?.p50 ?? 0) / 1e3,
    "gil.handoffs_per_s": (gil?.handoffs ?? 0) / (metrics.makespan / 1e9),
    "gil.vol_per_handoff": metrics.switches.voluntary / Math.max(1, gil?.handoffs ?? 1),
    "gil.fifo_frac": longestOutShare(ownersOf(trace), threads),
  };
}

/** How often the next owner is the one that has been without the GIL for the longest. */
function longestOutShare(owners: readonly number[], threads: number): number {
  const order: number[] = [];
  let longest = 0;
  let counted = 0;
  for (const owner of owners) {
    if (order.length === threads) {
      counted++;
      if (order[0] === owner) longest++;
    }
    const at = order.indexOf(owner);
    if (at >= 0) order.splice(at, 1);
    order.push(owner);
  }
  return counted === 0 ? 1 : longest / counted;
}
