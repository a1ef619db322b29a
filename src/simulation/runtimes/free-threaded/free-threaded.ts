/** A thread for each task in a CPython without a GIL: the free-threaded builds of 3.13 and later. */
import type { Ns } from "../../../base/time.ts";
import type { Act } from "../../kernel/thread.ts";
import { startThreading } from "../gil/threading.ts";
import type { Primitives } from "../program/locks.ts";
import type { Run } from "../program/run.ts";
import { ThreadConduct } from "../program/thread-conduct.ts";
import type { Runtime } from "../runtime.ts";
import { NoGil } from "./no-gil.ts";
import { PyMutex } from "./py-mutex.ts";

export const freeThreaded: Runtime = {
  id: "free-threaded",
  title: "free-threaded Python",
  about: "A thread for each task on every core there is, in a CPython built without the GIL.",
  python: true,
  switchInterval: false,
  page: [
    "The free-threaded build of CPython (PEP 703, supported from 3.14 on by PEP 779): no GIL, a lock in every object.",
    "3.13 and 3.14 are modelled; a scenario that asks for an older version runs on 3.14.",
    "Interpreted code is slower by what counting references costs: 40 per cent in 3.13, 8 in 3.14 on x86-64 Linux; C code is not.",
    "A store into a shared variable locks the object it is in (PyMutex, Python/lock.c: unfair, 40 spins, hand-over after 1 ms); a load does not.",
    "Each shared variable is in an object of its own. Its cache line has to come over when another core wrote last.",
    "x = x + 1 is a load and a store: what others store in between is lost.",
    "Simplified: no stop-the-world pauses; attaching a thread costs nothing; memory is that of a build with a GIL.",
    "Not checked against a real build: the overheads are those of CPython's documentation, the cost of a cache line is recalled.",
  ],
  version: (asked) => (asked === "3.13" ? "3.13" : "3.14"),
  refuses: () => null,
  start(run) {
    const overhead = run.kernel.profile.freeThreading[run.workload.python.version === "3.13" ? "3.13" : "3.14"];
    const interpreter = new NoGil(run.kernel, overhead);
    startThreading(
      run,
      () => interpreter,
      (_run, primitives) => new FreeThreadedConduct(run, primitives, interpreter),
    );
  },
};

/** Stores go through the lock of the object that they change. */
class FreeThreadedConduct extends ThreadConduct {
  readonly #run: Run;
  readonly #interpreter: NoGil;
  readonly #mutexes = new Map<string, PyMutex>();

  constructor(run: Run, primitives: Primitives, interpreter: NoGil) {
    super(run, primitives, interpreter);
    this.#run = run;
    this.#interpreter = interpreter;
  }

  stretched(amount: Ns): Ns {
    return this.#interpreter.stretched(amount);
  }

  override *touch(...[thread, task, variable, stores, access]: Parameters<ThreadConduct["touch"]>): Act {
    if (!stores) {
      yield* super.touch(thread, task, variable, stores, access);
      return;
    }
    const mutex = this.#mutexOf(variable);
    // The lock is in the object, and taking it is a store.
    yield* mutex.lock(thread, () => this.fetch(thread, task, variable, true));
    yield* this.bytecode(thread, task);
    access();
    mutex.unlock(thread);
  }

  #mutexOf(variable: string): PyMutex {
    let mutex = this.#mutexes.get(variable);
    if (mutex === undefined) {
      mutex = new PyMutex(this.#run.kernel);
      this.#mutexes.set(variable, mutex);
    }
    return mutex;
  }
}
