/** The one door to a simulation: a workload and a model in, a trace out. */
import { UserError } from "../base/errors.ts";
import { SLICE_EVENTS, whole } from "../base/slices.ts";
import { ms, NEVER, type Ns } from "../base/time.ts";
import { type Outcome, runEnded } from "../trace/event.ts";
import { emptyTables, type Trace, type TraceHeader } from "../trace/trace.ts";
import type { Choices } from "../trace/what-if.ts";
import type { Chooser } from "./kernel/chooser.ts";
import type { Core } from "./kernel/core.ts";
import { Kernel } from "./kernel/kernel.ts";
import { FairScheduler } from "./kernel/scheduler/fair.ts";
import { QueuedScheduler } from "./kernel/scheduler/queued.ts";
import type { Scheduler } from "./kernel/scheduler/scheduler.ts";
import { type MachineProfile, PROFILES } from "./profiles/profile.ts";
import { Run } from "./runtimes/program/run.ts";
import { mostCoresOf, planChanges } from "./runtimes/program/what-if.ts";
import type { Runtime } from "./runtimes/runtime.ts";
import type { Workload } from "./workload/workload.ts";

export interface SimulateOptions {
  /** Simulated time after which the run counts as out of budget. None by default. */
  readonly until?: Ns;
  /** Events after which it does. 4 000 000 by default. */
  readonly maxEvents?: number;
  /** Writes down who was up for each choice while it runs, which costs time; otherwise that is found out when asked. */
  readonly writesChoices?: boolean;
}

/** How far a simulation has come. */
export interface SimulationProgress {
  readonly events: number;
  /** The simulated instant. */
  readonly time: Ns;
}

const DEFAULT_QUANTUM = ms(10);
const MAX_EVENTS = 4_000_000;

/**
 * Carries out a workload under a model. Deterministic: equal workloads, models and options give equal traces, everywhere.
 *
 * @throws UserError where the model refuses the workload, with its reason.
 */
export function simulate(asked: Workload, runtime: Runtime, options: SimulateOptions = {}): Trace {
  return whole(simulateInSlices(asked, runtime, options));
}

/**
 * The same in slices of some 50 000 events, for who wants to say how far it is or to give it up; the slices leave nothing behind in the
 * trace.
 *
 * @throws UserError as `simulate` does, at the first step.
 */
export function* simulateInSlices(
  asked: Workload,
  runtime: Runtime,
  options: SimulateOptions = {},
): Generator<SimulationProgress, Trace, void> {
  const workload = admit(asked, runtime);
  const profile = profileOf(workload);
  const tables = emptyTables();
  const { cores, threadsPerCore } = workload.machine;
  const hasInterval = runtime.python && runtime.switchInterval !== false;
  const kernel = new Kernel({
    cores,
    mostCores: mostCoresOf(workload),
    threadsPerCore,
    profile,
    tables,
    seed: workload.seed,
    scheduler: (all, online, now) => schedulerOf(workload, profile, { cores: all, online, now }),
    overrides: workload.whatIf.filter((change) => "choice" in change),
    writesChoices: options.writesChoices ?? false,
    until: options.until ?? NEVER,
    maxEvents: options.maxEvents ?? MAX_EVENTS,
  });
  const run = new Run(kernel, workload);
  planChanges(run, hasInterval);
  runtime.start(run);
  let end = kernel.run(SLICE_EVENTS);
  for (let slice = 2; end === "paused"; slice++) {
    yield { events: kernel.log.length, time: kernel.now };
    end = kernel.run(slice * SLICE_EVENTS);
  }
  const { chooser } = kernel;
  if (chooser.missed !== null && end !== "spent") {
    const range = chooser.count === 0 ? "none" : `0 to ${chooser.count - 1}`;
    throw new UserError(`choice ${chooser.missed}: this run has no such choice, expected one of ${range}`);
  }
  kernel.emit(runEnded, -1, outcomeOf(kernel, run, end === "spent"));
  const header = headerOf(workload, runtime, profile, chooser.overridden);
  const again = (): Choices => simulate(asked, runtime, { ...options, writesChoices: true }).choices;
  return { header, tables, log: kernel.log, choices: choicesOf(chooser, again), peakBytes: kernel.peakBytes };
}

/** Where the choices were is known; for who was up for them a run that did not write it down is made again, once. */
function choicesOf(chooser: Chooser, again: () => Choices): Choices {
  let seqs: readonly number[] | null = null;
  let written: Choices | null = null;
  return {
    get seqs() {
      seqs ??= chooser.seqs();
      return seqs;
    },
    at(number) {
      const seq = this.seqs[number];
      if (seq === undefined) throw new RangeError(`there is no choice ${number}`);
      const choice = chooser.written(number);
      if (choice !== undefined) return { seq, ...choice };
      written ??= again();
      return written.at(number);
    },
  };
}

/**
 * A workload as a model runs it: on the version that it runs it on.
 *
 * @throws UserError where the model refuses it, with its reason.
 */
export function admit(asked: Workload, runtime: Runtime): Workload {
  const { version } = asked.python;
  const workload = { ...asked, python: { ...asked.python, version: runtime.version?.(version) ?? version } };
  const reason = runtime.refuses(workload);
  if (reason !== null) throw new UserError(`${runtime.id} cannot run this scenario: ${reason}`);
  return workload;
}

/** A program whose tasks have all ended still hangs where one of its threads cannot end. */
function outcomeOf(kernel: Kernel, run: Run, exhausted: boolean): Outcome {
  if (exhausted) return "budget-exhausted";
  if (run.crashed) return "crashed";
  return run.allEnded && kernel.threads.every((thread) => thread.state === "exited") ? "completed" : "deadlocked";
}

function profileOf(workload: Workload): MachineProfile {
  const base = PROFILES[workload.costs.preset];
  const changes = workload.costs.changes;
  if (Object.keys(changes).length === 0) return base;
  return { ...base, id: "custom", costs: { ...base.costs, ...changes } };
}

interface Machine {
  readonly cores: readonly Core[];
  readonly online: readonly Core[];
  readonly now: () => Ns;
}

function schedulerOf(workload: Workload, profile: MachineProfile, machine: Machine): Scheduler {
  const { policy, quantum, preemptOnWake } = workload.machine.scheduler;
  if (policy !== "fair") {
    return new QueuedScheduler({
      ...machine,
      policy,
      quantum: quantum ?? DEFAULT_QUANTUM,
      preemptOnWake: preemptOnWake ?? false,
    });
  }
  // kernel/sched/fair.c: the base slice grows with the logarithm of the number of CPUs online, up to eight.
  const scaled = (cpus: number): number => 1 + Math.floor(Math.log2(Math.min(Math.max(cpus, profile.cpus), 8)));
  return new FairScheduler({
    ...machine,
    tick: quantum ?? profile.tick,
    sliceOn: (cpus) => (profile.baseSlice * scaled(cpus)) as Ns,
    startsOnParent: profile.startsOnParent,
    preemptOnWake: preemptOnWake ?? true,
  });
}

/** @param overridden when each overridden choice came to be */
function headerOf(
  workload: Workload,
  runtime: Runtime,
  profile: MachineProfile,
  overridden: ReadonlyMap<number, Ns>,
): TraceHeader {
  const { machine, python, whatIf } = workload;
  const most = mostCoresOf(workload);
  const { policy, quantum } = machine.scheduler;
  const slice = policy === "fair" ? (quantum ?? profile.tick) : policy === "rr" ? (quantum ?? DEFAULT_QUANTUM) : null;
  return {
    scenario: { title: workload.title, about: workload.about },
    model: runtime.id,
    modelTitle: runtime.title,
    seed: workload.seed,
    machine: {
      cores: most,
      ...(most === machine.cores ? {} : { online: machine.cores }),
      threadsPerCore: machine.threadsPerCore,
      scheduler: policy,
      quantum: slice,
      costs: profile.id,
    },
    python: runtime.python
      ? { version: python.version, switchInterval: runtime.switchInterval === false ? null : python.switchInterval }
      : null,
    whatIf: whatIf.map((each) => ("choice" in each ? { ...each, at: overridden.get(each.choice) ?? each.at } : each)),
  };
}
