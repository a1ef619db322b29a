/**
 * The fair scheduler: EEVDF as in Linux 6.6 and later (`kernel/sched/fair.c`, Documentation/scheduler/sched-eevdf.rst).
 *
 * A queue per core. A thread is eligible while it has used no more than the mean of its queue; among the eligible the earliest virtual
 * deadline wins. The slice is enforced only at the tick. Left out: group scheduling, bandwidth limits, periodic balancing between
 * busy cores (idle cores pull).
 */
import type { Ns } from "../../../base/time.ts";
import type { Core } from "../core.ts";
import type { Thread } from "../thread.ts";
import { RunQueue } from "./run-queue.ts";
import type { Scheduler } from "./scheduler.ts";

/** `sched_prio_to_weight` for nice -20 to 19 (kernel/sched/core.c): each step is about 1.25 times. */
const WEIGHTS = [
  88761, 71755, 56483, 46273, 36291, 29154, 23254, 18705, 14949, 11916, 9548, 7620, 6100, 4904, 3906, 3121, 2501, 1991,
  1586, 1277, 1024, 820, 655, 526, 423, 335, 272, 215, 172, 137, 110, 87, 70, 56, 45, 36, 29, 23, 18, 15,
];
const NICE_0 = 1024;
const weightOf = (thread: Thread): number => WEIGHTS[thread.nice + 20] ?? NICE_0;

export interface FairConfig {
  readonly cores: readonly Core[];
  /** Those of them that are online: changes while the run goes on. */
  readonly online: readonly Core[];
  readonly now: () => Ns;
  readonly tick: Ns;
  /** Of one thread of nice 0, on so many CPUs. */
  readonly sliceOn: (cpus: number) => Ns;
  /** Whether a new thread starts on the core of the one that starts it. */
  readonly startsOnParent: boolean;
  /** Whether a woken thread may take the core at once where it is the best choice: WAKEUP_PREEMPTION of kernel/sched/features.h. */
  readonly preemptOnWake: boolean;
}

export class FairScheduler implements Scheduler {
  readonly #config: FairConfig;
  /** Of one thread of nice 0. */
  #base: Ns;
  readonly #queues: RunQueue[];
  /** Virtual time of each core when its queue was last empty: where the next thread starts. */
  readonly #virtual: number[];
  /** Sleepers that had used more than their share: they stay on the books of their core until the others have caught up. */
  readonly #delayed: Sleepers[];
  #total = 0;
  #tickets = 0;

  constructor(config: FairConfig) {
    this.#config = config;
    this.#base = config.sliceOn(config.online.length);
    this.#queues = config.cores.map(() => new RunQueue(weightOf));
    this.#delayed = config.cores.map(() => new Sleepers());
    this.#virtual = config.cores.map(() => 0);
  }

  place(thread: Thread, arrival: "new" | "woken", parent: Thread | null): Core {
    const home = this.#undelay(thread);
    if (home !== null) {
      this.#enqueue(home, thread);
      return home;
    }
    const core = this.#choose(thread, arrival, parent);
    this.#charge(core);
    const mean = this.#mean(core);
    const clamp = Math.max(2 * this.#base, this.#config.tick);
    const lag = arrival === "new" ? 0 : Math.max(-clamp, Math.min(clamp, thread.lag));
    thread.vruntime = mean - lag * this.#inflation(core, thread);
    // PLACE_DEADLINE_INITIAL: a new thread starts with half a slice.
    thread.deadline = thread.vruntime + this.#slice(thread) / (arrival === "new" ? 2 : 1);
    this.#enqueue(core, thread);
    return core;
  }

  requeue(core: Core, thread: Thread, why: "preempted" | "yielded"): void {
    if (why === "yielded") thread.deadline += this.#slice(thread);
    this.#enqueue(core, thread);
  }

  queued(core: Core): number {
    return this.#queue(core).size;
  }

  candidates(core: Core, most: number): readonly Thread[] {
    this.#release(core);
    return this.#queue(core).ahead(this.#mean(core), most);
  }

  /** One that is taken instead of the best has its own virtual time, as ever: what it gets too much now it waits for later. */
  pick(core: Core, instead: Thread | null): Thread | null {
    const best = instead ?? this.#best(core);
    if (best !== null) this.remove(best);
    return best;
  }

  challenges(thread: Thread, core: Core): boolean {
    if (!this.#config.preemptOnWake) return false;
    // update_curr renews a deadline that has passed, and asks for a new choice; before that only the woken thread itself may win.
    const running = core.thread as Thread;
    this.#charge(core);
    const renewed = this.#renew(running);
    const best = this.#best(core);
    return best === thread || (renewed && best !== running);
  }

  onRun(_core: Core, thread: Thread, switched: boolean): void {
    thread.charged = this.#config.now();
    // RUN_TO_PARITY (set_protect_slice): one that has just got the core keeps it for a slice, as long as it is eligible.
    if (switched) thread.protectedTo = thread.deadline;
  }

  onLeave(core: Core, thread: Thread, blocks: boolean): void {
    this.#charge(core);
    if (!blocks) return;
    const mean = this.#mean(core);
    thread.lag = mean - thread.vruntime;
    this.#virtual[core.id] = mean;
    // DELAY_DEQUEUE (kernel/sched/features.h, 6.12 and later).
    if (thread.lag < 0 && thread.state === "waiting" && this.#queue(core).size > 0)
      this.#sleepers(core).add(thread, core);
  }

  onTick(core: Core): boolean {
    const running = core.thread;
    if (running === null || this.#queue(core).size === 0) return false;
    this.#charge(core);
    this.#renew(running);
    return this.#best(core) !== running;
  }

  nextTick(core: Core): number | null {
    const { tick, now } = this.#config;
    // A busy core ticks while somebody waits for it; an idle one while there is somebody to pull from anywhere.
    const wanted = core.thread === null ? this.#total > 0 : this.#queue(core).size > 0;
    if (!wanted) return null;
    return Math.floor((now() - core.tickPhase) / tick) * tick + tick + core.tickPhase;
  }

  donor(core: Core): Core | null {
    let from: Core | null = null;
    let most = 0;
    for (const other of this.#config.online) {
      // What waits for a core that is just waking is not up for pulling.
      const available = this.#queue(other).size - (other.thread === null && other.kicked ? 1 : 0);
      if (other !== core && available > most) {
        from = other;
        most = available;
      }
    }
    return from;
  }

  pullable(donor: Core, most: number): readonly Thread[] {
    return this.#queue(donor).latest(most);
  }

  pull(core: Core, donor: Core, instead: Thread | null): void {
    this.#charge(donor);
    const mean = this.#mean(donor);
    const thread = instead ?? (this.#queue(donor).latest(1)[0] as Thread);
    this.remove(thread);
    this.#leaveMean(thread, mean);
    this.#joinMean(thread, core);
  }

  /** Linux scales the slice anew, and what is in the queue of a core that goes is moved (sched_cpu_dying); sleepers are off its books. */
  resized(core: Core): readonly Thread[] {
    this.#base = this.#config.sliceOn(this.#config.online.length);
    if (core.online) return [];
    const mean = this.#mean(core);
    const threads = this.#queue(core).all();
    this.#virtual[core.id] = mean;
    this.#sleepers(core).clear();
    for (const thread of threads) {
      this.remove(thread);
      this.#leaveMean(thread, mean);
    }
    return threads;
  }

  transfer(thread: Thread): Core {
    const core = this.#choose(thread, "woken", null);
    this.#charge(core);
    this.#joinMean(thread, core);
    return core;
  }

  /** Between two queues a thread has its distance from the mean, and from there to its deadline. */
  #leaveMean(thread: Thread, mean: number): void {
    thread.deadline -= thread.vruntime;
    thread.vruntime -= mean;
  }

  #joinMean(thread: Thread, core: Core): void {
    thread.vruntime += this.#mean(core);
    thread.deadline += thread.vruntime;
    this.#enqueue(core, thread);
  }

  remove(thread: Thread): void {
    if ((this.#queues[thread.queue] as RunQueue).remove(thread)) this.#total--;
  }

  anyQueued(): boolean {
    return this.#total > 0;
  }

  /**
   * Wake-up: the last core if idle, else any idle core, else the last core. A new thread starts where its parent runs. Where the last
   * core has gone, the one with the least to do.
   */
  #choose(thread: Thread, arrival: "new" | "woken", parent: Thread | null): Core {
    const { cores, online, startsOnParent } = this.#config;
    const home = arrival === "new" ? (parent?.core ?? 0) : thread.core;
    const last = cores[Math.max(0, home)] as Core;
    if (arrival === "new" && startsOnParent && parent !== null && parent.state === "running") return last;
    if (isFree(last) && !(last.sibling !== null && !isFree(last.sibling))) return last;
    const whole = online.find((core) => isFree(core) && (core.sibling === null || isFree(core.sibling)));
    if (whole !== undefined) return whole;
    if (isFree(last)) return last;
    const free = online.find(isFree);
    if (free !== undefined || (arrival === "woken" && last.online)) return free ?? last;
    return online.reduce((least, core) => (this.#load(core) < this.#load(least) ? core : least));
  }

  #enqueue(core: Core, thread: Thread): void {
    thread.queue = core.id;
    this.#total++;
    this.#queue(core).add(thread, this.#tickets++);
  }

  #load(core: Core): number {
    return this.#queue(core).size + (core.thread === null ? 0 : 1);
  }

  /** Takes sleepers off the books that have become eligible, and all of them where nobody else is left. Their debt is paid. */
  #release(core: Core): void {
    const sleepers = this.#sleepers(core);
    if (sleepers.size === 0) return;
    const alone = core.thread === null && this.#queue(core).size === 0;
    sleepers.release(alone ? Number.POSITIVE_INFINITY : this.#mean(core));
  }

  /** Where a woken thread is still on the books, it goes on from there. */
  #undelay(thread: Thread): Core | null {
    const core = this.#config.cores[thread.books];
    if (core === undefined) return null;
    this.#sleepers(core).remove(thread);
    this.#charge(core);
    return core;
  }

  /** place_entity: a queue's mean moves when a thread joins it; the lag is stretched so that it is kept after joining. */
  #inflation(core: Core, thread: Thread): number {
    const load = this.#queue(core).weight + (core.thread === null ? 0 : weightOf(core.thread));
    return load === 0 ? 1 : (load + weightOf(thread)) / load;
  }

  #queue(core: Core): RunQueue {
    return this.#queues[core.id] as RunQueue;
  }

  #sleepers(core: Core): Sleepers {
    return this.#delayed[core.id] as Sleepers;
  }

  /** Gives a thread that has passed its virtual deadline the next one. */
  #renew(thread: Thread): boolean {
    if (thread.vruntime < thread.deadline) return false;
    thread.deadline = thread.vruntime + this.#slice(thread);
    return true;
  }

  #slice(thread: Thread): number {
    return (this.#base * NICE_0) / weightOf(thread);
  }

  #charge(core: Core): void {
    const running = core.thread;
    if (running === null) return;
    const now = this.#config.now();
    running.vruntime += ((now - running.charged) * NICE_0) / weightOf(running);
    running.charged = now;
  }

  #mean(core: Core): number {
    const queue = this.#queue(core);
    const sleepers = this.#sleepers(core);
    let sum = queue.weighted + sleepers.weighted;
    let weight = queue.weight + sleepers.weight;
    if (core.thread !== null) {
      const own = weightOf(core.thread);
      weight += own;
      sum += core.thread.vruntime * own;
    }
    return weight === 0 ? (this.#virtual[core.id] as number) : sum / weight;
  }

  /** The eligible thread with the earliest deadline; at equal ones the one queued first, and the running one last (pick_eevdf). */
  #best(core: Core): Thread | null {
    this.#release(core);
    const mean = this.#mean(core);
    const queue = this.#queue(core);
    const running = core.thread;
    const queued = queue.earliest(mean);
    if (running === null || running.vruntime > mean) {
      // Rounding can leave nobody at or below the mean; the least is.
      return queued ?? lesser(running, queue.least());
    }
    if (running.vruntime < running.protectedTo) return running;
    return queued !== null && queued.deadline <= running.deadline ? queued : running;
  }
}

/** The one that has used less, the first at equal use. */
function lesser(a: Thread | null, b: Thread | null): Thread | null {
  if (a === null || b === null) return a ?? b;
  return b.vruntime < a.vruntime ? b : a;
}

/** Sleepers on the books of one core, by virtual run time. */
class Sleepers {
  size = 0;
  weight = 0;
  weighted = 0;
  /** In the order of going to sleep. */
  readonly #threads = new Set<Thread>();
  /** No sleeper has used less. */
  #floor = Number.POSITIVE_INFINITY;

  add(thread: Thread, core: Core): void {
    this.#threads.add(thread);
    thread.books = core.id;
    this.#count(thread, 1);
    this.#floor = Math.min(this.#floor, thread.vruntime);
  }

  remove(thread: Thread): void {
    this.#threads.delete(thread);
    thread.books = -1;
    this.#count(thread, -1);
  }

  clear(): void {
    for (const thread of this.#threads) this.remove(thread);
    this.#floor = Number.POSITIVE_INFINITY;
  }

  /** Those at or below the mean have paid their debt. */
  release(mean: number): void {
    if (this.#floor > mean) return;
    this.#floor = Number.POSITIVE_INFINITY;
    for (const thread of this.#threads) {
      if (thread.vruntime <= mean) {
        this.remove(thread);
        thread.lag = 0;
      } else {
        this.#floor = Math.min(this.#floor, thread.vruntime);
      }
    }
  }

  #count(thread: Thread, sign: 1 | -1): void {
    const weight = weightOf(thread);
    this.size += sign;
    this.weight = this.size === 0 ? 0 : this.weight + sign * weight;
    this.weighted = this.size === 0 ? 0 : this.weighted + sign * weight * thread.vruntime;
  }
}

const isFree = (core: Core): boolean => core.online && core.thread === null && !core.kicked;
