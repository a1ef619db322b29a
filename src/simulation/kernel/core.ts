import { EventHeap, type Scheduled } from "../../base/heap.ts";
import { type Ns, ZERO } from "../../base/time.ts";
import type { Thread } from "./thread.ts";

/** One hardware thread. */
export class Core {
  readonly id: number;
  /** The hardware thread it shares its core with, once known. */
  sibling: Core | null = null;
  /** Whether the system may use it. */
  online = true;
  thread: Thread | null = null;
  /** Who ran last: warm caches. */
  last: Thread | null = null;
  /** Grows with every change of thread or burst, so that earlier schedule entries do nothing. */
  epoch = 0;
  idleSince: Ns = ZERO;
  /** A wake-up is on its way to this idle core. */
  kicked = false;
  /** Its thread has been told to leave, as soon as the program's own code is done with this instant. */
  mustReschedule = false;
  /** Work per nanosecond: below 1 while a sibling is busy. */
  speed = 1;
  /** Instants of its ticks: multiples of the tick plus this. */
  readonly tickPhase: Ns;
  tickArmed = false;
  /** Timers set by threads while they ran here. */
  readonly timers = new EventHeap<Scheduled & { readonly call: () => void }>();

  constructor(id: number, tickPhase: Ns) {
    this.id = id;
    this.tickPhase = tickPhase;
  }
}
