/** What the simulator says of a measured case: the figures that the measurement took, as medians over five seeds. */
import { ms } from "../../src/base/time.ts";
import { runtimes } from "../../src/simulation/runtimes/index.ts";
import { type SimulateOptions, simulate } from "../../src/simulation/simulate.ts";
import { gilAcquired, taskStepped } from "../../src/trace/event.ts";
import { History } from "../../src/trace/history.ts";
import { measure, percentile, type RunMetrics } from "../../src/trace/metrics.ts";
import type { Trace } from "../../src/trace/trace.ts";
import { type Group, type Segment, type WorkloadOptions, workloadOf } from "./workload.ts";

export interface Bar {
  readonly target: number;
  readonly low: number;
  readonly high: number;
  readonly grade: "hard" | "soft" | "order-of-magnitude";
}

export interface Case {
  readonly id: string;
  readonly kind: string;
  readonly spec: Spec;
  readonly bars: Readonly<Record<string, Bar>>;
  readonly measured: Readonly<Record<string, { readonly median: number }>>;
}

/** As the measurements spell it; what is there depends on the kind. */
interface Spec {
  readonly python: string;
  readonly cores: number;
  readonly interval_ms: number;
  readonly model: string;
  readonly tasks: readonly Group[];
  readonly opt: { readonly start?: "fork" | "spawn" };
  readonly op: string;
  readonly arg: number;
  readonly n: number;
  readonly hogs: number;
  readonly budget_s: number;
  readonly threads: number;
  readonly what: string;
  readonly ms: number;
  readonly period_ms: number;
}

export type Figures = Readonly<Record<string, number>>;

/** The measurements' names of the models. */
const MODELS: Readonly<Record<string, string>> = {
  seq: "blocking",
  threads: "threads-gil",
  asyncio: "asyncio",
  asyncio_to_thread: "asyncio",
  mp: "multiprocessing",
};

const SEEDS = [1, 2, 3, 4, 5];

/** @returns null for what the models there are cannot say. */
export function simulated(each: Case): Figures | null {
  const figures = SEEDS.map((seed) => figuresOf(each, seed));
  const first = figures[0];
  if (first === null || first === undefined) return null;
  return Object.fromEntries(
    Object.keys(first).map((name) => [name, medianOf(figures.map((figure) => figure?.[name] as number))]),
  );
}

function figuresOf(each: Case, seed: number): Figures | null {
  const { kind, spec } = each;
  if (spec.python?.startsWith("2.")) return null;
  switch (kind) {
    case "workload":
      return MODELS[spec.model] === undefined ? null : carriedOut(spec, seed);
    case "io-latency-under-hogs":
      return spec.op === "echo" ? null : latency(spec, each.measured["base_p50_us"]?.median as number, seed);
    case "handoff-order":
      return handOffs(spec, seed);
    case "asyncio-lateness":
      return lateness(spec, seed);
    default:
      return null;
  }
}

const medianOf = (values: readonly number[]): number =>
  percentile(
    [...values].sort((a, b) => a - b),
    0.5,
  );
const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

const optionsOf = (spec: Spec, seed: number): WorkloadOptions => ({
  cores: spec.cores,
  interval: ms(spec.interval_ms),
  version: spec.python.split(".").slice(0, 2).join("."),
  seed,
});

function traceOf(
  groups: readonly Group[],
  options: WorkloadOptions,
  model: string,
  budget: SimulateOptions = {},
): Trace {
  return simulate(workloadOf(groups, options), runtimes.get(model), budget);
}
const metricsOf = (trace: Trace): RunMetrics => measure(new History(trace));

function carriedOut(spec: Spec, seed: number): Figures {
  const { tasks, opt, model } = spec;
  const options = {
    ...optionsOf(spec, seed),
    ...(opt.start && { startMethod: opt.start }),
    offload: model === "asyncio_to_thread",
  };
  const sequential = metricsOf(traceOf(tasks, options, "blocking"));
  const metrics = metricsOf(traceOf(tasks, options, MODELS[model] as string));
  let taken = 0;
  const ends = tasks.map(({ n }) => {
    const group = metrics.tasks.slice(taken, taken + n);
    taken += n;
    return Math.max(...group.map(({ finished }) => Number(finished))) / 1e6;
  });
  return {
    makespan_ratio: metrics.makespan / sequential.makespan,
    vol_switches: metrics.switches.voluntary,
    ...Object.fromEntries(ends.map((end, index) => [`group${index}_last_end_ms`, end])),
    ...(model === "threads" && ownership(taken, options)),
  };
}

/** One second of computing, shared out among as many threads as the case has: how the GIL goes round. */
function ownership(threads: number, options: WorkloadOptions): Figures {
  const metrics = metricsOf(traceOf([{ n: threads, segs: [["cpu", 1000 / threads]] }], options, "threads-gil"));
  const [gil] = metrics.gils;
  return {
    "gil.run_p50_us": Number(gil?.runs?.p50 ?? 0) / 1e3,
    "gil.handoffs_per_s": (gil?.handoffs ?? 0) / (metrics.makespan / 1e9),
    "gil.vol_per_handoff": metrics.switches.voluntary / Math.max(1, gil?.handoffs ?? 1),
  };
}

/** How long a short wait takes, and how often the GIL was lost meanwhile, while others compute. */
function latency(spec: Spec, base: number, seed: number): Figures {
  const budget = spec.budget_s * 1000;
  const body: Segment = spec.op === "sleep" ? ["sleep", spec.arg / 1000] : ["nogil", base / 1000];
  const groups: Group[] = [
    { n: spec.hogs, segs: [["cpu", budget * 4]] },
    { n: 1, segs: [["x", spec.n, [body]]] },
  ];
  const { log } = traceOf(groups, optionsOf(spec, seed), "threads-gil", { until: ms(budget * 2) });
  const turns: number[] = [];
  let last = -1;
  for (let seq = 0; seq < log.length; seq++) {
    if (log.codeAt(seq) !== taskStepped.code || log.operandAt(seq, 0) !== spec.hogs) continue;
    if (last >= 0) turns.push((log.timeAt(seq) - last) / 1e3);
    last = log.timeAt(seq);
  }
  // A turn longer than a millisecond or two beyond its own length was spent waiting for the GIL.
  const lost = turns.filter((turn) => turn > base + 2000).length;
  return { p50_us: medianOf(turns), mean_us: meanOf(turns), frac_lost_gil: lost / turns.length };
}

/** How long each ownership lasts, and how often the next owner is the one before the last. */
function handOffs(spec: Spec, seed: number): Figures {
  const { threads } = spec;
  const trace = traceOf([{ n: threads, segs: [["cpu", 2000 / threads]] }], optionsOf(spec, seed), "threads-gil");
  const owners: number[] = [];
  for (let seq = 0; seq < trace.log.length; seq++) {
    const switched = trace.log.codeAt(seq) === gilAcquired.code && trace.log.operandAt(seq, 2) === 1;
    if (switched) owners.push(trace.log.operandAt(seq, 1));
  }
  const back = owners.filter((owner, index) => index >= 2 && owner === owners[index - 2]).length;
  return { run_p50_us: Number(metricsOf(trace).gils[0]?.runs?.p50 ?? 0) / 1e3, aba_frac: back / (owners.length - 2) };
}

/** What one does to the loop, as segments, and whether on another thread. */
const DISTURBANCES: Readonly<Record<string, readonly [segments: readonly Segment[], offload: boolean]>> = {
  block_cpu: [[["cpu", 100]], false],
  block_sleep: [[["block", 100]], false],
  none: [[["io", 100]], false],
  thread_nogil: [[["nogil", 100]], true],
  thread_sleep: [[["block", 100]], true],
};

/** The latest beat of a heartbeat while something else goes on. */
function lateness(spec: Spec, seed: number): Figures | null {
  const disturbance = DISTURBANCES[spec.what];
  if (disturbance === undefined) return null;
  const [segments, offload] = disturbance;
  const options = { cores: 2, seed };
  const beats = workloadOf([{ n: 1, segs: [["x", 30, [["sleep", spec.period_ms]]]] }], options);
  const [other] = workloadOf([{ n: 1, segs: segments }], { ...options, offload }).tasks;
  // In the middle between two beats.
  const late = other && { ...other, name: "Other", arrival: ms(5.5 * spec.period_ms) };
  const { log } = simulate({ ...beats, tasks: [...beats.tasks, ...(late ? [late] : [])] }, runtimes.get("asyncio"));
  let last = -1;
  let most = 0;
  for (let seq = 0; seq < log.length; seq++) {
    if (log.codeAt(seq) !== taskStepped.code || log.operandAt(seq, 0) !== 0) continue;
    if (last >= 0) most = Math.max(most, (log.timeAt(seq) - last) / 1e6 - spec.period_ms);
    last = log.timeAt(seq);
  }
  return { max_late_ms: most };
}
