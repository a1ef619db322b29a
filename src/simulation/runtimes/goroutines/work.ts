/** Where a thread with a P finds work: findRunnable, stealWork, checkTimers and injectglist of src/runtime/proc.go, read at go1.19. */
import type { Random } from "../../../base/random.ts";
import { NEVER, type Ns, us } from "../../../base/time.ts";
import type { Kernel } from "../../kernel/kernel.ts";
import type { Act, Thread } from "../../kernel/thread.ts";
import { type Goroutine, type Machine, nextTimer, type Proc } from "./gmp.ts";
import type { Machines } from "./machines.ts";
import type { Netpoller, Ready } from "./netpoller.ts";
import type { RunQueues } from "./run-queues.ts";

/** Every so many time slices of a P the global queue comes first. */
const GLOBAL_FIRST = 61;
const STEAL_ROUNDS = 4;
/** Before it takes what a running P would run next, a thief gives that P so much time to run it itself. */
const STEAL_PAUSE = us(3);

export class Work {
  readonly #kernel: Kernel;
  readonly #random: Random;
  readonly #procs: readonly Proc[];
  readonly #queues: RunQueues;
  readonly #netpoller: Netpoller;
  readonly #machines: Machines;
  /** Numbers that have no divisor in common with the number of Ps: steps that visit every one. */
  readonly #steps: readonly number[];

  constructor(
    kernel: Kernel,
    procs: readonly Proc[],
    parts: { readonly queues: RunQueues; readonly netpoller: Netpoller; readonly machines: Machines },
  ) {
    this.#kernel = kernel;
    this.#random = kernel.random.fork();
    this.#procs = procs;
    this.#queues = parts.queues;
    this.#netpoller = parts.netpoller;
    this.#machines = parts.machines;
    this.#steps = procs.map(({ id }) => id + 1).filter((step) => areCoprime(step, procs.length));
  }

  /** The next goroutine for a thread with a P; blocks until there is one. */
  *find(machine: Machine): Act<Goroutine> {
    for (;;) {
      const proc = machine.proc as Proc;
      yield* this.#runTimers(machine, proc);
      const ready = this.#ownOrGlobal(machine, proc) ?? (yield* this.#fromNetwork(machine));
      if (ready !== null) return ready;
      const stolen = yield* this.#spin(machine, proc);
      if (stolen === "again") continue;
      if (typeof stolen === "object") return stolen;
      const late = this.#queues.getGlobal(machine, proc, 0);
      if (late !== null) return late;
      this.#machines.release(machine, proc);
      const found = yield* this.#idle(machine, Math.min(stolen, nextTimer(proc) ?? NEVER) as Ns);
      if (found !== null) return found;
    }
  }

  /** What the network poller found, by a thread without a P: all to the global queue, and threads for it as long as Ps are idle. */
  *inject(by: Thread, list: readonly Ready[]): Act {
    for (const { goroutine, cause } of list) this.#queues.putGlobal(goroutine, cause);
    yield* this.#machines.startIdle(by, list.length);
  }

  #ownOrGlobal(machine: Machine, proc: Proc): Goroutine | null {
    const queues = this.#queues;
    if (proc.schedtick % GLOBAL_FIRST === 0 && queues.global > 0) return queues.getGlobal(machine, proc, 1);
    return queues.get(machine, proc) ?? queues.getGlobal(machine, proc, 0);
  }

  *#fromNetwork(machine: Machine): Act<Goroutine | null> {
    if (this.#netpoller.waiting === 0 || this.#netpoller.lastPoll === null) return null;
    return yield* this.#take(machine, yield* this.#netpoller.look(machine.thread));
  }

  /** Looks for work at other Ps, unless half as many threads as there are busy Ps do so already. @returns as #steal. */
  *#spin(machine: Machine, proc: Proc): Act<Goroutine | "again" | Ns> {
    const machines = this.#machines;
    const busy = this.#procs.length - machines.idleProcs;
    if (!machine.spinning && 2 * machines.spinning >= busy) return NEVER;
    if (!machine.spinning) this.#beginSpinning(machine);
    return yield* this.#steal(machine, proc);
  }

  /** The thread has given its P up: it waits in the network poller, where nobody does, or parks. @returns what it found there. */
  *#idle(machine: Machine, firstTimer: Ns): Act<Goroutine | null> {
    const machines = this.#machines;
    const netpoller = this.#netpoller;
    const wasSpinning = machine.spinning;
    let pollUntil = firstTimer;
    if (wasSpinning) {
      machine.spinning = false;
      machines.spinning--;
      // Somebody may have readied a goroutine and relied on this thread to find it.
      const isWork = this.#procs.some((proc) => proc.status !== "idle" && !proc.isEmpty);
      if (isWork && this.#regain(machine, true)) return null;
      for (const proc of this.#procs) pollUntil = Math.min(pollUntil, nextTimer(proc) ?? NEVER) as Ns;
    }
    if (netpoller.isUp && (netpoller.waiting > 0 || pollUntil < NEVER) && netpoller.lastPoll !== null) {
      const list = yield* netpoller.wait(machine.thread, pollUntil);
      if (this.#regain(machine, wasSpinning && list.length === 0)) return yield* this.#take(machine, list);
      yield* this.inject(machine.thread, list);
    } else if (netpoller.lastPoll === null && pollUntil < netpoller.pollUntil) yield* netpoller.break(machine.thread);
    yield* machines.stop(machine);
    return null;
  }

  /** Takes an idle P again. @returns whether there was one. */
  #regain(machine: Machine, spins: boolean): boolean {
    const proc = this.#machines.takeIdleProc();
    if (proc === null) return false;
    this.#machines.acquire(machine, proc);
    if (spins) this.#beginSpinning(machine);
    return true;
  }

  #beginSpinning(machine: Machine): void {
    machine.spinning = true;
    this.#machines.spinning++;
  }

  /** Chooses the first that the network poller found, and puts the others where they are soon run: for idle Ps, or in the own queue. */
  *#take(machine: Machine, list: readonly Ready[]): Act<Goroutine | null> {
    const [first, ...others] = list;
    if (first === undefined) return null;
    const { goroutine } = first;
    goroutine.queuedBy = this.#queues.readied(goroutine, first.cause);
    const choice = this.#queues.choose(machine, goroutine, "netpoll");
    const forIdle = others.splice(0, this.#machines.idleProcs);
    for (const each of others) this.#queues.put(machine.proc as Proc, each.goroutine, false, each.cause);
    yield* this.inject(machine.thread, forIdle);
    return choice;
  }

  /**
   * stealWork: four rounds over the other Ps in random order, in the last one also their timers and what they would run next.
   *
   * @returns what was stolen; or `again` where timers were run; or when the next timer of the others is due.
   */
  *#steal(machine: Machine, proc: Proc): Act<Goroutine | "again" | Ns> {
    yield this.#kernel.compute(machine.thread, this.#kernel.profile.costs.goSteal, "system");
    let firstTimer = NEVER;
    let ranTimer = false;
    for (let round = 1; round <= STEAL_ROUNDS; round++) {
      const isLast = round === STEAL_ROUNDS;
      for (const victim of this.#inRandomOrder()) {
        if (victim === proc) continue;
        if (isLast && victim.timers.size > 0) {
          if (yield* this.#runTimers(machine, victim)) {
            const own = this.#queues.get(machine, proc);
            if (own !== null) return own;
            ranTimer = true;
          }
          firstTimer = Math.min(firstTimer, nextTimer(victim) ?? NEVER) as Ns;
        }
        if (victim.status === "idle") continue;
        const stolen = this.#queues.steal(machine, proc, victim);
        if (stolen !== null) return stolen;
        const next = isLast ? yield* this.#stealNext(machine, proc, victim) : null;
        if (next !== null) return next;
      }
    }
    return ranTimer ? "again" : firstTimer;
  }

  *#stealNext(machine: Machine, proc: Proc, victim: Proc): Act<Goroutine | null> {
    for (let next = victim.runnext; next !== null; next = victim.runnext) {
      if (victim.status === "running") {
        yield this.#kernel.park(machine.thread, "timer", null, (this.#kernel.now + STEAL_PAUSE) as Ns);
      }
      if (victim.queue.length > 0) return this.#queues.steal(machine, proc, victim);
      if (victim.runnext === next) return this.#queues.stealNext(machine, proc, victim);
    }
    return null;
  }

  /** Every P once. */
  *#inRandomOrder(): Generator<Proc, void, void> {
    const count = this.#procs.length;
    let at = this.#random.below(count);
    const step = this.#steps[this.#random.below(this.#steps.length)] as number;
    for (let visited = 0; visited < count; visited++) {
      yield this.#procs[at] as Proc;
      at = (at + step) % count;
    }
  }

  /** checkTimers: runs those of a P that are due; what they ready goes to this thread's P. @returns whether there were any. */
  *#runTimers(machine: Machine, proc: Proc): Act<boolean> {
    for (let ran = false; ; ran = true) {
      const first = proc.timers.peek();
      if (first === undefined || first.time > this.#kernel.now) return ran;
      proc.timers.pop();
      yield this.#kernel.compute(machine.thread, this.#kernel.profile.costs.goTimer, "system");
      this.#queues.put(machine.proc as Proc, first.goroutine, true, first.fire());
      yield* this.#machines.wakeProc(machine.thread);
    }
  }
}

function areCoprime(a: number, b: number): boolean {
  return b === 0 ? a === 1 : areCoprime(b, a % b);
}
