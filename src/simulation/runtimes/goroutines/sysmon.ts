/**
 * The system monitor: sysmon and retake of src/runtime/proc.go. A thread without a P that looks after the others: it makes goroutines that
 * have run for long let others run, takes the Ps of threads that sit in system calls, and polls the network where nobody else does.
 *
 * A time slice is therefore not 10 ms: sysmon, which itself sleeps for up to 10 ms, must have seen the goroutine twice.
 */
import { ms, NEVER, type Ns, us } from "../../../base/time.ts";
import * as events from "../../../trace/event.ts";
import type { Kernel } from "../../kernel/kernel.ts";
import { type Act, type Thread, WOKEN } from "../../kernel/thread.ts";
import { type Machine, nextTimer, type Proc } from "./gmp.ts";
import type { Machines } from "./machines.ts";
import type { Netpoller } from "./netpoller.ts";
import type { Work } from "./work.ts";

const SHORTEST_SLEEP = us(20);
const LONGEST_SLEEP = ms(10);
/** Rounds in which there was nothing to do, after which the sleeps get longer. */
const PATIENCE = 50;
/** forcePreemptNS: a goroutine may run for so long. */
const SLICE = ms(10);
/** A P that nobody needs is taken from a system call only after this. */
const UNNEEDED = ms(10);
const NET_POLL = ms(10);

export class Sysmon {
  readonly #kernel: Kernel;
  readonly #procs: readonly Proc[];
  readonly #netpoller: Netpoller;
  readonly #machines: Machines;
  readonly #work: Work;

  constructor(
    kernel: Kernel,
    parts: {
      readonly procs: readonly Proc[];
      readonly netpoller: Netpoller;
      readonly machines: Machines;
      readonly work: Work;
    },
  ) {
    this.#kernel = kernel;
    this.#procs = parts.procs;
    this.#netpoller = parts.netpoller;
    this.#machines = parts.machines;
    this.#work = parts.work;
  }

  *life(thread: Thread): Act {
    const kernel = this.#kernel;
    let idle = 0;
    let delay: number = SHORTEST_SLEEP;
    for (;;) {
      if (idle === 0) delay = SHORTEST_SLEEP;
      else if (idle > PATIENCE) delay *= 2;
      delay = Math.min(delay, LONGEST_SLEEP);
      yield kernel.park(thread, "timer", null, (kernel.now + delay) as Ns);
      if (this.#machines.isIdle && (yield* this.#sleepDeeply(thread))) idle = 0;
      yield* this.#pollNetwork(thread);
      idle = (yield* this.#retake(thread)) > 0 ? 0 : idle + 1;
    }
  }

  /** While every P is idle: until the next timer, or until somebody gets busy. @returns whether somebody did. */
  *#sleepDeeply(thread: Thread): Act<boolean> {
    let next = NEVER;
    for (const proc of this.#procs) next = Math.min(next, nextTimer(proc) ?? NEVER) as Ns;
    if (next <= this.#kernel.now) return false;
    this.#machines.sleepingMonitor = thread;
    const answer = yield this.#kernel.park(thread, "work", null, next);
    this.#machines.sleepingMonitor = null;
    return answer === WOKEN;
  }

  *#pollNetwork(thread: Thread): Act {
    const netpoller = this.#netpoller;
    const { lastPoll } = netpoller;
    if (!netpoller.isUp || lastPoll === null || lastPoll + NET_POLL >= this.#kernel.now) return;
    netpoller.lastPoll = this.#kernel.now;
    yield* this.#work.inject(thread, yield* netpoller.look(thread));
  }

  /** @returns how many Ps it took from system calls. */
  *#retake(thread: Thread): Act<number> {
    const { now } = this.#kernel;
    let taken = 0;
    for (const proc of this.#procs) {
      if (proc.status === "idle") continue;
      const { seen } = proc;
      let isLong = false;
      if (seen.schedtick !== proc.schedtick) {
        seen.schedtick = proc.schedtick;
        seen.schedwhen = now;
      } else if (seen.schedwhen + SLICE <= now) {
        isLong = true;
        if (proc.machine !== null) yield* this.#preempt(thread, proc, proc.machine);
      }
      if (proc.status !== "syscall") continue;
      if (!isLong && seen.syscalltick !== proc.syscalltick) {
        seen.syscalltick = proc.syscalltick;
        seen.syscallwhen = now;
      } else if (this.#isNeeded(proc, now)) {
        taken++;
        yield* this.#handOff(thread, proc);
      }
    }
    return taken;
  }

  #isNeeded(proc: Proc, now: Ns): boolean {
    const { spinning, idleProcs } = this.#machines;
    return !proc.isEmpty || spinning + idleProcs === 0 || proc.seen.syscallwhen + UNNEEDED <= now;
  }

  /** preemptone: a signal (SIGURG) stops the goroutine wherever it is. */
  *#preempt(thread: Thread, proc: Proc, machine: Machine): Act {
    const { current } = machine;
    if (current === null) return;
    yield this.#kernel.compute(thread, this.#kernel.profile.costs.syscall, "system");
    if (machine.current !== current || machine.proc !== proc) return;
    current.preemptedBy = thread.cause;
    this.#kernel.interrupt(machine.thread);
  }

  *#handOff(thread: Thread, proc: Proc): Act {
    const caller = proc.caller as Machine;
    proc.status = "idle";
    proc.caller = null;
    proc.syscalltick++;
    this.#kernel.by(thread, events.procHandedOff, proc.id, caller.thread.id);
    yield* this.#machines.handOff(thread, proc);
  }
}
