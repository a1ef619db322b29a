/**
 * The textbook policies over one queue for all cores: first come first served, round robin, shortest job first.
 *
 * Order in the queue: niceness, then (sjf) the expected length of the next burst, then arrival. A woken thread waits its turn unless
 * `preemptOnWake` is set: then it takes the core of a thread that is not favoured over it (sjf: whose remaining burst is longer).
 */
import type { Ns } from "../../../base/time.ts";
import type { Core } from "../core.ts";
import type { Thread } from "../thread.ts";
import type { Scheduler } from "./scheduler.ts";

export interface QueuedConfig {
  readonly cores: readonly Core[];
  /** Those of them that are online: changes while the run goes on. */
  readonly online: readonly Core[];
  readonly now: () => Ns;
  readonly policy: "rr" | "fifo" | "sjf";
  /** Of round robin. */
  readonly quantum: Ns;
  readonly preemptOnWake: boolean;
}

export class QueuedScheduler implements Scheduler {
  readonly #config: QueuedConfig;
  readonly #ready: Thread[] = [];
  /** When each core's present quantum ends. */
  readonly #expires: number[];
  #arrival: "new" | "woken" = "new";
  /** A woken thread for which a core is being cleared: it is picked next, whoever stands before it. */
  #challenger: Thread | null = null;

  constructor(config: QueuedConfig) {
    this.#config = config;
    this.#expires = config.cores.map(() => 0);
  }

  place(thread: Thread, arrival: "new" | "woken"): Core {
    this.#arrival = arrival;
    this.#ready.push(thread);
    return this.#home();
  }

  /** An idle core, or else the one whose running thread is least favoured, the one with the longest burst ahead first. */
  #home(): Core {
    const { online } = this.#config;
    const idle = online.find((core) => core.thread === null && !core.kicked);
    if (idle !== undefined) return idle;
    return online.reduce((worst, core) => (this.#before(worst.thread, core.thread) ? core : worst));
  }

  requeue(_core: Core | null, thread: Thread, why: "preempted" | "yielded"): void {
    if (why === "preempted" && this.#config.preemptOnWake && this.#config.policy !== "rr") this.#ready.unshift(thread);
    else this.#ready.push(thread);
  }

  queued(): number {
    return this.#ready.length;
  }

  candidates(_core: Core, most: number): readonly Thread[] {
    const challenger = this.#challenger;
    const first = (thread: Thread): boolean => thread === challenger;
    const order = (a: Thread, b: Thread): number => {
      if (first(a) !== first(b)) return first(a) ? -1 : 1;
      return Number(this.#before(b, a)) - Number(this.#before(a, b));
    };
    return this.#ready.toSorted(order).slice(0, most);
  }

  pick(_core: Core, instead: Thread | null): Thread | null {
    const challenger = this.#challenger;
    this.#challenger = null;
    let best = instead ?? (challenger !== null && this.#ready.includes(challenger) ? challenger : null);
    if (best === null) for (const thread of this.#ready) if (best === null || this.#before(thread, best)) best = thread;
    if (best !== null) this.remove(best);
    return best;
  }

  challenges(thread: Thread, core: Core): boolean {
    const running = core.thread;
    if (!this.#config.preemptOnWake || running === null) return false;
    const wins =
      this.#config.policy === "sjf"
        ? this.#before(thread, running)
        : thread.nice < running.nice || (thread.nice === running.nice && this.#arrival === "woken");
    if (wins) this.#challenger = thread;
    return wins;
  }

  onRun(core: Core): void {
    this.#expires[core.id] = this.#config.now() + this.#config.quantum;
  }

  onLeave(): void {}

  onTick(core: Core): boolean {
    // The quantum may have begun anew since this tick was armed.
    if (this.#config.policy !== "rr" || this.#config.now() < (this.#expires[core.id] as number)) return false;
    if (this.#ready.length > 0) return true;
    this.#expires[core.id] = this.#config.now() + this.#config.quantum;
    return false;
  }

  nextTick(core: Core): number | null {
    if (this.#config.policy !== "rr" || core.thread === null) return null;
    return this.#expires[core.id] as number;
  }

  donor(): Core | null {
    return null;
  }

  pullable(): readonly Thread[] {
    return [];
  }

  pull(): void {}

  resized(): readonly Thread[] {
    return [];
  }

  transfer(thread: Thread): Core {
    this.#arrival = "new";
    this.requeue(null, thread, "preempted");
    return this.#home();
  }

  remove(thread: Thread): void {
    const at = this.#ready.indexOf(thread);
    if (at >= 0) this.#ready.splice(at, 1);
  }

  anyQueued(): boolean {
    return this.#ready.length > 0;
  }

  #before(a: Thread | null, b: Thread | null): boolean {
    if (a === null || b === null) return false;
    if (a.nice !== b.nice) return a.nice < b.nice;
    return this.#config.policy === "sjf" && this.#burst(a) < this.#burst(b);
  }

  /** What is ahead of it: of a burst in progress the rest, otherwise what its program announced. */
  #burst(thread: Thread): number {
    if (thread.burst === null) return thread.expected;
    const used = thread.burst.active ? this.#config.now() - thread.burst.since : 0;
    return thread.burst.remaining - used;
  }
}
