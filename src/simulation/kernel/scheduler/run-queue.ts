/** The runnable threads of one core, ordered so that the eligible one with the earliest deadline is found without looking at all. */
import { EventHeap, type Scheduled } from "../../../base/heap.ts";
import type { Thread } from "../thread.ts";

/** A thread's place in one of the heaps; it counts while the thread's ticket is the same. `time` is the key, `priority` the order of coming. */
class Place implements Scheduled {
  sequence = 0;
  readonly time: number;
  readonly priority: number;
  readonly thread: Thread;

  constructor(time: number, ticket: number, thread: Thread) {
    this.time = time;
    this.priority = ticket;
    this.thread = thread;
  }

  get counts(): boolean {
    return this.thread.ticket === this.priority;
  }
}

export class RunQueue {
  /** Sums over the queued threads: of weights, and of weighted virtual run times. */
  weight = 0;
  weighted = 0;
  size = 0;
  readonly #weightOf: (thread: Thread) => number;
  /** By deadline: those that were eligible when last looked at. */
  readonly #eligible = new EventHeap<Place>();
  /** By virtual run time: the others. */
  readonly #later = new EventHeap<Place>();
  /** In the order of coming; places that count no more are dropped from the end, and all of them now and then. */
  #recent: Place[] = [];

  constructor(weightOf: (thread: Thread) => number) {
    this.#weightOf = weightOf;
  }

  /** @param ticket grows with every thread that joins any queue. */
  add(thread: Thread, ticket: number): void {
    thread.ticket = ticket;
    const weight = this.#weightOf(thread);
    this.weight += weight;
    this.weighted += weight * thread.vruntime;
    this.size++;
    const place = new Place(thread.vruntime, ticket, thread);
    this.#later.push(place);
    if (this.#recent.length > 16 && this.#recent.length > 2 * this.size)
      this.#recent = this.#recent.filter((each) => each.counts);
    this.#recent.push(place);
  }

  /** @returns whether it was there. */
  remove(thread: Thread): boolean {
    if (thread.ticket < 0) return false;
    thread.ticket = -1;
    const weight = this.#weightOf(thread);
    this.size--;
    this.weight = this.size === 0 ? 0 : this.weight - weight;
    this.weighted = this.size === 0 ? 0 : this.weighted - weight * thread.vruntime;
    return true;
  }

  /** The threads that came last, so many at most, the very last first. */
  latest(most: number): readonly Thread[] {
    const found: Thread[] = [];
    for (let at = this.#recent.length - 1; at >= 0 && found.length < most; at--) {
      const place = this.#recent[at] as Place;
      if (place.counts) found.push(place.thread);
      else if (found.length === 0) this.#recent.pop();
    }
    return found;
  }

  /** All of them, in the order of coming. */
  all(): readonly Thread[] {
    return this.latest(this.size).toReversed();
  }

  /** The first so many: those at or below the mean by deadline, then the others by what they have used. */
  ahead(mean: number, most: number): readonly Thread[] {
    const eligible: Place[] = [];
    const others: Place[] = [];
    while (eligible.length < most && this.earliest(mean) !== null) eligible.push(this.#eligible.pop() as Place);
    for (let next = top(this.#later); next !== undefined; next = top(this.#later)) {
      if (eligible.length + others.length === most) break;
      others.push(this.#later.pop() as Place);
    }
    for (const place of eligible) this.#eligible.push(place);
    for (const place of others) this.#later.push(place);
    return [...eligible, ...others].map(({ thread }) => thread);
  }

  /** Of those at or below the mean the one with the earliest deadline, the one that came first among equals; or null. */
  earliest(mean: number): Thread | null {
    for (let next = top(this.#later); next !== undefined && next.time <= mean; next = top(this.#later)) {
      this.#later.pop();
      this.#eligible.push(new Place(next.thread.deadline, next.priority, next.thread));
    }
    for (;;) {
      const best = top(this.#eligible);
      if (best === undefined) return null;
      if (best.thread.vruntime <= mean) return best.thread;
      this.#eligible.pop();
      this.#later.push(new Place(best.thread.vruntime, best.priority, best.thread));
    }
  }

  /** The thread that has used least, where `earliest` found none. */
  least(): Thread | null {
    return top(this.#later)?.thread ?? null;
  }
}

/** The first place that counts. */
function top(heap: EventHeap<Place>): Place | undefined {
  for (;;) {
    const first = heap.peek();
    if (first === undefined || first.counts) return first;
    heap.pop();
  }
}
