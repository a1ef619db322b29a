import type { Ns } from "../base/time.ts";
import { coreOfflined, coreOnlined } from "./event.ts";
import type { EventLog } from "./log.ts";
import type { Choices, WhatIf } from "./what-if.ts";

/** The machine a run took place on. */
export interface MachineFacts {
  /** The most it ever has. */
  readonly cores: number;
  /** How many of them are online at the beginning; left out: all. */
  readonly online?: number;
  /** Hardware threads a core; `cores * threadsPerCore` lanes are drawn. */
  readonly threadsPerCore: number;
  readonly scheduler: "fair" | "rr" | "fifo" | "sjf";
  /** Round robin's quantum, or the tick of the fair scheduler. */
  readonly quantum: Ns | null;
  /** The cost table's name: `default`, `none`, or `custom`. */
  readonly costs: string;
}

/** The interpreter, where the model is a Python one. */
export interface PythonFacts {
  readonly version: string;
  /** Null where there is no such thing: under CPython 2's GIL, which counts ticks, and without a GIL. */
  readonly switchInterval: Ns | null;
}

/** A leaf step as the reader sees it: what kind, how long, and in words (`cpu 40 ms`, `lock fryer`). */
export interface StepFacts {
  readonly kind: string;
  readonly text: string;
  /** Its length where it has one; zero otherwise. */
  readonly amount: Ns;
}

export interface ProcessFacts {
  readonly name: string;
}
export interface ThreadFacts {
  readonly name: string;
  readonly process: number;
  /** `task`: made for one task. `main`: the program's first thread. `worker`: serves many. `helper`: machinery. */
  readonly role: "task" | "main" | "worker" | "helper";
  /** The task it was made for. */
  readonly task: number | null;
  /** The interpreter in its process, from 1 on, where tasks run in interpreters of their own; left out: the main one. */
  readonly interpreter?: number;
}
export interface TaskFacts {
  readonly name: string;
  readonly arrival: Ns;
  readonly steps: readonly StepFacts[];
  /** The task that split into this one and its siblings. */
  readonly parent: number | null;
}
export interface NamedFacts {
  readonly name: string;
}
/** A lock, a GIL, a loop or an executor that belongs to a process. */
export interface OwnedFacts {
  readonly name: string;
  readonly process: number;
}
export interface LoopFacts extends OwnedFacts {
  /** An event loop, which tasks await in, or gevent's hub, which greenlets switch to. */
  readonly kind: "event-loop" | "hub";
}
export interface VariableFacts {
  readonly name: string;
  readonly initial: number;
}

/** Everything that has a name in a run; an identity in an event is an index of one of these lists. */
export interface TraceTables {
  readonly processes: ProcessFacts[];
  readonly threads: ThreadFacts[];
  readonly tasks: TaskFacts[];
  /** Each named after who runs under it, where there are several. */
  readonly gils: OwnedFacts[];
  readonly locks: NamedFacts[];
  readonly devices: NamedFacts[];
  readonly variables: VariableFacts[];
  readonly queues: (NamedFacts & { readonly capacity: number | null })[];
  readonly loops: LoopFacts[];
  readonly executors: (OwnedFacts & { readonly workers: number })[];
  /** Rights to run goroutines (Go's P), where the model has them. */
  readonly procs: NamedFacts[];
}

/** What is known of a run besides its events. */
export interface TraceHeader {
  readonly scenario: { readonly title: string; readonly about: string };
  /** The model's id, `threads-gil`, and its title, `threads + GIL`. */
  readonly model: string;
  readonly modelTitle: string;
  readonly seed: number;
  readonly machine: MachineFacts;
  readonly python: PythonFacts | null;
  /** What was otherwise than the program says, from some instants on; empty for a run as it comes. */
  readonly whatIf: readonly WhatIf[];
}

/** A run: its header, its tables, its ordered events. Producers and consumers share nothing else. */
export interface Trace {
  readonly header: TraceHeader;
  readonly tables: TraceTables;
  readonly log: EventLog;
  /** Where the kernel could have taken another thread, in order. */
  readonly choices: Choices;
  /** Peak memory of all processes together, in bytes, from the machine profile's measured costs. */
  readonly peakBytes: number;
}

export function emptyTables(): TraceTables {
  return {
    processes: [],
    threads: [],
    tasks: [],
    gils: [],
    locks: [],
    devices: [],
    variables: [],
    queues: [],
    loops: [],
    executors: [],
    procs: [],
  };
}

/**
 * The memory that a thread's tasks use: its process's, or its interpreter's where that has its own. A run has several processes or
 * several interpreters, not both, so one number tells.
 */
export function spaceOf(tables: TraceTables, thread: number): number {
  const facts = tables.threads[thread];
  return facts?.interpreter ?? facts?.process ?? 0;
}

/**
 * The hardware threads a run had. Where cores came and went, the mean over the run, rounded: no finding is about a machine that was
 * there for a moment only.
 */
export function hardwareThreads({ header, log }: Trace): number {
  const { cores, online, threadsPerCore } = header.machine;
  const all = cores * threadsPerCore;
  const end = log.length === 0 ? 0 : log.timeAt(log.length - 1);
  if (end === 0 || !header.whatIf.some((each) => "cores" in each)) return all;
  let now = (online ?? cores) * threadsPerCore;
  let since = 0;
  let sum = 0;
  for (let seq = 0; seq < log.length; seq++) {
    const code = log.codeAt(seq);
    if (code !== coreOfflined.code && code !== coreOnlined.code) continue;
    sum += now * (log.timeAt(seq) - since);
    since = log.timeAt(seq);
    now += code === coreOnlined.code ? 1 : -1;
  }
  return Math.max(1, Math.round((sum + now * (end - since)) / end));
}

/** When the run's last event happened; zero for an empty run. */
export function endOf(trace: Trace): Ns {
  return trace.log.length === 0 ? (0 as Ns) : trace.log.timeAt(trace.log.length - 1);
}
