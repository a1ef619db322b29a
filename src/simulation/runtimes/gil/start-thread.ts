/** `threading.Thread.start()` under a GIL: Lib/threading.py. */
import type { ThreadFacts } from "../../../trace/trace.ts";
import { Latch } from "../../kernel/sync.ts";
import type { Act, Thread } from "../../kernel/thread.ts";
import type { Run } from "../program/run.ts";
import type { Interpreter } from "./interpreter.ts";

/**
 * Starts a thread and waits until it has come up: the new thread needs the GIL to set its `_started` event, and the caller needs it back.
 *
 * @param body begins with the GIL held and must drop it at its end.
 */
export function* startThread(
  run: Run,
  gil: Interpreter,
  thread: Thread,
  facts: Omit<ThreadFacts, "process">,
  body: (own: Thread) => Act,
  nice = 0,
): Act<Thread> {
  const { kernel } = run;
  yield* gil.python(thread, null, run.costs.threadStart);
  const up = new Latch(kernel, "start");
  const child = kernel.spawn(thread.process, facts, thread, (own) => comeUp(gil, own, up, body(own)), nice);
  if (!up.open) yield* gil.without(thread, up.wait(thread));
  return child;
}

function* comeUp(gil: Interpreter, thread: Thread, up: Latch, body: Act): Act {
  yield* gil.take(thread);
  up.release(thread, thread.cause);
  yield* body;
}
