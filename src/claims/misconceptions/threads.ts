/** What is believed of threads and cores. */
import { formatCount, formatPercent, formatRatio } from "../../base/quantities.ts";
import { formatDuration } from "../../base/time.ts";
import { answer, define, on, seeds } from "../claim.ts";
import { count, ratio, share, time } from "../figures.ts";
import { cpu, isFaster, lostIn, makespan, mostInProgress, speedUp, took } from "../read.ts";

export const twiceAsFast = define({
  id: "m1",
  statement: "Two CPU threads are twice as fast as one.",
  verdict: "false",
  look: "the GIL's lane: it is one colour at a time, and so are the cores",
  runs: {
    one: on("four-sums", "blocking", { tasks: "2" }),
    two: on("four-sums", "threads-gil", { tasks: "2" }),
  },
  judge: ({ one, two }) => ({
    cases: [
      {
        when: "two sums, four cores, one GIL",
        answer: answer(speedUp(two, one) > 1.5),
        figures: [took(one), took(two), ratio("as fast", speedUp(two, one))],
      },
    ],
    sentence: `With a GIL two threads took ${formatDuration(makespan(two))} and one took ${formatDuration(makespan(one))}: ${formatRatio(speedUp(two, one))} as fast.`,
  }),
});

export const useless = define({
  id: "m2",
  statement: "The GIL makes threads useless.",
  verdict: "false",
  look: "how the waits lie one above the other: nobody holds the GIL while waiting",
  runs: {
    waitsAlone: on("ten-downloads", "blocking"),
    waits: on("ten-downloads", "threads-gil"),
    nativeAlone: on("c-code", "blocking"),
    native: on("c-code", "threads-gil"),
  },
  judge: ({ waitsAlone, waits, nativeAlone, native }) => ({
    cases: [
      {
        when: "ten downloads",
        answer: answer(!isFaster(waits, waitsAlone)),
        figures: [took(waitsAlone), took(waits)],
      },
      {
        when: "C code that releases the GIL",
        answer: answer(!isFaster(native, nativeAlone)),
        figures: [took(nativeAlone), took(native)],
      },
    ],
    sentence: `Threads made ten downloads ${formatRatio(speedUp(waits, waitsAlone))} as fast, and work in C ${formatRatio(speedUp(native, nativeAlone))}.`,
  }),
});

export const moreThroughput = define({
  id: "m12",
  statement: "More threads get more done.",
  verdict: "false",
  look: "the core: it changes hands all the time and is never idle, and nothing ends sooner",
  runs: {
    one: on("interrupted-mathematician", "blocking"),
    eight: on("interrupted-mathematician", "threads"),
  },
  judge: ({ one, eight }) => {
    const { voluntary, involuntary } = eight.metrics.switches;
    return {
      cases: [
        {
          when: "eight proofs, one head",
          answer: answer(makespan(eight) < makespan(one)),
          figures: [took(one), took(eight), count("switches", voluntary + involuntary)],
        },
      ],
      sentence: `Eight threads took ${formatPercent(makespan(eight) / makespan(one) - 1)} longer than one: ${formatCount(involuntary)} interruptions, and no speed.`,
    };
  },
});

export const alwaysFastest = define({
  id: "m13",
  statement: "Multiprocessing is always fastest.",
  verdict: "false",
  look: "what stands before each task's first step: the start of its process",
  runs: {
    tinyOne: on("tiny-tasks", "blocking"),
    tiny: on("tiny-tasks", "multiprocessing"),
    waitsLoop: on("wasted-cores", "asyncio"),
    waits: on("wasted-cores", "multiprocessing"),
  },
  judge: ({ tinyOne, tiny, waitsLoop, waits }) => ({
    cases: [
      {
        when: "twenty tiny sums",
        answer: answer(makespan(tiny) < makespan(tinyOne)),
        figures: [took(tinyOne), took(tiny)],
      },
      {
        when: "eight waits",
        answer: answer(makespan(waits) < makespan(waitsLoop)),
        figures: [took(waitsLoop), took(waits)],
      },
    ],
    sentence:
      `Tiny sums took ${formatDuration(makespan(tiny))} in processes and ${formatDuration(makespan(tinyOne))} in one thread; ` +
      `waits ${formatDuration(makespan(waits))} against ${formatDuration(makespan(waitsLoop))} in an event loop.`,
  }),
});

export const sameThing = define({
  id: "m14",
  statement: "Concurrency is parallelism.",
  verdict: "false",
  look: "the finding that names the quadrant, at the end of each run",
  runs: { switching: on("one-core", "threads"), split: on("split-one-task", "threads") },
  judge: ({ switching, split }) => ({
    cases: [
      {
        when: "three tasks on one core",
        answer: answer(switching.metrics.concurrent === switching.metrics.parallel),
        figures: [count("tasks in progress", mostInProgress(switching)), cpu(switching, "CPU")],
      },
      {
        when: "one task split over four cores",
        answer: answer(split.metrics.concurrent === split.metrics.parallel),
        figures: [count("tasks in progress", mostInProgress(split)), cpu(split, "CPU")],
      },
    ],
    sentence:
      `${formatCount(mostInProgress(switching))} tasks were in progress on one core: concurrent, not parallel. ` +
      `Then ${formatCount(mostInProgress(split))} at a time on several cores: parallel, not concurrent.`,
  }),
});

export const ranInParallel = define({
  id: "m17",
  statement: "What a profiler draws as parallel bars ran in parallel.",
  verdict: "false",
  look: "the tasks' lanes from begin to end, and then the cores: one of them is busy",
  runs: { gil: on("four-sums", "threads-gil") },
  judge: ({ gil }) => ({
    cases: [
      {
        when: "four sums, one GIL",
        answer: answer(gil.metrics.parallel),
        figures: [count("bars at the same time", mostInProgress(gil)), cpu(gil, "CPU")],
      },
    ],
    sentence: `${formatCount(mostInProgress(gil))} tasks were begun and not ended at the same time, and ${formatPercent(gil.metrics.utilization)} of one core was in use: a bar is in progress, not running.`,
  }),
});

export const onlyIoByNature = define({
  id: "m20",
  statement: "By their nature threads help only with I/O.",
  verdict: "false",
  look: "four cores in colour at once",
  runs: {
    one: on("four-sums", "blocking"),
    free: on("four-sums", "threads"),
    gil: on("four-sums", "threads-gil"),
  },
  judge: ({ one, free, gil }) => ({
    cases: [
      {
        when: "four sums, no GIL",
        answer: answer(!isFaster(free, one)),
        figures: [took(one), took(free), took(gil)],
      },
    ],
    sentence: `Without a GIL four threads were ${formatRatio(speedUp(free, one))} as fast as one, with a GIL ${formatRatio(speedUp(gil, one))}: it is not the threads.`,
  }),
});

const TRIES = 20;

export const testPassed = define({
  id: "m21",
  statement: "The test passed, so the race is gone.",
  verdict: "false",
  look: "the read and the write of one update, and who ran between them",
  runs: {
    tests: seeds(TRIES, on("passing-test", "threads-gil")),
    looped: on("passing-test", "threads-gil", {
      "tasks[0].steps[0].repeat": "2000",
      "tasks[1].steps[0].repeat": "2000",
    }),
    locks: seeds(
      TRIES,
      on("two-locks-looping", "threads-gil", { "tasks[0].steps[0].repeat": "1", "tasks[1].steps[0].repeat": "1" }),
    ),
    lockedLoop: on("two-locks-looping", "threads-gil"),
  },
  judge: ({ tests, looped, locks, lockedLoop }) => {
    const passed = tests.filter((test) => lostIn(test) === 0).length;
    const went = locks.filter(({ metrics }) => metrics.outcome === "completed").length;
    const isStuck = lockedLoop.metrics.outcome === "deadlocked";
    return {
      cases: [
        {
          when: "an update without a lock",
          answer: answer(!(passed === TRIES && lostIn(looped) > 0)),
          figures: [
            share(`${formatCount(TRIES)} tests passed`, passed / TRIES),
            count("lost in a loop", lostIn(looped)),
          ],
        },
        {
          when: "two locks in two orders",
          answer: answer(!(went === TRIES && isStuck)),
          figures: [
            share(`${formatCount(TRIES)} tests passed`, went / TRIES),
            time("stuck in a loop after", makespan(lockedLoop)),
          ],
        },
      ],
      sentence:
        `${formatCount(passed)} of ${formatCount(TRIES)} tests passed, each with another seed; in a loop ${formatCount(lostIn(looped))} updates were lost. ` +
        `Two locks went well ${formatCount(went)} times in ${formatCount(TRIES)}; in a loop they ${isStuck ? "deadlocked" : "did not deadlock"} after ${formatDuration(makespan(lockedLoop))}.`,
    };
  },
});
