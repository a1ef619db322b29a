/** The network poller: one epoll instance for all goroutines that wait for I/O (src/runtime/netpoll.go, netpoll_epoll.go). */
import { NEVER, type Ns, ZERO } from "../../../base/time.ts";
import type { Kernel } from "../../kernel/kernel.ts";
import type { Act, Thread } from "../../kernel/thread.ts";
import type { Goroutine } from "./gmp.ts";

const MILLISECOND = 1e6;

/** A goroutine whose I/O is ready, and the event that says so. */
export interface Ready {
  readonly goroutine: Goroutine;
  readonly cause: number;
}

export class Netpoller {
  readonly #kernel: Kernel;
  /** It is set up when the first timer or connection needs it. */
  isUp = false;
  /** Goroutines that wait for it. */
  waiting = 0;
  /** When somebody last looked; null while a thread waits in it. */
  lastPoll: Ns | null = ZERO;
  /** The deadline of the thread that waits in it. */
  pollUntil: Ns = NEVER;
  readonly #ready: Ready[] = [];
  /** The thread asleep in it. */
  #sleeper: Thread | null = null;
  #broken = false;

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
  }

  /** A goroutine waits from here on. */
  await(): void {
    this.isUp = true;
    this.waiting++;
  }

  /** What it waits for is there. */
  complete(goroutine: Goroutine, cause: number): void {
    this.#ready.push({ goroutine, cause });
    if (this.#sleeper !== null) this.#kernel.wake(this.#sleeper, cause, null);
  }

  /** netpoll(0): looks. */
  *look(thread: Thread): Act<Ready[]> {
    yield this.#kernel.compute(thread, this.#kernel.profile.costs.syscall, "system");
    return this.#take();
  }

  /**
   * netpoll(delay): waits for I/O, a break, or the deadline. The timeout of epoll_wait is in whole milliseconds: less than one counts
   * as one, more is rounded down, and the caller waits again for the rest.
   */
  *wait(thread: Thread, until: Ns): Act<Ready[]> {
    this.lastPoll = null;
    this.pollUntil = until;
    const delay = until - this.#kernel.now;
    const rounded = delay < MILLISECOND ? MILLISECOND : Math.floor(delay / MILLISECOND) * MILLISECOND;
    yield this.#kernel.compute(thread, this.#kernel.profile.costs.syscall, "system");
    if (this.#ready.length === 0 && !this.#broken && delay > 0) {
      const deadline = until >= NEVER ? NEVER : ((this.#kernel.now + rounded) as Ns);
      this.#sleeper = thread;
      yield this.#kernel.park(thread, "selector", null, deadline);
      this.#sleeper = null;
    }
    this.#broken = false;
    this.pollUntil = NEVER;
    this.lastPoll = this.#kernel.now;
    return this.#take();
  }

  /** netpollBreak: whoever waits in it comes back at once. */
  *break(by: Thread): Act {
    yield this.#kernel.compute(by, this.#kernel.profile.costs.syscall, "system");
    if (this.lastPoll !== null) return;
    this.#broken = true;
    if (this.#sleeper !== null) this.#kernel.wake(this.#sleeper, by.cause, by);
  }

  #take(): Ready[] {
    this.waiting -= this.#ready.length;
    return this.#ready.splice(0);
  }
}
