/**
 * The simulated operating system: one clock, one ordered queue of what happens next, cores, threads.
 *
 * Physics only: it knows nothing of Python. A thread's program yields requests (thread.ts); what it does between two requests takes
 * no time. Order at one instant: computing that ends, then devices, timers and arrivals, then cores that wake, then ticks; within a
 * kind, what was scheduled first.
 */
import { InvariantError } from "../../base/errors.ts";
import { EventHeap, type Scheduled } from "../../base/heap.ts";
import { Random } from "../../base/random.ts";
import { NEVER, type Ns, ZERO } from "../../base/time.ts";
import type { EventDefinition, Operands } from "../../trace/definition.ts";
import * as events from "../../trace/event.ts";
import { EventLog, NO_CAUSE } from "../../trace/log.ts";
import type { ThreadFacts, TraceTables } from "../../trace/trace.ts";
import type { MachineProfile } from "../profiles/profile.ts";
import { Core } from "./core.ts";
import type { Scheduler } from "./scheduler/scheduler.ts";
import {
  type Act,
  type Burst,
  type Compute,
  type Park,
  Process,
  Thread,
  TIMED_OUT,
  WOKEN,
  type YieldCore,
} from "./thread.ts";

/** The order at one instant. */
const PRIORITY = { burst: 0, call: 1, kick: 2, tick: 3 } as const;
type Priority = (typeof PRIORITY)[keyof typeof PRIORITY];

/** Something that will happen. Entries are never removed; `epoch` tells whether one still counts. */
class Entry implements Scheduled {
  sequence = 0;
  readonly time: number;
  readonly priority: Priority;
  readonly core: Core | null;
  readonly epoch: number;
  readonly call: (() => void) | null;

  constructor(time: number, priority: Priority, core: Core | null, epoch: number, call: (() => void) | null) {
    this.time = time;
    this.priority = priority;
    this.core = core;
    this.epoch = epoch;
    this.call = call;
  }
}

/** A timer of a core, ordered by its soft expiry. */
class Timer implements Scheduled {
  sequence = 0;
  readonly priority = 0;
  readonly time: number;
  readonly call: () => void;

  constructor(time: number, call: () => void) {
    this.time = time;
    this.call = call;
  }
}

const YIELD: YieldCore = { op: "yield" };

export interface KernelConfig {
  readonly cores: number;
  readonly threadsPerCore: 1 | 2;
  readonly profile: MachineProfile;
  readonly seed: number;
  readonly tables: TraceTables;
  /** Makes the policy once the cores exist. */
  readonly scheduler: (cores: readonly Core[], now: () => Ns) => Scheduler;
  /** The run stops here, out of budget: an instant, and a number of events. */
  readonly until: Ns;
  readonly maxEvents: number;
}

export class Kernel {
  readonly log = new EventLog();
  readonly tables: TraceTables;
  readonly profile: MachineProfile;
  readonly random: Random;
  readonly cores: readonly Core[];
  readonly threads: Thread[] = [];
  readonly processes: Process[] = [];
  /** Picks among equals, in order. */
  readonly choices: number[] = [];
  now: Ns = ZERO;
  peakBytes = 0;
  #bytes = 0;
  #stepping: Core | null = null;
  #progress = 0;
  readonly #config: KernelConfig;
  readonly #scheduler: Scheduler;
  readonly #heap = new EventHeap<Entry>();

  constructor(config: KernelConfig) {
    this.#config = config;
    this.profile = config.profile;
    this.tables = config.tables;
    this.random = new Random(config.seed);
    const { tick, tickPhase } = config.profile;
    const phases = this.random.fork();
    const lanes = config.cores * config.threadsPerCore;
    this.cores = Array.from({ length: lanes }, (_, id) => new Core(id, (tickPhase ? phases.below(tick) : 0) as Ns));
    if (config.threadsPerCore === 2) {
      for (const core of this.cores) core.sibling = this.cores[core.id ^ 1] as Core;
    }
    this.#scheduler = config.scheduler(this.cores, () => this.now);
  }

  /** Runs until nothing is left to happen or the budget is used up. @returns whether the budget was. */
  run(): boolean {
    const { until, maxEvents } = this.#config;
    for (;;) {
      const entry = this.#heap.pop();
      if (entry === undefined) {
        // What happened last without leaving an event (a tick, a timer of nobody) is not part of the run.
        if (this.log.length > 0) this.now = this.log.timeAt(this.log.length - 1);
        return false;
      }
      if (entry.priority === PRIORITY.burst && entry.epoch !== entry.core?.epoch) continue;
      if (entry.time > until) {
        this.now = until;
        return true;
      }
      this.now = entry.time as Ns;
      this.#happen(entry);
      if (this.log.length > maxEvents || this.#progress > 4 * maxEvents) return true;
    }
  }

  // ── For runtimes: what takes no time ────────────────────────────────────────────────────────────────────────────────

  emit<Name extends string, const Fields extends EventDefinition["fields"]>(
    definition: EventDefinition<Name, Fields>,
    cause: number,
    ...operands: Operands<Fields>
  ): number {
    return this.log.append(definition, this.now, cause, ...operands);
  }

  /** Adds an event brought about by a thread: its cause is the thread's last one. */
  by<Name extends string, const Fields extends EventDefinition["fields"]>(
    thread: Thread,
    definition: EventDefinition<Name, Fields>,
    ...operands: Operands<Fields>
  ): number {
    thread.cause = this.log.append(definition, this.now, thread.cause, ...operands);
    return thread.cause;
  }

  /** Calls back at an instant, before cores and ticks of that instant. */
  at(time: Ns, call: () => void): void {
    this.#heap.push(new Entry(Math.max(time, this.now), PRIORITY.call, null, 0, call));
  }

  /**
   * Calls back when a timer of this thread fires: at `due` plus the machine's timer slack, or sooner, but never before `due`, where
   * the core that it was set on serves another timer (kernel/time/hrtimer.c: a timer has a soft and a hard expiry, and an
   * interrupt serves everything whose soft expiry has passed).
   */
  timer(thread: Thread, due: Ns, call: () => void): void {
    const core = this.cores[Math.max(0, thread.core)] as Core;
    core.timers.push(new Timer(Math.max(due, this.now), call));
    this.at((due + this.profile.costs.timerSlack) as Ns, () => {
      for (let first = core.timers.peek(); first !== undefined && first.time <= this.now; first = core.timers.peek()) {
        core.timers.pop();
        first.call();
      }
    });
  }

  /** One of `count` equals, by the seeded generator; recorded. */
  choose(count: number): number {
    const pick = count < 2 ? 0 : this.random.below(count);
    this.choices.push(pick);
    return pick;
  }

  /** Counts work that adds no event, so that a program that never waits still meets its budget. */
  tally(): void {
    this.#progress++;
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
    this.tables.threads.push({ ...facts, process: process.id });
    thread.cause = this.emit(
      events.threadCreated,
      parent?.cause ?? NO_CAUSE,
      thread.id,
      process.id,
      parent?.id ?? null,
    );
    this.#ready(thread, "new", parent);
    return thread;
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
      this.#settle(core, thread.burst);
      this.#arm(core, thread.burst);
    }
  }

  /** Ends a process at once, with everything in it: a crash, or a kill from outside. */
  kill(process: Process, cause: number): void {
    process.alive = false;
    for (const thread of process.threads) {
      if (thread.state !== "exited") this.#exit(thread, cause);
    }
  }

  /** Books memory taken (or, below zero, given back). */
  memory(bytes: number): void {
    this.#bytes += bytes;
    if (this.#bytes > this.peakBytes) this.peakBytes = this.#bytes;
  }

  // ── For runtimes: requests to yield ─────────────────────────────────────────────────────────────────────────────────

  /** Computes; answered with what is left, which is above zero only where `pollEvery` let an interrupt in. */
  compute(thread: Thread, amount: number, code: events.Code, task: number | null = null, pollEvery = 0): Compute {
    const request = thread.computeRequest;
    request.amount = amount;
    request.code = code;
    request.task = task;
    request.pollEvery = pollEvery;
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

  #happen(entry: Entry): void {
    if (entry.call !== null) {
      entry.call();
      return;
    }
    const core = entry.core as Core;
    if (entry.priority === PRIORITY.burst) {
      this.#continue(core);
    } else if (entry.priority === PRIORITY.kick) {
      core.kicked = false;
      if (core.thread === null) this.#fill(core, null, "idle");
    } else {
      core.tickArmed = false;
      this.#tick(core);
    }
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
      this.#resumeBurst(core, thread, burst);
      return;
    }
    this.#stopBurst(core, thread, burst);
    thread.burst = null;
    this.#step(core, thread, burst.remaining);
  }

  /** Lets the thread's program run until it asks for something that takes time. */
  #step(core: Core, thread: Thread, answer: number): void {
    let reply = answer;
    this.#stepping = core;
    for (;;) {
      const { value, done } = thread.body.next(reply);
      this.#progress++;
      if (thread.state !== "running") break; // It killed its own process.
      if (done === true) {
        this.#exit(thread, thread.cause);
        break;
      }
      if (value.op === "compute") {
        if (value.amount <= 0) {
          reply = 0;
          continue;
        }
        if (thread.attention && value.pollEvery > 0) {
          reply = value.amount;
          continue;
        }
        thread.burst = { request: value, total: value.amount, remaining: value.amount, since: this.now, active: false };
        this.#resumeBurst(core, thread, thread.burst);
      } else if (value.op === "park") {
        this.#block(core, thread, value);
      } else if (value.op === "yield") {
        thread.reply = 0;
        this.#leave(core, thread, "yielded");
      } else if (value.op === "crash") {
        this.kill(thread.process, thread.cause);
      } else {
        this.fail("only a task of an event loop can await");
      }
      break;
    }
    this.#stepping = null;
    if (core.mustReschedule) {
      core.mustReschedule = false;
      if (core.thread === thread && thread.state === "running") this.#leave(core, thread, "preempted");
    }
  }

  #resumeBurst(core: Core, thread: Thread, burst: Burst): void {
    burst.active = true;
    burst.since = this.now;
    if (burst.request.code !== "system") {
      this.by(thread, events.cpuStarted, thread.id, burst.request.task, burst.request.code, burst.remaining as Ns);
    }
    this.#arm(core, burst);
  }

  /** Schedules the end of a burst: of all of it, or of the part up to the next check point where somebody wants attention. */
  #arm(core: Core, burst: Burst): void {
    const { pollEvery } = burst.request;
    let ahead = burst.remaining;
    if (pollEvery > 0 && (core.thread as Thread).attention) {
      const position = burst.total - burst.remaining;
      ahead = Math.min(ahead, Math.ceil(position / pollEvery) * pollEvery - position);
    }
    core.epoch++;
    this.#heap.push(new Entry(this.now + Math.ceil(ahead / core.speed), PRIORITY.burst, core, core.epoch, null));
  }

  /** Books what has been computed up to now. */
  #settle(core: Core, burst: Burst): void {
    burst.remaining = Math.max(0, burst.remaining - Math.round((this.now - burst.since) * core.speed));
    burst.since = this.now;
  }

  #stopBurst(core: Core, thread: Thread, burst: Burst): void {
    this.#settle(core, burst);
    burst.active = false;
    if (burst.request.code !== "system") this.by(thread, events.cpuStopped, thread.id, burst.remaining as Ns);
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
    this.#leave(core, thread, "blocked");
  }

  #wakeWith(thread: Thread, reply: number, cause: number, by: Thread | null): void {
    thread.waitNumber++;
    thread.reply = reply;
    thread.cause = cause;
    this.#ready(thread, "woken", by);
  }

  #ready(thread: Thread, arrival: "new" | "woken", by: Thread | null): void {
    thread.state = "runnable";
    const core = this.#scheduler.place(thread, arrival, by);
    thread.cause = this.emit(events.schedWoken, thread.cause, thread.id, core.id, by?.id ?? null);
    if (core.thread === null) this.#kick(core);
    else if (this.#scheduler.challenges(thread, core)) this.#preempt(core);
    this.#armTicks();
  }

  /** Wakes an idle core; it takes up the next thread when it has woken. */
  #kick(core: Core): void {
    if (core.kicked) return;
    core.kicked = true;
    this.#heap.push(new Entry(this.now + this.#wakeLatency(core), PRIORITY.kick, core, 0, null));
  }

  /** A core that went idle a moment ago still polls and wakes soon; one in a deeper idle state takes its time. */
  #wakeLatency(core: Core): number {
    const { costs, shallowIdle, shallowSpread } = this.profile;
    if (costs.wakeDeep === 0 && costs.wakeShallow === 0) return 0;
    if (this.now - core.idleSince >= shallowIdle) return Math.round(costs.wakeDeep * this.random.between(0.5, 2.5));
    // 2^x in place of e^x: exact powers and a linear piece between them are the same on every machine.
    const exponent = this.random.normal() * shallowSpread * Math.LOG2E;
    const whole = Math.floor(exponent);
    return Math.round(costs.wakeShallow * 2 ** whole * (1 + exponent - whole));
  }

  #preempt(core: Core): void {
    const thread = core.thread;
    if (thread === null) return;
    if (this.#stepping === core) core.mustReschedule = true;
    else this.#leave(core, thread, "preempted");
  }

  /** The thread leaves its core, still runnable or not, and the next one takes it. */
  #leave(core: Core, thread: Thread, reason: "preempted" | "blocked" | "yielded" | "exited"): void {
    if (thread.burst?.active === true) this.#stopBurst(core, thread, thread.burst);
    this.#scheduler.onLeave(core, thread, reason === "blocked" || reason === "exited");
    core.epoch++;
    core.thread = null;
    core.last = thread;
    core.mustReschedule = false;
    if (reason === "preempted" || reason === "yielded") {
      thread.state = "runnable";
      this.#scheduler.requeue(core, thread, reason);
    }
    this.#fill(core, thread, reason);
  }

  #fill(core: Core, from: Thread | null, reason: events.SwitchReason): void {
    const next = this.#scheduler.pick(core);
    if (next === null) {
      if (from !== null) this.emit(events.schedSwitched, from.cause, core.id, from.id, null, reason, ZERO);
      core.idleSince = this.now;
      this.#retime(core);
      this.#pullSoon(core);
      return;
    }
    const { costs } = this.profile;
    if (next === from) {
      // Nobody else wanted the core: no switch takes place.
      core.thread = next;
      next.state = "running";
      this.#scheduler.onRun(core, next);
      this.#heap.push(new Entry(this.now, PRIORITY.burst, core, ++core.epoch, null));
      return;
    }
    const moved = next.core !== core.id && next.core >= 0 && next.started;
    let cost: number = costs.contextSwitch;
    if (core.last !== next) cost += costs.cacheRefill;
    if (moved) {
      cost += costs.migration;
      next.cause = this.emit(events.schedMigrated, next.cause, next.id, next.core, core.id);
    }
    core.thread = next;
    next.state = "running";
    next.core = core.id;
    next.cause = this.emit(events.schedSwitched, next.cause, core.id, from?.id ?? null, next.id, reason, cost as Ns);
    if (!next.started) {
      next.started = true;
      this.by(next, events.threadStarted, next.id);
    }
    this.#retime(core);
    this.#scheduler.onRun(core, next);
    this.#armTick(core);
    core.epoch++;
    this.#heap.push(new Entry(this.now + cost, PRIORITY.burst, core, core.epoch, null));
  }

  /** Two busy hardware threads share their core's speed. */
  #retime(core: Core): void {
    const { sibling } = core;
    if (sibling === null) return;
    const shared = core.thread !== null && sibling.thread !== null;
    const speed = shared ? this.profile.siblingSpeed : 1;
    for (const each of [core, sibling]) {
      if (each.speed === speed) continue;
      const burst = each.thread?.burst;
      if (burst?.active === true) this.#settle(each, burst);
      each.speed = speed;
      if (burst?.active === true) this.#arm(each, burst);
    }
  }

  #exit(thread: Thread, cause: number): void {
    const was = thread.state;
    const core = this.cores[thread.core];
    if (was === "runnable" || was === "created") this.#scheduler.remove(thread);
    const onCore = was === "running" && core !== undefined && core.thread === thread;
    if (onCore && thread.burst?.active === true) this.#stopBurst(core, thread, thread.burst);
    thread.state = "exited";
    thread.waitNumber++;
    thread.burst = null;
    thread.cause = this.emit(events.threadExited, Math.max(cause, NO_CAUSE), thread.id);
    if (onCore) this.#leave(core, thread, "exited");
  }

  // ── Ticks and pulling ───────────────────────────────────────────────────────────────────────────────────────────────

  #armTicks(): void {
    if (!this.#scheduler.anyQueued()) return;
    for (const core of this.cores) this.#armTick(core);
  }

  #armTick(core: Core): void {
    if (core.tickArmed) return;
    const time = this.#scheduler.nextTick(core);
    if (time === null) return;
    core.tickArmed = true;
    this.#heap.push(new Entry(Math.max(time, this.now), PRIORITY.tick, core, 0, null));
  }

  #tick(core: Core): void {
    if (core.thread === null) this.#pullNow(core);
    else if (this.#scheduler.onTick(core)) this.#preempt(core);
    this.#armTick(core);
  }

  /** A core that has just gone idle looks round for queued threads, a moment later. */
  #pullSoon(core: Core): void {
    if (!this.#scheduler.anyQueued()) return;
    const { epoch } = core;
    this.at((this.now + this.profile.costs.idlePull) as Ns, () => {
      if (core.epoch === epoch && core.thread === null) this.#pullNow(core);
    });
    this.#armTick(core);
  }

  #pullNow(core: Core): void {
    if (core.thread !== null || core.kicked) return;
    const thread = this.#scheduler.pull(core);
    if (thread === null) return;
    this.#scheduler.requeue(core, thread, "preempted");
    this.#fill(core, null, "idle");
  }

  /** @throws InvariantError with what reproduces it. */
  fail(message: string): never {
    throw new InvariantError(message, { seed: this.#config.seed, event: this.log.length, time: this.now });
  }
}
