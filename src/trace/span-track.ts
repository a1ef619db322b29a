import type { Ns } from "../base/time.ts";

/**
 * What a span shows. On a core or a GIL only the first four: what is computed, `system` being everything outside a stretch of computing.
 * A task has the others too: what it waits for.
 */
export const SPAN_KINDS = [
  "python",
  "native",
  "system",
  "startup",
  "gil",
  /** Could run and has no core. */
  "core",
  /** Could run and its event loop has not come to it. */
  "loop",
  "io",
  "timer",
  "lock",
  /** It is there and nobody has taken it up. */
  "start",
  /** A queue, a subtask, a result. */
  "other",
] as const;
export type SpanKind = (typeof SPAN_KINDS)[number];

/** How a span ended. `goes-on`: the same thread goes on with other code or another task; `suspended`: the task gave its thread back. */
export const SPAN_ENDS = ["goes-on", "suspended", "blocked", "yielded", "exited", "preempted", "open"] as const;
export type SpanEnd = (typeof SPAN_ENDS)[number];

export interface Span {
  readonly from: Ns;
  readonly to: Ns;
  readonly thread: number | null;
  /** Null for machinery. */
  readonly task: number | null;
  readonly kind: SpanKind;
  readonly end: SpanEnd;
  /** Whether the end was somebody else's will: preempted by the scheduler, or told to let go of the GIL. */
  readonly forced: boolean;
}

const NUMBERS = 4;
/** So many spans have room before a track grows: of thousands of tasks most have no more. */
const FIRST = 16;

/** Spans that do not overlap, by time, as plain number columns. */
export class SpanTrack {
  #from = new Float64Array(FIRST);
  #to = new Float64Array(FIRST);
  /** Thread, task, kind, end and forced. */
  #facts = new Int32Array(FIRST * NUMBERS);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  fromAt(index: number): number {
    return this.#from[index] as number;
  }
  toAt(index: number): number {
    return this.#to[index] as number;
  }
  /** -1 for nobody. */
  threadAt(index: number): number {
    return this.#facts[NUMBERS * index] as number;
  }
  /** -1 for machinery. */
  taskAt(index: number): number {
    return this.#facts[NUMBERS * index + 1] as number;
  }
  /** An index of `SPAN_KINDS`. */
  kindAt(index: number): number {
    return this.#facts[NUMBERS * index + 2] as number;
  }
  endAt(index: number): SpanEnd {
    return SPAN_ENDS[this.#marksAt(index) >> 1] as SpanEnd;
  }
  forcedAt(index: number): boolean {
    return (this.#marksAt(index) & 1) === 1;
  }

  at(index: number): Span {
    const optional = (value: number): number | null => (value < 0 ? null : value);
    return {
      from: this.fromAt(index) as Ns,
      to: this.toAt(index) as Ns,
      thread: optional(this.#facts[NUMBERS * index] as number),
      task: optional(this.taskAt(index)),
      kind: SPAN_KINDS[this.kindAt(index)] as SpanKind,
      end: this.endAt(index),
      forced: this.forcedAt(index),
    };
  }

  /** The first span that ends after an instant; `length` where there is none. */
  firstEndingAfter(time: number): number {
    let low = 0;
    let high = this.#length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#to[middle] as number) <= time) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Appends a span. One that goes on unchanged grows; one of no length only hands its end to the span it adjoins. */
  push(from: number, to: number, thread: number, task: number, kind: number, end: SpanEnd, forced: boolean): void {
    const marks = (SPAN_ENDS.indexOf(end) << 1) | (forced ? 1 : 0);
    const last = this.#length - 1;
    const adjoins =
      last >= 0 && this.#to[last] === from && this.#marksAt(last) >> 1 === 0 && this.#facts[NUMBERS * last] === thread;
    if (adjoins && (from === to || (this.taskAt(last) === task && this.kindAt(last) === kind))) {
      this.#to[last] = to;
      this.#facts[NUMBERS * last + 3] = marks | (this.#marksAt(last) & 1);
      return;
    }
    if (from === to) return;
    if (this.#length === this.#from.length) this.#grow();
    const at = this.#length++;
    this.#from[at] = from;
    this.#to[at] = to;
    const facts = this.#facts;
    facts[NUMBERS * at] = thread;
    facts[NUMBERS * at + 1] = task;
    facts[NUMBERS * at + 2] = kind;
    facts[NUMBERS * at + 3] = marks;
  }

  #marksAt(index: number): number {
    return this.#facts[NUMBERS * index + 3] as number;
  }

  #grow(): void {
    const room = 2 * this.#from.length;
    this.#from = widen(this.#from, new Float64Array(room));
    this.#to = widen(this.#to, new Float64Array(room));
    this.#facts = widen(this.#facts, new Int32Array(NUMBERS * room));
  }
}

function widen<Column extends Float64Array | Int32Array>(old: Column, room: Column): Column {
  room.set(old);
  return room;
}
