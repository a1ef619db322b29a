/**
 * The three letters of the Go scheduler (src/runtime/runtime2.go): G, a goroutine; M, a thread of the operating system ("machine"); P,
 * the right to run Go code ("processor"), of which there are GOMAXPROCS.
 */
import { EventHeap, type Scheduled } from "../../../base/heap.ts";
import { type Ns, ZERO } from "../../../base/time.ts";
import { NO_CAUSE } from "../../../trace/log.ts";
import type { Act, Process, Thread } from "../../kernel/thread.ts";
import { runToAwait } from "../event-loop/coroutine.ts";
import type { Carrier } from "../program/conduct.ts";
import type { Task } from "../program/run.ts";
import { Fifo } from "./fifo.ts";

/** A timer in a P's heap: it readies a goroutine. */
export class GoTimer implements Scheduled {
  sequence = 0;
  readonly priority = 0;
  readonly time: number;
  readonly goroutine: Goroutine;
  /** Notes that it fired. @returns the event. */
  readonly fire: () => number;

  constructor(time: number, goroutine: Goroutine, fire: () => number) {
    this.time = time;
    this.goroutine = goroutine;
    this.fire = fire;
  }
}

export class Proc {
  readonly id: number;
  status: "idle" | "running" | "syscall" = "idle";
  /** Who has it, unless a system call is under way. */
  machine: Machine | null = null;
  /** Whose system call is under way. */
  caller: Machine | null = null;
  /** Grows with every time slice that begins. */
  schedtick = 0;
  /** Grows with every system call that ends. */
  syscalltick = 0;
  /** Readied by the running goroutine: it runs next and inherits its time slice. */
  runnext: Goroutine | null = null;
  readonly queue = new Fifo<Goroutine>();
  readonly timers = new EventHeap<GoTimer>();
  /** What sysmon saw when it last looked (`sysmontick`). */
  readonly seen = { schedtick: 0, schedwhen: ZERO, syscalltick: 0, syscallwhen: ZERO };

  constructor(id: number) {
    this.id = id;
  }

  get isEmpty(): boolean {
    return this.runnext === null && this.queue.length === 0;
  }
}

export class Machine {
  readonly id: number;
  /** Set once its body begins. */
  thread!: Thread;
  proc: Proc | null = null;
  /** The P it takes over when it wakes. */
  nextProc: Proc | null;
  /** The P it had when its system call began. */
  oldProc: Proc | null = null;
  /** It has nothing to run and looks for work. */
  spinning = false;
  current: Goroutine | null = null;

  constructor(id: number, nextProc: Proc) {
    this.id = id;
    this.nextProc = nextProc;
  }
}

export class Goroutine implements Carrier {
  /** Null for the main goroutine. */
  readonly task: Task | null;
  readonly process: Process;
  readonly #body: Act;
  /** Where it runs, or ran last. */
  machine: Machine | null = null;
  /** The event of the system monitor behind its being stopped. */
  preemptedBy = NO_CAUSE;
  /** The event that put it into its run queue. */
  queuedBy = NO_CAUSE;

  constructor(task: Task | null, process: Process, body: (own: Goroutine) => Act) {
    this.task = task;
    this.process = process;
    this.#body = body(this);
  }

  /** Lets it run until it gives its thread back or ends. @returns whether it has ended. */
  goOn(): Act<boolean> {
    return runToAwait(this.#body);
  }

  /** The thread that runs it. */
  get thread(): Thread {
    return (this.machine as Machine).thread;
  }
  get cause(): number {
    return this.thread.cause;
  }
  set cause(seq: number) {
    this.thread.cause = seq;
  }
  get expected(): number {
    return this.thread.expected;
  }
  set expected(length: number) {
    this.thread.expected = length;
  }
}

/** The instant of the next timer of a P, or null. */
export const nextTimer = (proc: Proc): Ns | null => (proc.timers.peek()?.time as Ns | undefined) ?? null;
