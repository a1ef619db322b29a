/** An interpreter without a lock round it: PEP 703. Every thread that is attached runs, and interpreted code is a little slower. */
import type { Ns } from "../../../base/time.ts";
import type { Kernel } from "../../kernel/kernel.ts";
import type { Act, Thread } from "../../kernel/thread.ts";
import type { Interpreter } from "../gil/interpreter.ts";

export class NoGil implements Interpreter {
  readonly #kernel: Kernel;
  /** The price of counting references so that several threads can, in per cent. */
  readonly #overhead: number;

  constructor(kernel: Kernel, overhead: number) {
    this.#kernel = kernel;
    this.#overhead = overhead;
  }

  /** How long interpreted code takes that takes `amount` with a GIL. */
  stretched(amount: number): Ns {
    return (amount + Math.round((amount * this.#overhead) / 100)) as Ns;
  }

  *take(): Act {}

  *drop(): Act {}

  *checkPoint(): Act {}

  *python(thread: Thread, task: number | null, amount: number): Act {
    yield this.#kernel.compute(thread, this.stretched(amount), "python", task);
  }

  *opcode(thread: Thread, task: number | null, amount: number): Act {
    yield* this.python(thread, task, amount);
  }

  without<Result>(_thread: Thread, act: Act<Result>): Act<Result> {
    return act;
  }
}
