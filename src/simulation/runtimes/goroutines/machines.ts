/**
 * Threads (M) and their right to run Go code (P): wakep, startm, stopm, handoffp, exitsyscallfast, checkdead of src/runtime/proc.go, read at
 * go1.19.
 */
import type { Ns } from "../../../base/time.ts";
import * as events from "../../../trace/event.ts";
import type { Kernel } from "../../kernel/kernel.ts";
import type { Act, Process, Thread } from "../../kernel/thread.ts";
import type { CostTable } from "../../profiles/costs.ts";
import { AWAIT } from "../event-loop/coroutine.ts";
import { Machine, nextTimer, type Proc } from "./gmp.ts";
import type { Netpoller } from "./netpoller.ts";
import type { RunQueues } from "./run-queues.ts";

export class Machines {
  /** Threads that look for work. */
  spinning = 0;
  /** Goroutines that have not ended. */
  goroutines = 0;
  /** The system monitor's thread, while it sleeps until somebody needs it. */
  sleepingMonitor: Thread | null = null;
  readonly #kernel: Kernel;
  readonly #costs: CostTable;
  readonly #process: Process;
  readonly #procs: readonly Proc[];
  readonly #queues: RunQueues;
  readonly #netpoller: Netpoller;
  readonly #body: (machine: Machine) => Act;
  /** The last one in is the first one out. */
  readonly #idleProcs: Proc[];
  readonly #parked: Machine[] = [];
  #count = 0;

  /** @param body what a thread with a P does, for ever. */
  constructor(
    kernel: Kernel,
    process: Process,
    parts: { readonly procs: readonly Proc[]; readonly queues: RunQueues; readonly netpoller: Netpoller },
    body: (machine: Machine) => Act,
  ) {
    this.#kernel = kernel;
    this.#costs = kernel.profile.costs;
    this.#process = process;
    this.#procs = parts.procs;
    this.#queues = parts.queues;
    this.#netpoller = parts.netpoller;
    this.#body = body;
    this.#idleProcs = [...parts.procs].reverse();
  }

  get idleProcs(): number {
    return this.#idleProcs.length;
  }

  get isIdle(): boolean {
    return this.idleProcs === this.#procs.length;
  }

  /** The program's first thread, with the first P. */
  startFirst(): void {
    this.#spawn(this.#reserve(this.takeIdleProc() as Proc), null);
  }

  /** wakep: one more thread looks for work, unless one does already or no P is idle. */
  *wakeProc(by: Thread): Act {
    if (this.idleProcs === 0 || this.spinning > 0) return;
    this.spinning++;
    yield* this.#start(by, null, true);
  }

  /** A thread for each of so many goroutines, as long as Ps are idle. */
  *startIdle(by: Thread, count: number): Act {
    for (let left = count; left > 0 && this.idleProcs > 0; left--) yield* this.#start(by, null, false);
  }

  /** handoffp: a P whose thread sits in a system call goes to another thread if there is anything to do; else it is idle. */
  *handOff(by: Thread, proc: Proc): Act {
    const netpoller = this.#netpoller;
    const isLast = this.idleProcs === this.#procs.length - 1;
    if (!proc.isEmpty || this.#queues.global > 0) yield* this.#start(by, proc, false);
    else if (this.spinning + this.idleProcs === 0) {
      this.spinning++;
      yield* this.#start(by, proc, true);
    } else if (isLast && netpoller.isUp && netpoller.lastPoll !== null) yield* this.#start(by, proc, false);
    else {
      const timer = nextTimer(proc);
      this.#idleProcs.push(proc);
      if (timer !== null) yield* this.wakeNetpoller(by, timer);
    }
  }

  /** wakeNetPoller: who waits in the network poller must not sleep past a new timer; where nobody does, somebody should. */
  *wakeNetpoller(by: Thread, when: Ns): Act {
    const netpoller = this.#netpoller;
    if (netpoller.lastPoll !== null) yield* this.wakeProc(by);
    else if (netpoller.pollUntil > when) yield* netpoller.break(by);
  }

  /** Who gets busy wakes the system monitor, which sleeps while every P is idle. */
  *wakeMonitor(by: Thread): Act {
    const thread = this.sleepingMonitor;
    if (thread === null) return;
    this.sleepingMonitor = null;
    yield this.#kernel.compute(by, this.#costs.futexWake, "system");
    this.#kernel.wake(thread, by.cause, by);
  }

  /** stopm: parks until somebody hands it a P. The last one to do so finds that the program is dead (checkdead). */
  *stop(machine: Machine): Act {
    this.#parked.push(machine);
    if (this.#parked.length === this.#count && this.#procs.every((proc) => proc.timers.size === 0)) {
      this.#kernel.by(machine.thread, events.runtimeDeadlocked, this.#process.id, this.goroutines);
      yield* this.exit(machine.thread);
    }
    yield this.#kernel.park(machine.thread, "work");
    this.acquire(machine, machine.nextProc as Proc);
  }

  /** The process ends, with all its threads. Does not come back. */
  *exit(thread: Thread): Act {
    this.#kernel.exit(this.#process, thread.cause);
    yield AWAIT;
  }

  takeIdleProc(): Proc | null {
    return this.#idleProcs.pop() ?? null;
  }

  acquire(machine: Machine, proc: Proc): void {
    machine.proc = proc;
    machine.nextProc = null;
    proc.machine = machine;
    proc.status = "running";
    this.#kernel.by(machine.thread, events.procAcquired, proc.id, machine.thread.id);
  }

  release(machine: Machine, proc: Proc): void {
    this.#kernel.by(machine.thread, events.procReleased, proc.id, machine.thread.id);
    machine.proc = null;
    proc.machine = null;
    proc.status = "idle";
    this.#idleProcs.push(proc);
  }

  /** A system call begins (entersyscall): the thread keeps its P unless the system monitor takes it. */
  enterSyscall(machine: Machine): void {
    const proc = machine.proc as Proc;
    proc.status = "syscall";
    proc.machine = null;
    proc.caller = machine;
    machine.proc = null;
    machine.oldProc = proc;
  }

  /**
   * It ends (exitsyscallfast): the thread goes on with the P it had, or with an idle one.
   *
   * @returns false where there is none.
   */
  exitSyscall(machine: Machine): boolean {
    const proc = machine.oldProc as Proc;
    machine.oldProc = null;
    if (proc.status === "syscall") {
      const { caller } = proc;
      proc.caller = null;
      proc.syscalltick++;
      if (caller === null || caller === machine) {
        proc.status = "running";
        proc.machine = machine;
        machine.proc = proc;
        return true;
      }
      // It was taken away and sits in another thread's system call by now.
      this.#kernel.by(machine.thread, events.procHandedOff, proc.id, caller.thread.id);
      this.acquire(machine, proc);
      return true;
    }
    const idle = this.takeIdleProc();
    if (idle === null) return false;
    this.acquire(machine, idle);
    idle.syscalltick++;
    return true;
  }

  /** startm: a parked thread, or a new one, runs a P: the one given, or an idle one. A spinning one has been counted by the caller. */
  *#start(by: Thread, given: Proc | null, spinning: boolean): Act {
    const proc = given ?? this.takeIdleProc();
    if (proc === null) {
      if (spinning) this.spinning--;
      return;
    }
    const parked = this.#parked.pop();
    if (parked === undefined) {
      const machine = this.#reserve(proc);
      machine.spinning = spinning;
      yield this.#kernel.compute(by, this.#costs.threadStart, "system");
      this.#spawn(machine, by);
    } else {
      parked.spinning = spinning;
      parked.nextProc = proc;
      yield this.#kernel.compute(by, this.#costs.futexWake, "system");
      this.#kernel.wake(parked.thread, by.cause, by);
    }
  }

  #reserve(proc: Proc): Machine {
    return new Machine(this.#count++, proc);
  }

  #spawn(machine: Machine, parent: Thread | null): void {
    const facts = { name: `M${machine.id}`, role: "worker" as const, task: null };
    this.#kernel.spawn(this.#process, facts, parent, (thread) => {
      machine.thread = thread;
      return this.#life(machine);
    });
  }

  /** mstart. */
  *#life(machine: Machine): Act {
    this.#kernel.memory(this.#kernel.profile.memory.thread);
    this.acquire(machine, machine.nextProc as Proc);
    yield* this.#body(machine);
  }
}
