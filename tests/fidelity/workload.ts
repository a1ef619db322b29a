/** Turns a measured case's spec into a workload for the simulator. */
import { ms, type Ns } from "../../src/base/time.ts";
import { type LeafStep, leavesOf, type Step } from "../../src/simulation/workload/steps.ts";
import type { Workload } from "../../src/simulation/workload/workload.ts";

/** `[cpu|nogil|io|block, ms]`, `[lockcpu|lockio, name, ms]` or `[x, times, segments]`. */
export type Segment = readonly (string | number | readonly Segment[])[];

export interface Group {
  readonly n: number;
  readonly segs: readonly Segment[];
}

type Unnumbered<S = Step> = S extends { leaf: number } ? Omit<S, "leaf"> : S;

export function stepsOf(segments: readonly Segment[], offload = false): Step[] {
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
    case "io":
      return [{ kind: "io", for: ms(a as number), on: "network", blocking: false }];
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
  readonly interval?: Ns;
  readonly version?: string;
  readonly seed?: number;
  readonly startMethod?: "fork" | "spawn";
  readonly offload?: boolean;
}

export function workloadOf(groups: readonly Group[], options: WorkloadOptions): Workload {
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
      version: options.version ?? "3.12",
      switchInterval: options.interval ?? ms(5),
      maxWorkers: null,
      startMethod: options.startMethod ?? null,
      chunkSize: 1,
      warmPool: false,
    },
    costs: { preset: "default", changes: {} },
    seed: options.seed ?? 1,
    shared: [],
    queues: [],
    tasks: groups.flatMap((group, at) =>
      Array.from({ length: group.n }, (_, index) => ({
        name: `${"ABCDEFGH"[at]}${index + 1}`,
        arrival: ms(0),
        priority: 0,
        cancelAt: null,
        steps: stepsOf(group.segs, options.offload ?? false),
      })),
    ),
  };
}
