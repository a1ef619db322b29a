/** Something long, a slice at a time: between two slices keys are obeyed and the screen is painted. One thing at once. */

export interface Watcher<Slice, Result> {
  /** Another slice is done, and it is not over. */
  going(slice: Slice): void;
  /** It is over; nothing is under way any more. */
  done(result: Result): void;
}

export class Slices {
  readonly #next: (call: () => void) => void;
  #work: object | null = null;

  /** @param next calls once keys and frames that are due have had their turn */
  constructor(next: (call: () => void) => void) {
    this.#next = next;
  }

  /** Begins in place of what is under way. The first slice is done at once: what is over with it is never announced. */
  begin<Slice, Result>(work: Generator<Slice, Result, void>, watcher: Watcher<Slice, Result>): void {
    this.#work = work;
    this.#step(work, watcher);
  }

  /** Begins a moment later: of what begins in the same moment only the last is done. */
  announce<Slice, Result>(work: Generator<Slice, Result, void>, watcher: Watcher<Slice, Result>): void {
    this.#work = work;
    this.#next(() => this.#step(work, watcher));
  }

  /** What is under way is never over. */
  giveUp(): void {
    this.#work = null;
  }

  #step<Slice, Result>(work: Generator<Slice, Result, void>, watcher: Watcher<Slice, Result>): void {
    if (this.#work !== work) return;
    const { done, value } = work.next();
    if (done === true) {
      this.#work = null;
      return watcher.done(value);
    }
    watcher.going(value);
    this.#next(() => this.#step(work, watcher));
  }
}
