/** Turns a measured case's spec into a workload for the simulator. */
import { ms, type Ns } from "../base/time.ts";
import { type LeafStep, leavesOf, type Step } from "../simulation/workload/steps.ts";
import type { PythonPlan, Workload } from "../simulation/workload/workload.ts";
import type { Spec } from "./case.ts";

/** `[cpu|nogil|io|sleep|block|device, ms]`, `[lockcpu|lockio, name, ms]` or `[x, times, segments]`. */
export type Segment = readonly (string | number | readonly Segment[])[];

/** So many tasks that all do this. */
export interface SpecGroup {
  readonly n: number;
  readonly segs: readonly Segment[];
}

type Unnumbered<S = Step> = S extends { leaf: number } ? Omit<S, "leaf"> : S;

function stepsOf(segments: readonly Segment[], offload: boolean): Step[] {
  const plain = segments.flatMap((segment) => stepOf(segment));
  const steps = offload ? [{ kind: "offload" as const, steps: plain as Step[] }] : plain;
  return number(steps as Step[]);
}

function stepOf([kind, a, b]: Segment): Unnumbered[] {
  switch (kind) {
    case "cpu":
      return [{ kind: "cpu", for: ms(a as number) }];
    case "nogil":
      return [{ kind: "native", for: ms(a as number) }];
    case "device":
      return [{ kind: "io", for: ms(a as number), on: "network", blocking: false }];
    // The measured programs stood for a device with a timed wait, and have its slack.
    case "io":
    case "sleep":
      return [{ kind: "sleep", for: ms(a as number) }];
    case "block":
      return [{ kind: "io", for: ms(a as number), on: "library", blocking: true }];
    case "lockcpu":
    case "lockio":
      return [
        { kind: "lock", lock: a as string },
        ...stepOf([kind === "lockcpu" ? "cpu" : "io", b as number]),
        { kind: "unlock", lock: a as string },
      ];
    case "x":
      return [{ kind: "repeat", times: a as number, steps: (b as Segment[]).flatMap(stepOf) as Step[] }];
    default:
      throw new Error(`unknown segment ${String(kind)}`);
  }
}

function number(steps: Step[]): Step[] {
  for (const [index, leaf] of leavesOf(steps).entries())
    (leaf as { -readonly [K in keyof LeafStep]: LeafStep[K] }).leaf = index;
  return steps;
}

export interface WorkloadOptions {
  readonly cores: number;
  readonly seed: number;
  readonly python: Partial<PythonPlan>;
  /** The tasks' work is done by loop.run_in_executor. @default false */
  readonly offload?: boolean;
}

/** What was measured beside CPython's own threads ran on this one. */
const OTHERS_VERSION = "3.11";

/** The machine and the interpreter of a spec. */
export function optionsOf({ python = "3.12", cores = 2, interval_ms, opt = {} }: Spec, seed: number): WorkloadOptions {
  return {
    cores,
    seed,
    python: {
      version: /^\d+\.\d+/.exec(python)?.[0] ?? OTHERS_VERSION,
      switchInterval: ms(interval_ms ?? 5),
      maxWorkers: opt.workers ?? null,
      startMethod: opt.start ?? null,
      chunkSize: opt.chunksize ?? 1,
      warmPool: opt.warm === 1,
    },
  };
}

export function workloadOf(groups: readonly SpecGroup[], options: WorkloadOptions): Workload {
  return {
    title: "measured case",
    about: "",
    teaches: "",
    bestModel: null,
    machine: {
      cores: options.cores,
      threadsPerCore: 1,
      scheduler: { policy: "fair", quantum: null, preemptOnWake: null },
    },
    python: {
      version: "3.12",
      switchInterval: ms(5),
      maxWorkers: null,
      startMethod: null,
      chunkSize: 1,
      warmPool: false,
      ...options.python,
    },
    costs: { preset: "default", changes: {} },
    seed: options.seed,
    shared: [],
    queues: [],
    whatIf: [],
    tasks: groups.flatMap((group, at) =>
      Array.from({ length: group.n }, (_, index) => ({
        name: `${String.fromCodePoint(65 + at)}${index + 1}`,
        arrival: 0 as Ns,
        priority: 0,
        cancelAt: null,
        steps: stepsOf(group.segs, options.offload ?? false),
      })),
    ),
  };
}
