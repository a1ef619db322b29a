/** The waits of one task, in the order of their ends, as plain numbers: a run of a million events has many. */
import type { Ns } from "../../base/time.ts";
import { WAITING_PHASES, type WaitingPhase } from "../../trace/metrics.ts";

export interface WaitSpan {
  readonly from: Ns;
  readonly to: Ns;
  readonly kind: WaitingPhase;
  /** The GIL, lock, core or device it waited for, by the kind; -1 where there is none. */
  readonly object: number;
  /** The events that began and ended it; the last one is -1 where the run ended first. */
  readonly began: number;
  readonly ended: number;
}

const NUMBERS = 6;

export class WaitList {
  readonly #numbers: number[] = [];

  get length(): number {
    return this.#numbers.length / NUMBERS;
  }

  push(from: number, to: number, kind: number, object: number, began: number, ended: number): void {
    this.#numbers.push(from, to, kind, object, began, ended);
  }

  at(index: number): WaitSpan {
    const number = (offset: number): number => this.#numbers[NUMBERS * index + offset] as number;
    return {
      from: number(0) as Ns,
      to: number(1) as Ns,
      kind: WAITING_PHASES[number(2)] as WaitingPhase,
      object: number(3),
      began: number(4),
      ended: number(5),
    };
  }

  /** How many of them began at or before an event. */
  begunBy(seq: number): number {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#numbers[NUMBERS * middle + 4] as number) <= seq) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
