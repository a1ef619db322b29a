import type { Core } from "../core.ts";
import type { Thread } from "../thread.ts";

/** Why a thread comes to a run queue. */
export type Arrival = "new" | "woken" | "preempted" | "yielded";

/**
 * Policy: who gets a core, and when the one on it must leave. Mechanism (switching, timing, events) is the kernel's.
 *
 * All methods are called with the kernel's clock at the instant in question.
 */
export interface Scheduler {
  /** A thread became runnable: choose its queue. The core returned is idle, or its thread may be preempted (`challenges`). */
  place(thread: Thread, arrival: "new" | "woken", parent: Thread | null): Core;
  /** Puts a thread that just left `core`, still runnable, back into a queue. */
  requeue(core: Core, thread: Thread, why: "preempted" | "yielded"): void;
  /** How many threads a core without one could take. */
  queued(core: Core): number;
  /** The first so many of them in the order in which `pick` prefers them. */
  candidates(core: Core, most: number): readonly Thread[];
  /** Takes the next thread for a core whose thread has gone: the policy's choice, or the candidate given instead. */
  pick(core: Core, instead: Thread | null): Thread | null;
  /** Whether a thread just placed on a busy core takes it at once. */
  challenges(thread: Thread, core: Core): boolean;
  /** The thread on `core` begins or goes on; `switched` where another one, or nobody, had the core before. */
  onRun(core: Core, thread: Thread, switched: boolean): void;
  /** The thread on `core` leaves it: charge what it used. `blocks` where it will wait or has ended. */
  onLeave(core: Core, thread: Thread, blocks: boolean): void;
  /** A timer of this policy fired for a busy core. @returns whether its thread must leave. */
  onTick(core: Core): boolean;
  /** When the policy next wants `onTick` for this busy core, or null; asked after each change. */
  nextTick(core: Core): number | null;
  /** The core from whose queue an idle one may take a thread over, or null. */
  donor(core: Core): Core | null;
  /** The first so many that it could take, in the order in which `pull` prefers them. */
  pullable(donor: Core, most: number): readonly Thread[];
  /** Takes one of them into the queue of the idle core: the policy's choice, or the candidate given instead. */
  pull(core: Core, donor: Core, instead: Thread | null): void;
  /**
   * A core has gone offline or come online.
   *
   * @returns the threads in the queue of one that has gone, removed from it in their order.
   */
  resized(core: Core): readonly Thread[];
  /** Queues a thread of a core that has gone at another one. The core returned is idle, or its thread may be preempted. */
  transfer(thread: Thread): Core;
  /** Removes a runnable thread from its queue (its process died). */
  remove(thread: Thread): void;
  /** Whether any thread is queued anywhere. */
  anyQueued(): boolean;
}
