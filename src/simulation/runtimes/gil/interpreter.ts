/** What it takes to run interpreted code: under a lock round the interpreter, under another kind of lock, or under none. */
import type { Act, Thread } from "../../kernel/thread.ts";

/** One interpreter, as the threads that run its code see it. The GIL is one form of it, free threading another. */
export interface Interpreter {
  /** Makes the thread one that may run interpreted code. */
  take(thread: Thread): Act;
  /** The reverse: others may run now. */
  drop(thread: Thread): Act;
  /** A check point of the evaluation loop: here a thread can be made to let others run. */
  checkPoint(thread: Thread): Act;
  /** Interpreted code of some length, with check points all along. */
  python(thread: Thread, task: number | null, amount: number): Act;
  /** A short piece of it without a check point inside: one bytecode. */
  opcode(thread: Thread, task: number | null, amount: number): Act;
  /** Something done by others than the interpreter: a call that may block, C code that says so. */
  without<Result>(thread: Thread, act: Act<Result>): Act<Result>;
}
