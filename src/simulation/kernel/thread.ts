/** What the kernel knows of a thread and a process. Runtimes write thread bodies; the kernel runs them. */
import { NEVER, type Ns, ZERO } from "../../base/time.ts";
import type { Code, Wait } from "../../trace/event.ts";

/** A stretch of computing. Answered with what is left to do: zero, or more where it was cut short at a check point. */
export interface Compute {
  readonly op: "compute";
  amount: number;
  code: Code;
  task: number | null;
  /** Distance of the check points at which it can be interrupted; zero where it cannot. */
  pollEvery: number;
  /** Where the first of them is, from the beginning. */
  firstPoll: number;
}

/** A wait. Answered with `WOKEN` or `TIMED_OUT`. */
export interface Park {
  readonly op: "park";
  on: Wait;
  object: number | null;
  until: Ns;
}

/** The thread lets others run (sched_yield). */
export interface YieldCore {
  readonly op: "yield";
}

/** The thread's process dies at once; never answered. */
export interface Crash {
  readonly op: "crash";
}

/** A task of an event loop gives its thread back to the loop, which answers when it resumes it; never reaches the kernel. */
export interface Await {
  readonly op: "await";
}

export type Request = Compute | Park | YieldCore | Crash | Await;
export const WOKEN = 0;
export const TIMED_OUT = 1;

/** A piece of a thread's program: yields requests, gets numbers back, returns a result to the piece that called it. */
export type Act<Result = void> = Generator<Request, Result, number>;

export class Process {
  readonly id: number;
  readonly threads: Thread[] = [];
  /** Threads that have not ended. */
  live = 0;
  /** False once it has been killed. */
  alive = true;

  constructor(id: number) {
    this.id = id;
  }
}

/** A stretch of computing in progress or interrupted by the scheduler. */
export interface Burst {
  readonly request: Compute;
  /** In the whole request. */
  total: number;
  remaining: number;
  /** When it last went on; meaningless while it is off the core. */
  since: Ns;
  active: boolean;
}

export class Thread {
  readonly id: number;
  readonly process: Process;
  readonly body: Act;
  state: "created" | "runnable" | "running" | "waiting" | "exited" = "created";
  /** The hardware thread it runs on, is queued at, or ran on last; -1 before. */
  core = -1;
  /** The answer for the request that it waits for. */
  reply = 0;
  burst: Burst | null = null;
  /** A thread computes one thing at a time: its bursts share one object. */
  readonly #burst: Burst;
  /** Somebody wants it to stop at its next check point. */
  attention = false;
  /** Grows with every wake-up, so that a timer of an earlier wait does nothing. */
  waitNumber = 0;
  started = false;
  /** The event that made it runnable, or the last one it brought about. */
  cause = -1;
  /** Length of its next stretch of computing where its program knows (shortest job first). */
  expected = 0;
  /** Niceness, -20 to 19. */
  readonly nice: number;

  // Of the fair scheduler.
  vruntime = 0;
  deadline = 0;
  /** Up to this virtual time it is not taken off its core, as long as it is eligible. */
  protectedTo = 0;
  lag = 0;
  charged: Ns = ZERO;
  /** The core in whose queue it is, or was last. */
  queue = 0;
  /** Its place among those who came to run queues; below zero while it is in none. */
  ticket = -1;
  /** The core on whose books it sleeps, or -1. */
  books = -1;

  readonly computeRequest: Compute = {
    op: "compute",
    amount: 0,
    code: "python",
    task: null,
    pollEvery: 0,
    firstPoll: 0,
  };
  readonly parkRequest: Park = { op: "park", on: "work", object: null, until: NEVER };

  constructor(id: number, process: Process, nice: number, body: (thread: Thread) => Act) {
    this.id = id;
    this.process = process;
    this.nice = nice;
    this.#burst = { request: this.computeRequest, total: 0, remaining: 0, since: ZERO, active: false };
    this.body = body(this);
  }

  /** Begins what its compute request asks for. */
  beginBurst(): Burst {
    const burst = this.#burst;
    burst.total = burst.remaining = this.computeRequest.amount;
    burst.active = false;
    this.burst = burst;
    return burst;
  }
}
