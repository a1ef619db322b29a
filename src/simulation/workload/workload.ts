/** What is to be done: a scenario file, read, checked and spelt out. */
import type { Ns } from "../../base/time.ts";
import type { WhatIf } from "../../trace/what-if.ts";
import type { CostName, Preset } from "../profiles/costs.ts";
import type { Step } from "./steps.ts";

export const POLICIES = ["fair", "rr", "fifo", "sjf"] as const;
export type Policy = (typeof POLICIES)[number];

export interface SchedulerPlan {
  readonly policy: Policy;
  /** Round robin's time slice. Null: the policy's default (10 ms for `rr`). */
  readonly quantum: Ns | null;
  /** Whether a woken thread may take the core from a running one at once (`rr`, `fifo`: by priority; `sjf`: the shorter burst). */
  readonly preemptOnWake: boolean | null;
}

export interface MachinePlan {
  readonly cores: number;
  readonly threadsPerCore: 1 | 2;
  readonly scheduler: SchedulerPlan;
}

export const START_METHOD_NAMES = ["fork", "spawn", "forkserver"] as const;

export interface PythonPlan {
  /** `3.12`, `2.7`: two numbers. */
  readonly version: string;
  readonly switchInterval: Ns;
  /** Null: the version's own default. */
  readonly maxWorkers: number | null;
  readonly startMethod: (typeof START_METHOD_NAMES)[number] | null;
  readonly chunkSize: number;
  readonly warmPool: boolean;
}

export interface CostPlan {
  readonly preset: Preset;
  readonly changes: Readonly<Partial<Record<CostName, Ns>>>;
}

export interface TaskPlan {
  /** Unique in its workload: `Ann`, or `Bob 2` for the second of a count. */
  readonly name: string;
  readonly arrival: Ns;
  /** Niceness, -20 (most favoured) to 19; 0 where the file says nothing. */
  readonly priority: number;
  readonly cancelAt: Ns | null;
  readonly steps: readonly Step[];
}

export interface Workload {
  readonly title: string;
  readonly about: string;
  /** One line on what it teaches; empty where the file says nothing. */
  readonly teaches: string;
  /** The model it is best seen in, or null. */
  readonly bestModel: string | null;
  readonly machine: MachinePlan;
  readonly python: PythonPlan;
  readonly costs: CostPlan;
  readonly seed: number;
  readonly shared: readonly { readonly name: string; readonly initial: number }[];
  readonly queues: readonly { readonly name: string; readonly capacity: number }[];
  /** In file order, counts and streams spelt out. */
  readonly tasks: readonly TaskPlan[];
  /** What is otherwise from an instant on, in the file's order. A choice without an instant has that of zero. */
  readonly whatIf: readonly WhatIf[];
}
