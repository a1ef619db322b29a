/** `PyMutex`, the one-byte lock in every object of a free-threaded build: Python/lock.c of CPython 3.13. */
import type { Kernel } from "../../kernel/kernel.ts";
import type { Act, Thread } from "../../kernel/thread.ts";

/** `MAX_SPIN_COUNT`: how often a thread gives its core up and looks again before it parks. */
const SPINS = 40;
/** `TIME_TO_BE_FAIR_NS`: whoever has waited longer gets the lock handed over. */
const TIME_TO_BE_FAIR = 1_000_000;

/** `struct mutex_entry`: a thread in the parking lot. */
interface Entry {
  readonly thread: Thread;
  readonly fairFrom: number;
  handedOff: boolean;
}

export class PyMutex {
  readonly #kernel: Kernel;
  #locked = false;
  readonly #parked: Entry[] = [];

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
  }

  /**
   * Takes it if it is free, whoever else waits: it is not fair. Otherwise spins for a bit, then parks.
   *
   * @param fetch brings the mutex to the thread's core, where it is not: before each look at it.
   */
  *lock(thread: Thread, fetch: () => Act): Act {
    const { costs } = this.#kernel.profile;
    yield* fetch();
    const entry: Entry = { thread, fairFrom: this.#kernel.now + TIME_TO_BE_FAIR, handedOff: false };
    for (let spins = 0; this.#locked; yield* fetch()) {
      if (this.#parked.length === 0 && spins < SPINS) {
        spins++;
        yield this.#kernel.compute(thread, costs.syscall, "system");
        yield this.#kernel.yieldCore();
        continue;
      }
      this.#parked.push(entry);
      yield this.#kernel.park(thread, "lock");
      yield this.#kernel.compute(thread, costs.lockStep, "system");
      if (entry.handedOff) return;
    }
    this.#locked = true;
  }

  /** Wakes the first in the parking lot; hands the lock over only to one that has waited too long. */
  unlock(thread: Thread): void {
    const entry = this.#parked.shift();
    this.#locked = false;
    if (entry === undefined) return;
    entry.handedOff = this.#kernel.now > entry.fairFrom;
    this.#locked = entry.handedOff;
    this.#kernel.wake(entry.thread, thread.cause, thread);
  }
}
