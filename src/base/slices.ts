/** Long work in slices, for who may pause between two of them or give it up; and for who does not want to. */

/** So many events are read in some tens of milliseconds at most. */
export const SLICE_EVENTS = 50_000;

/** All of it at once. */
export function whole<Result>(work: Generator<unknown, Result, void>): Result {
  for (;;) {
    const { done, value } = work.next();
    if (done === true) return value as Result;
  }
}
