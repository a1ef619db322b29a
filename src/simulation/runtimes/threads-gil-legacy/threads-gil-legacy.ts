/** A thread for each task under the old GIL: `threading` in CPython 2.7, 3.0 and 3.1. */
import { startThreading } from "../gil/threading.ts";
import type { Runtime } from "../runtime.ts";
import { LegacyGil } from "./legacy-gil.ts";

export const threadsGilLegacy: Runtime = {
  id: "threads-gil-legacy",
  title: "threads + old GIL",
  about: "A thread for each task under CPython 2.7's GIL, which is let go of every 100 ticks and handed to nobody.",
  python: true,
  switchInterval: false,
  page: [
    "The GIL of CPython 2.7, 3.0 and 3.1 (Python/ceval.c, Python/thread_pthread.h): a POSIX semaphore, released and taken again every 100 ticks.",
    "A tick is a bytecode, not a time: a call into C is one tick however long it takes.",
    "A release wakes a waiter and hands nothing over: on one core the holder goes on until the scheduler's tick, on more they fight for it.",
    "The scenario's version and switch interval do not count: this model is always 2.7.",
    "Thread.start() waits until the new thread has come up; later arrivals start as if from outside.",
    "Simplified: ordinary code makes a tick every 40 ns; a release is left out where nobody is asleep or on a core to notice it.",
    "Simplified: a release while others wait costs the same on every machine: two figures, one with a sleeper to wake, fitted to runs on two cores.",
    "Checked against CPython 2.7.18 on one and two cores.",
  ],
  version: () => "2.7",
  refuses: () => null,
  start: (run) => startThreading(run, (process) => new LegacyGil(run.kernel, process)),
};
