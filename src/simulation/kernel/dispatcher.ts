/**
 * Who is on which core: wake-ups, switches, preemption, migration, exits, ticks. Mechanism only; whom it picks is the policy's.
 */

import type { Random } from "../../base/random.ts";
import { type Ns, ZERO } from "../../base/time.ts";
import * as events from "../../trace/event.ts";
import { NO_CAUSE } from "../../trace/log.ts";
import type { MachineProfile } from "../profiles/profile.ts";
import type { Agenda } from "./agenda.ts";
import type { Bursts } from "./bursts.ts";
import { type Chooser, MOST_CANDIDATES } from "./chooser.ts";
import type { Core } from "./core.ts";
import type { Scheduler } from "./scheduler/scheduler.ts";
import type { Thread } from "./thread.ts";

export class Dispatcher {
  /** The core whose thread's program is being run at this instant; it reschedules when that is done. */
  stepping: Core | null = null;
  readonly #agenda: Agenda;
  readonly #bursts: Bursts;
  readonly #cores: readonly Core[];
  /** Those of them that are online, in their order. */
  readonly #online: Core[];
  readonly #scheduler: Scheduler;
  readonly #profile: MachineProfile;
  readonly #random: Random;
  readonly #chooser: Chooser;
  /** By how much an interrupt on a busy core comes late. */
  readonly #late: () => number;

  constructor(
    agenda: Agenda,
    bursts: Bursts,
    cores: readonly Core[],
    online: Core[],
    scheduler: Scheduler,
    profile: MachineProfile,
    random: Random,
    late: () => number,
    chooser: Chooser,
  ) {
    this.#online = online;
    this.#chooser = chooser;
    this.#late = late;
    this.#agenda = agenda;
    this.#bursts = bursts;
    this.#cores = cores;
    this.#scheduler = scheduler;
    this.#profile = profile;
    this.#random = random;
  }

  /** The core has woken. */
  kicked(core: Core): void {
    core.kicked = false;
    if (core.online && core.thread === null) this.#fill(core, null, "idle");
  }

  /** Puts a thread into a queue; an idle core is woken for it, a busy one may change over to it. */
  ready(thread: Thread, arrival: "new" | "woken", by: Thread | null): void {
    thread.state = "runnable";
    const core = this.#scheduler.place(thread, arrival, by);
    thread.cause = this.#agenda.emit(events.schedWoken, thread.cause, thread.id, core.id, by?.id ?? null);
    if (core.thread === null) this.#kick(core);
    else if (this.#scheduler.challenges(thread, core)) this.#preempt(core);
    this.#armTicks();
  }

  /** Wakes an idle core; it takes up the next thread when it has woken. */
  #kick(core: Core): void {
    if (core.kicked) return;
    core.kicked = true;
    this.#agenda.planKick(core, this.#agenda.now + this.#wakeLatency(core));
  }

  /** A core that went idle a moment ago still polls and wakes soon; one in a deeper idle state takes its time. */
  #wakeLatency(core: Core): number {
    const { costs, shallowIdle, shallowSpread } = this.#profile;
    if (costs.wakeDeep === 0 && costs.wakeShallow === 0) return 0;
    const idle = this.#agenda.now - core.idleSince;
    if (idle < shallowIdle) {
      return Math.round(costs.wakeShallow * roughPowerOfTwo(this.#random.normal() * shallowSpread * Math.LOG2E));
    }
    const median = costs.wakeDeep + costs.wakeDeeper * Math.max(0, roughLog2(idle / DEEP_IDLE));
    return Math.round(median * this.#random.between(0.5, 1.5));
  }

  #preempt(core: Core): void {
    const thread = core.thread;
    if (thread === null) return;
    // What ends at this very instant has ended: it may go on with its program before it leaves.
    if (this.stepping === core || this.#bursts.isOver(core, thread)) core.mustReschedule = true;
    else this.leave(core, thread, "preempted");
  }

  /** The thread leaves its core, still runnable or not, and the next one takes it. */
  leave(core: Core, thread: Thread, reason: "preempted" | "blocked" | "yielded" | "exited"): void {
    if (thread.burst?.active === true) this.#bursts.stop(core, thread, thread.burst);
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
    const next = this.#next(core);
    if (next === null) {
      if (from !== null) this.#agenda.emit(events.schedSwitched, from.cause, core.id, from.id, null, reason, ZERO);
      core.idleSince = this.#agenda.now;
      this.#bursts.retime(core);
      this.#pullSoon(core);
      return;
    }
    const { costs } = this.#profile;
    if (next === from) {
      // Nobody else wanted the core: no switch takes place.
      core.thread = next;
      next.state = "running";
      this.#scheduler.onRun(core, next, false);
      this.#agenda.plan(core, this.#agenda.now);
      return;
    }
    const moved = next.core !== core.id && next.core >= 0 && next.started;
    let cost: number = costs.contextSwitch;
    if (core.last !== next) cost += costs.cacheRefill;
    if (moved) {
      cost += costs.migration;
      next.cause = this.#agenda.emit(events.schedMigrated, next.cause, next.id, next.core, core.id);
    }
    core.thread = next;
    next.state = "running";
    next.core = core.id;
    next.cause = this.#agenda.emit(
      events.schedSwitched,
      next.cause,
      core.id,
      from?.id ?? null,
      next.id,
      reason,
      cost as Ns,
    );
    if (!next.started) {
      next.started = true;
      this.#agenda.by(next, events.threadStarted, next.id);
    }
    this.#bursts.retime(core);
    this.#scheduler.onRun(core, next, true);
    this.#armTick(core);
    this.#agenda.plan(core, this.#agenda.now + cost);
  }

  /** Takes the next thread for a core; of several it may be another than the policy's own. */
  #next(core: Core): Thread | null {
    const scheduler = this.#scheduler;
    if (scheduler.queued(core) < 2 || !this.#chooser.asks()) return scheduler.pick(core, null);
    const candidates = scheduler.candidates(core, MOST_CANDIDATES);
    const taken = this.#chooser.take("core", candidates);
    return scheduler.pick(core, taken === candidates[0] ? null : taken);
  }

  /** Ends a thread, wherever it is; a process ends with its last thread. */
  exit(thread: Thread, cause: number): void {
    const was = thread.state;
    const core = this.#cores[thread.core];
    if (was === "runnable" || was === "created") this.#scheduler.remove(thread);
    const onCore = was === "running" && core !== undefined && core.thread === thread;
    if (onCore && thread.burst?.active === true) this.#bursts.stop(core, thread, thread.burst);
    thread.state = "exited";
    thread.waitNumber++;
    thread.burst = null;
    thread.cause = this.#agenda.emit(events.threadExited, Math.max(cause, NO_CAUSE), thread.id);
    const { process } = thread;
    process.live--;
    if (process.live === 0 && process.alive) this.#agenda.by(thread, events.processExited, process.id);
    if (onCore) this.leave(core, thread, "exited");
  }

  #armTicks(): void {
    if (!this.#scheduler.anyQueued()) return;
    for (const core of this.#online) this.#armTick(core);
  }

  #armTick(core: Core): void {
    if (core.tickArmed) return;
    const time = this.#scheduler.nextTick(core);
    if (time === null) return;
    core.tickArmed = true;
    this.#agenda.planTick(core, time + (core.thread === null ? 0 : this.#late()));
  }

  /** The scheduler tick of a core. */
  tick(core: Core): void {
    core.tickArmed = false;
    if (!core.online) return;
    if (core.thread === null) this.#pullNow(core);
    else if (this.#scheduler.onTick(core)) this.#preempt(core);
    this.#armTick(core);
  }

  /** A core that has just gone idle looks round for queued threads, a moment later. */
  #pullSoon(core: Core): void {
    if (!this.#scheduler.anyQueued()) return;
    const { epoch } = core;
    this.#agenda.at((this.#agenda.now + this.#profile.costs.idlePull) as Ns, () => {
      if (core.epoch === epoch && core.thread === null) this.#pullNow(core);
    });
    this.#armTick(core);
  }

  #pullNow(core: Core): void {
    if (!core.online || core.thread !== null || core.kicked) return;
    const scheduler = this.#scheduler;
    const donor = scheduler.donor(core);
    if (donor === null) return;
    let instead: Thread | null = null;
    if (scheduler.queued(donor) > 1 && this.#chooser.asks()) {
      instead = this.#chooser.take("core", scheduler.pullable(donor, MOST_CANDIDATES));
    }
    scheduler.pull(core, donor, instead);
    this.#fill(core, null, "idle");
  }

  // ── CPU hotplug (kernel/cpu.c): cores go and come while the program runs ────────────────────────────────────────────

  /** Changes the number of hardware threads online; the last ones go first. */
  resize(online: number): void {
    while (this.#online.length > online) this.#offline(this.#online.pop() as Core);
    while (this.#online.length < online) this.#bring(this.#cores[this.#online.length] as Core);
  }

  /** The thread on it is preempted, and goes where the queued ones go: to other cores. */
  #offline(core: Core): void {
    core.online = false;
    const cause = this.#agenda.emit(events.coreOfflined, NO_CAUSE, core.id);
    const { thread } = core;
    if (thread !== null) {
      thread.cause = cause;
      if (thread.burst?.active === true) this.#bursts.stop(core, thread, thread.burst);
      this.#scheduler.onLeave(core, thread, false);
      core.epoch++;
      core.thread = null;
      core.last = thread;
      thread.state = "runnable";
      this.#scheduler.requeue(core, thread, "preempted");
      this.#agenda.emit(events.schedSwitched, thread.cause, core.id, thread.id, null, "preempted", ZERO);
      core.idleSince = this.#agenda.now;
      this.#bursts.retime(core);
    }
    for (const moved of this.#scheduler.resized(core)) {
      const target = this.#scheduler.transfer(moved);
      if (target.thread === null) this.#kick(target);
      else if (this.#scheduler.challenges(moved, target)) this.#preempt(target);
    }
    // One queue for all: whoever waits there for a core that was just waking, or was on this one, needs another.
    const idle = this.#online.find((each) => each.thread === null && !each.kicked);
    if (idle !== undefined && this.#scheduler.queued(idle) > 0) this.#kick(idle);
    this.#armTicks();
  }

  #bring(core: Core): void {
    core.online = true;
    this.#online.push(core);
    core.idleSince = this.#agenda.now;
    core.last = null;
    this.#agenda.emit(events.coreOnlined, NO_CAUSE, core.id);
    this.#scheduler.resized(core);
    if (this.#scheduler.anyQueued()) this.#kick(core);
  }
}

/** The idle time to which `wakeDeep` belongs. */
const DEEP_IDLE = 500_000;

/** Of a number from 1 up. Exact at powers of two, linear between: the engine's own logarithms may differ in the last bit from machine to machine. */
function roughLog2(value: number): number {
  let whole = 0;
  let rest = value;
  for (; rest >= 2; rest /= 2) whole++;
  return whole + rest - 1;
}

/** Exact at whole numbers, linear between. */
function roughPowerOfTwo(exponent: number): number {
  const whole = Math.floor(exponent);
  return 2 ** whole * (1 + exponent - whole);
}
