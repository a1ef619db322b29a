/** A thread for each task under the GIL: `threading` in CPython 3.2 and later. */
import { Gil } from "../gil/gil.ts";
import { startThreading } from "../gil/threading.ts";
import type { Runtime } from "../runtime.ts";

export const threadsGil: Runtime = {
  id: "threads-gil",
  title: "threads + GIL",
  about: "A thread for each task, one of them running Python at a time: CPython's threading.",
  python: true,
  page: [
    "The GIL of CPython 3.2 to 3.14 (Python/ceval_gil.c): timed waits, drop requests, forced switching, check points by version.",
    "Thread.start() waits until the new thread has come up, as Lib/threading.py does; the new thread needs the GIL for that.",
    "Later arrivals start as if from outside, without the main thread.",
    "Simplified: the scheduler has no periodic balancing between busy cores; idle ones pull. Hyper-threading speeds are recalled, not measured.",
    "Simplified: ordinary code reaches a check point every half microsecond; a check costs nothing.",
    "Checked against runs of CPython 3.6 to 3.13 on one and two cores.",
  ],
  refuses: (workload) =>
    workload.python.version.startsWith("2.")
      ? `CPython ${workload.python.version} has the old GIL, which counts ticks; this model is the one of 3.2 and later`
      : null,
  start: (run) => startThreading(run, (process) => new Gil(run.kernel, process, run)),
};
