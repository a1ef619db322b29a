/** A piece of program that gives its thread back and is resumed later: a coroutine of an event loop, a greenlet. */
import type { Act, Await } from "../../kernel/thread.ts";

/** What it yields to give the thread back; never reaches the kernel. */
export const AWAIT: Await = { op: "await" };

/**
 * Lets it run until it gives the thread back or ends.
 *
 * @param thrown raised where it stands, instead of going on there.
 * @returns whether it has ended.
 * @throws whatever it raises.
 */
export function* runToAwait(coroutine: Act, thrown: Error | null = null): Act<boolean> {
  let next = thrown === null ? coroutine.next(0) : coroutine.throw(thrown);
  while (next.done !== true) {
    if (next.value.op === "await") return false;
    const reply: number = yield next.value;
    next = coroutine.next(reply);
  }
  return true;
}
