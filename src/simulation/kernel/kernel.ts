/**
 * The simulated operating system: one clock, one ordered queue of what happens next, cores, threads.
 *
 * Physics only: it knows nothing of Python. A thread's program yields requests (thread.ts); what it does between two requests takes
 * no time. Order at one instant: computing that ends, then devices, timers and arrivals, then cores that wake, then ticks; within a
 * kind, what was scheduled first.
 */
import { InvariantError } from "../../base/errors.ts";
import { Random } from "../../base/random.ts";
import { NEVER, type Ns } from "../../base/time.ts";
import type { EventDefinition, Operands } from "../../trace/definition.ts";
import * as events from "../../trace/event.ts";
import { type EventLog, NO_CAUSE } from "../../trace/log.ts";
import type { ThreadFacts, TraceTables } from "../../trace/trace.ts";
import type { MachineProfile } from "../profiles/profile.ts";
import { Agenda, PRIORITY } from "./agenda.ts";
import { Bursts } from "./bursts.ts";
import { Chooser, type Override } from "./chooser.ts";
import { Core } from "./core.ts";
import { Dispatcher } from "./dispatcher.ts";
import type { Scheduler } from "./scheduler/scheduler.ts";
import { type Act, type Compute, type Park, Process, Thread, TIMED_OUT, WOKEN, type YieldCore } from "./thread.ts";

const YIELD: YieldCore = { op: "yield" };

export interface KernelConfig {
  /** Online at the beginning. */
  readonly cores: number;
  /** The most there ever are. */
  readonly mostCores: number;
  readonly threadsPerCore: 1 | 2;
  readonly profile: MachineProfile;
  readonly seed: number;
  readonly tables: TraceTables;
  /** Makes the policy once the cores exist. */
  readonly scheduler: (cores: readonly Core[], online: readonly Core[], now: () => Ns) => Scheduler;
  /** Choices that do not go as the policy would have them, and whether the candidates of all choices are written down. */
  readonly overrides: readonly Override[];
  readonly writesChoices: boolean;
  /** The run stops here, out of budget: an instant, and a number of events. */
  readonly until: Ns;
  readonly maxEvents: number;
}

/** Why the kernel stopped: nothing is left to happen, the budget is used up, or the slice of the run is over. */
export type KernelEnd = "idle" | "spent" | "paused";

export class Kernel {
  readonly tables: TraceTables;
  readonly profile: MachineProfile;
  readonly random: Random;
  readonly cores: readonly Core[];
  readonly chooser: Chooser;
  readonly threads: Thread[] = [];
  readonly processes: Process[] = [];
  peakBytes = 0;
  #bytes = 0;
  #progress = 0;
  readonly #config: KernelConfig;
  readonly #agenda = new Agenda();
  readonly #bursts: Bursts;
  readonly #dispatcher: Dispatcher;
  readonly #interrupts: Random;
  readonly #online: Core[];
  /** What is otherwise from an instant on, the earliest first. */
  #changes: readonly { readonly at: Ns; readonly make: () => void }[] = [];

  constructor(config: KernelConfig) {
    this.#config = config;
    this.profile = config.profile;
    this.tables = config.tables;
    this.random = new Random(config.seed);
    const { tick, tickPhase } = config.profile;
    const phases = this.random.fork();
    this.#interrupts = this.random.fork();
    const lanes = config.mostCores * config.threadsPerCore;
    this.cores = Array.from({ length: lanes }, (_, id) => new Core(id, (tickPhase ? phases.below(tick) : 0) as Ns));
    if (config.threadsPerCore === 2) {
      for (const core of this.cores) core.sibling = this.cores[core.id ^ 1] as Core;
    }
    this.#online = this.cores.slice(0, config.cores * config.threadsPerCore);
    for (const core of this.cores) core.online = core.id < this.#online.length;
    const scheduler = config.scheduler(this.cores, this.#online, () => this.#agenda.now);
    const nameOf = (thread: number): string => config.tables.threads[thread]?.name ?? "";
    this.chooser = new Chooser(this.#agenda, nameOf, config.overrides, config.writesChoices);
    this.#bursts = new Bursts(this.#agenda, config.profile.siblingSpeed);
    this.#dispatcher = new Dispatcher(
      this.#agenda,
      this.#bursts,
      this.cores,
      this.#online,
      scheduler,
      config.profile,
      this.random,
      () => this.#lateness(),
      this.chooser,
    );
  }

  /**
   * Runs until nothing is left to happen or the budget is used up, or for a slice of the run: called again, it goes on where it was.
   *
   * @param pause the number of events, of the run in all, after which the slice ends; none by default.
   */
  run(pause = Number.POSITIVE_INFINITY): KernelEnd {
    const { until } = this.#config;
    while (this.log.length < pause) {
      if (this.#changes.length > 0 && this.#change()) continue;
      const entry = this.#agenda.next();
      if (entry === undefined) {
        // What happened last without leaving an event (a tick, a timer of nobody) is not part of the run.
        if (this.log.length > 0) this.#agenda.now = this.log.timeAt(this.log.length - 1);
        return "idle";
      }
      if (entry.time > until) {
        this.#agenda.now = until;
        return "spent";
      }
      this.#agenda.now = entry.time as Ns;
      if (entry.call !== null) entry.call();
      else this.#happen(entry.priority, entry.core as Core);
      if (this.#isSpent()) return "spent";
    }
    return "paused";
  }

  /** Makes the next change where all that happens up to its instant has happened. A program that is over is past changing. */
  #change(): boolean {
    const [next, ...others] = this.#changes;
    const ahead = this.#agenda.nextTime();
    if (next === undefined || ahead === undefined || ahead <= next.at || next.at > this.#config.until) return false;
    this.#changes = others;
    if (this.threads.every(({ state }) => state === "exited")) return true;
    this.#agenda.now = next.at;
    next.make();
    return true;
  }

  /** Whether the budget is used up: events, or work that leaves none behind. */
  #isSpent(): boolean {
    const { maxEvents } = this.#config;
    return this.log.length > maxEvents || this.#progress > 4 * maxEvents;
  }

  // ── For runtimes: what takes no time ────────────────────────────────────────────────────────────────────────────────

  get now(): Ns {
    return this.#agenda.now;
  }

  get log(): EventLog {
    return this.#agenda.log;
  }

  emit<Name extends string, const Fields extends EventDefinition["fields"]>(
    definition: EventDefinition<Name, Fields>,
    cause: number,
    ...operands: Operands<Fields>
  ): number {
    return this.#agenda.emit(definition, cause, ...operands);
  }

  /** Adds an event brought about by a thread, or by what runs on it: its cause is the last one of these. */
  by<Name extends string, const Fields extends EventDefinition["fields"]>(
    thread: Pick<Thread, "cause">,
    definition: EventDefinition<Name, Fields>,
    ...operands: Operands<Fields>
  ): number {
    return this.#agenda.by(thread, definition, ...operands);
  }

  /** Calls back at an instant, before cores and ticks of that instant. */
  at(time: Ns, call: () => void): void {
    this.#agenda.at(time, call);
  }

  /** Calls back when a timer of this thread fires: late by up to the machine's timer slack. */
  timer(thread: Thread, due: Ns, call: () => void): void {
    const core = this.cores[Math.max(0, thread.core)] as Core;
    this.#agenda.timer(core, due, this.profile.costs.timerSlack, () => this.#lateness(), call);
  }

  /** Of one interrupt on a busy core. */
  #lateness(): number {
    return Math.round(this.profile.costs.interruptLatency * this.#interrupts.between(0, 2));
  }

  createProcess(name: string, parent: Process | null, method: events.StartMethod, cause: number): Process {
    const process = new Process(this.processes.length);
    this.processes.push(process);
    this.tables.processes.push({ name });
    this.emit(events.processForked, cause, process.id, parent?.id ?? null, method);
    return process;
  }

  /** Makes a thread runnable, with its first instant still ahead. `parent` started it, or null for an arrival from outside. */
  spawn(
    process: Process,
    facts: Omit<ThreadFacts, "process">,
    parent: Thread | null,
    body: (thread: Thread) => Act,
    nice = 0,
  ): Thread {
    const thread = new Thread(this.threads.length, process, nice, body);
    this.threads.push(thread);
    process.threads.push(thread);
    process.live++;
    this.tables.threads.push({ ...facts, process: process.id });
    thread.cause = this.emit(
      events.threadCreated,
      parent?.cause ?? NO_CAUSE,
      thread.id,
      process.id,
      parent?.id ?? null,
    );
    this.#dispatcher.ready(thread, "new", parent);
    return thread;
  }

  /** Something from outside that is otherwise from an instant on: it comes after all that happens at that instant. */
  change(at: Ns, make: () => void): void {
    this.#changes = [...this.#changes, { at, make }].sort((one, other) => one.at - other.at);
  }

  /** CPU hotplug: so many cores are online from here on, one at least, and no more than the machine has. */
  setCores(count: number): void {
    this.#dispatcher.resize(count * this.#config.threadsPerCore);
  }

  /** Makes a waiting thread runnable. @returns false where it does not wait. */
  wake(thread: Thread, cause: number, by: Thread | null): boolean {
    if (thread.state !== "waiting") return false;
    this.#wakeWith(thread, WOKEN, cause, by);
    return true;
  }

  /** Asks a computing thread to stop at its next check point; one that does not compute stops when it next does. */
  interrupt(thread: Thread): void {
    thread.attention = true;
    const core = this.cores[thread.core];
    if (thread.state === "running" && core !== undefined && core.thread === thread && thread.burst?.active === true) {
      this.#bursts.settle(core, thread.burst);
      this.#bursts.arm(core, thread.burst);
    }
  }

  /** Whether a thread could run, and every core is busy with others. */
  isHeldUp(thread: Thread): boolean {
    return thread.state === "runnable" && this.#online.every((core) => core.thread !== null);
  }

  /** Ends a process at once, with everything in it: a crash, or a kill from outside. */
  kill(process: Process, cause: number): void {
    process.alive = false;
    this.exit(process, cause);
  }

  /** A process ends in order, by one of its threads (exit_group): the others end with it, whatever they do. */
  exit(process: Process, cause: number): void {
    for (const thread of process.threads) {
      if (thread.state !== "exited") this.#dispatcher.exit(thread, cause);
    }
  }

  /** Books memory taken (or, below zero, given back). */
  memory(bytes: number): void {
    this.#bytes += bytes;
    if (this.#bytes > this.peakBytes) this.peakBytes = this.#bytes;
  }

  // ── For runtimes: requests to yield ─────────────────────────────────────────────────────────────────────────────────

  /** Computes; answered with what is left, which is above zero only where `pollEvery` let an interrupt in: at `firstPoll` or later. */
  compute(
    thread: Thread,
    amount: number,
    code: events.Code,
    task: number | null = null,
    pollEvery = 0,
    firstPoll = 0,
  ): Compute {
    const request = thread.computeRequest;
    request.amount = amount;
    request.code = code;
    request.task = task;
    request.pollEvery = pollEvery;
    request.firstPoll = firstPoll;
    return request;
  }

  /** Waits for `wake`, or until a deadline (plus the machine's timer slack). Answered with WOKEN or TIMED_OUT. */
  park(thread: Thread, on: events.Wait, object: number | null = null, until: Ns = NEVER): Park {
    const request = thread.parkRequest;
    request.on = on;
    request.object = object;
    request.until = until;
    return request;
  }

  yieldCore(): YieldCore {
    return YIELD;
  }

  // ── What happens ────────────────────────────────────────────────────────────────────────────────────────────────────

  #happen(priority: number, core: Core): void {
    if (priority === PRIORITY.burst) this.#continue(core);
    else if (priority === PRIORITY.kick) this.#dispatcher.kicked(core);
    else this.#dispatcher.tick(core);
  }

  /** The thread on the core has finished switching in, or its stretch of computing has ended. */
  #continue(core: Core): void {
    const thread = core.thread as Thread;
    const { burst } = thread;
    if (burst === null) {
      this.#step(core, thread, thread.reply);
      return;
    }
    if (!burst.active) {
      this.#bursts.resume(core, thread, burst);
      return;
    }
    this.#bursts.stop(core, thread, burst);
    thread.burst = null;
    this.#step(core, thread, burst.remaining);
  }

  /** Lets the thread's program run until it asks for something that takes time. */
  #step(core: Core, thread: Thread, answer: number): void {
    let reply = answer;
    this.#dispatcher.stepping = core;
    for (;;) {
      const { value, done } = thread.body.next(reply);
      this.#progress++;
      if (thread.state !== "running") break; // It killed its own process.
      if (done === true) {
        this.#dispatcher.exit(thread, thread.cause);
        break;
      }
      if (value.op === "compute") {
        if (value.amount <= 0) {
          // A program that computes nothing at all, again and again, would never come back from here.
          if (this.#isSpent()) break;
          reply = 0;
          continue;
        }
        if (thread.attention && value.pollEvery > 0 && value.firstPoll === 0) {
          reply = value.amount;
          continue;
        }
        this.#bursts.resume(core, thread, thread.beginBurst());
      } else if (value.op === "park") {
        this.#block(core, thread, value);
      } else if (value.op === "yield") {
        thread.reply = 0;
        this.#dispatcher.leave(core, thread, "yielded");
      } else if (value.op === "crash") {
        this.kill(thread.process, thread.cause);
      } else {
        this.fail("only a task of an event loop can await");
      }
      break;
    }
    this.#dispatcher.stepping = null;
    if (core.mustReschedule) {
      core.mustReschedule = false;
      if (core.thread === thread && thread.state === "running") this.#dispatcher.leave(core, thread, "preempted");
    }
  }

  #block(core: Core, thread: Thread, request: Park): void {
    const { on, object, until } = request;
    const parked = this.by(thread, events.threadParked, thread.id, on, object, until);
    thread.state = "waiting";
    const wait = ++thread.waitNumber;
    if (until < NEVER) {
      this.timer(thread, until, () => {
        if (thread.waitNumber !== wait || thread.state !== "waiting") return;
        const cause = this.emit(events.threadTimedOut, parked, thread.id, on, object);
        this.#wakeWith(thread, TIMED_OUT, cause, null);
      });
    }
    this.#dispatcher.leave(core, thread, "blocked");
  }

  #wakeWith(thread: Thread, reply: number, cause: number, by: Thread | null): void {
    thread.waitNumber++;
    thread.reply = reply;
    thread.cause = cause;
    this.#dispatcher.ready(thread, "woken", by);
  }

  /** @throws InvariantError with what reproduces it. */
  fail(message: string): never {
    throw new InvariantError(message, { seed: this.#config.seed, event: this.log.length, time: this.now });
  }
}
