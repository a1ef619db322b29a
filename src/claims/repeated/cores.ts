/** What is repeated about cores, processes and who may use them. */
import { formatCount, formatPercent, formatRatio } from "../../base/quantities.ts";
import { formatDuration } from "../../base/time.ts";
import { answer, define, on } from "../claim.ts";
import { count, ratio, share } from "../figures.ts";
import { cpu, isAlike, isFaster, makespan, speedUp, threadsOf, took } from "../read.ts";

export const alwaysProcesses = define({
  id: "1",
  statement: "For CPU-bound tasks multiprocessing is always faster than multithreading.",
  verdict: "mostly",
  runs: {
    longGil: on("four-sums", "threads-gil"),
    long: on("four-sums", "multiprocessing"),
    tinyGil: on("tiny-tasks", "threads-gil"),
    tiny: on("tiny-tasks", "multiprocessing"),
    nativeGil: on("c-code", "threads-gil", { "tasks[0].steps": "[{native: 45ms}]" }),
    native: on("c-code", "multiprocessing", { "tasks[0].steps": "[{native: 45ms}]" }),
    elsewhere: on("four-sums", "threads"),
  },
  judge: ({ longGil, long, tinyGil, tiny, nativeGil, native, elsewhere }) => ({
    cases: [
      {
        when: "four sums of 50 ms in Python",
        answer: answer(isFaster(long, longGil)),
        figures: [took(longGil), took(long)],
      },
      {
        when: "twenty sums of half a millisecond",
        answer: answer(isFaster(tiny, tinyGil)),
        figures: [took(tinyGil), took(tiny)],
      },
      {
        when: "C code that releases the GIL",
        answer: answer(isFaster(native, nativeGil)),
        figures: [took(nativeGil), took(native)],
      },
      {
        when: "a language without a GIL",
        answer: answer(isFaster(long, elsewhere)),
        figures: [took(elsewhere), took(long)],
      },
    ],
    sentence:
      `For long sums in Python it is ${formatRatio(speedUp(long, longGil))} as fast; for tiny ones ` +
      `${formatRatio(speedUp(tiny, tinyGil))}, because starting a process takes longer than the sum. ` +
      "Where nothing holds a GIL, threads do the same without processes.",
  }),
});

export const onlyForIo = define({
  id: "3",
  statement: "Threads are good only for I/O, because CPUs cannot run threads of one process at once.",
  verdict: "false",
  runs: {
    free: on("four-sums", "threads"),
    native: on("c-code", "threads-gil"),
    gil: on("four-sums", "threads-gil"),
  },
  judge: ({ free, native, gil }) => ({
    cases: [
      {
        when: "threads without a GIL",
        answer: answer(!free.metrics.parallel),
        figures: [took(free), cpu(free, "CPU")],
      },
      {
        when: "threads of a Python, in C code",
        answer: answer(!native.metrics.parallel),
        figures: [took(native), cpu(native, "CPU")],
      },
    ],
    sentence:
      `Four threads of one process kept ${formatPercent(free.metrics.utilization)} of a core busy. With a GIL the same four ` +
      `came to ${formatPercent(gil.metrics.utilization)}: the cores can, the GIL does not let them run Python.`,
  }),
});

export const onlyOneThread = define({
  id: "5",
  statement: "Only one thread can execute Python code at once.",
  verdict: "depends",
  runs: {
    gil: on("four-sums", "threads-gil"),
    interpreters: on("four-sums", "subinterpreters"),
    free: on("four-sums", "free-threaded"),
  },
  judge: ({ gil, interpreters, free }) => ({
    cases: [
      {
        when: "one interpreter with a GIL",
        answer: answer(!gil.metrics.parallel),
        figures: [took(gil), cpu(gil, "CPU")],
      },
      {
        when: "subinterpreters, a GIL each",
        answer: answer(!interpreters.metrics.parallel),
        figures: [took(interpreters), cpu(interpreters, "CPU")],
      },
      {
        when: "a free-threaded build",
        answer: answer(!free.metrics.parallel),
        figures: [took(free), cpu(free, "CPU")],
      },
    ],
    sentence:
      "It is true of each interpreter that has a GIL. " +
      `Four interpreters in one process ran Python on several cores at once (${formatPercent(interpreters.metrics.utilization)} CPU), ` +
      `and so did a build without a GIL (${formatPercent(free.metrics.utilization)}).`,
  }),
});

export const acrossProcesses = define({
  id: "6",
  statement: "In Python only one thread runs at a time, even across processes.",
  verdict: "false",
  runs: { processes: on("four-sums", "multiprocessing") },
  judge: ({ processes }) => ({
    cases: [
      {
        when: "four sums, a process each",
        answer: answer(!processes.metrics.parallel),
        figures: [took(processes), count("GILs", processes.metrics.gils.length), cpu(processes, "CPU")],
      },
    ],
    sentence:
      `Each process has a GIL of its own. There were ${formatCount(processes.metrics.gils.length)} of them, ` +
      `and Python ran on several cores at once: ${formatPercent(processes.metrics.utilization)} CPU.`,
  }),
});

export const neverImproves = define({
  id: "7",
  statement: "Multithreading never improves CPU-bound Python.",
  verdict: "depends",
  runs: {
    alone: on("four-sums", "blocking"),
    gil: on("four-sums", "threads-gil"),
    nativeAlone: on("c-code", "blocking"),
    native: on("c-code", "threads-gil"),
  },
  judge: ({ alone, gil, nativeAlone, native }) => ({
    cases: [
      { when: "all of it Python code", answer: answer(!isFaster(gil, alone)), figures: [took(alone), took(gil)] },
      {
        when: "mostly C code that releases the GIL",
        answer: answer(!isFaster(native, nativeAlone)),
        figures: [took(nativeAlone), took(native)],
      },
    ],
    sentence:
      `Four threads were ${formatRatio(speedUp(gil, alone))} as fast as one where all of it was Python, ` +
      `and ${formatRatio(speedUp(native, nativeAlone))} as fast where most of the time went into C code that releases the GIL.`,
  }),
});

/** What the machinery itself computes beside the tasks: less than a twentieth of a core. */
const ONE_CORE = 1.05;

export const atMostOneCore = define({
  id: "8",
  statement: "A single Python process cannot exceed 100 % CPU.",
  verdict: "depends",
  runs: { python: on("four-sums", "threads-gil"), native: on("c-code", "threads-gil") },
  judge: ({ python, native }) => ({
    cases: [
      {
        when: "four threads of Python code",
        answer: answer(python.metrics.utilization < ONE_CORE),
        figures: [cpu(python, "CPU"), count("threads", threadsOf(python) - 1)],
      },
      {
        when: "four threads, mostly in C code",
        answer: answer(native.metrics.utilization < ONE_CORE),
        figures: [cpu(native, "CPU"), count("threads", threadsOf(native) - 1)],
      },
    ],
    sentence:
      `Python code under a GIL came to ${formatPercent(python.metrics.utilization)}, however many threads and cores; ` +
      `native code that releases it came to ${formatPercent(native.metrics.utilization)}.`,
  }),
});

export const theWrongWayRound = define({
  id: "9",
  statement: "Multiprocessing suits I/O-bound work, multithreading suits CPU-bound work.",
  verdict: "backwards",
  runs: {
    waitThreads: on("ten-thousand-connections", "threads-gil", { tasks: "300" }),
    waitProcesses: on("ten-thousand-connections", "multiprocessing", { tasks: "300" }),
    sumThreads: on("four-sums", "threads-gil"),
    sumProcesses: on("four-sums", "multiprocessing"),
  },
  judge: ({ waitThreads, waitProcesses, sumThreads, sumProcesses }) => {
    const memory = waitProcesses.trace.peakBytes / waitThreads.trace.peakBytes;
    const noGain = !isFaster(waitProcesses, waitThreads) && memory > 1;
    return {
      cases: [
        {
          when: "work that waits: 300 connections",
          answer: noGain ? "opposite" : "yes",
          figures: [took(waitThreads), took(waitProcesses), ratio("its memory", memory)],
        },
        {
          when: "work that computes: four sums",
          answer: isFaster(sumProcesses, sumThreads) ? "opposite" : isAlike(sumProcesses, sumThreads) ? "no" : "yes",
          figures: [took(sumThreads), took(sumProcesses)],
        },
      ],
      sentence:
        `For 300 connections that wait, processes took ${formatDuration(makespan(waitProcesses))} instead of ` +
        `${formatDuration(makespan(waitThreads))}, and ${formatRatio(memory)} the memory; for four sums they were ` +
        `${formatRatio(speedUp(sumProcesses, sumThreads))} as fast as threads with a GIL.`,
    };
  },
});

export const atOnceOnOneCore = define({
  id: "13",
  statement: "Two threads truly run at once on a hyper-threaded core.",
  verdict: "true",
  runs: {
    two: on("hyper-threading", "threads"),
    turns: on("hyper-threading", "threads", { "machine.threadsPerCore": "1" }),
  },
  judge: ({ two, turns }) => {
    // What a thread got done in the time both were there, over what it gets done alone.
    const speed = makespan(turns) / 2 / makespan(two);
    return {
      cases: [
        {
          when: "one core, two hardware threads",
          answer: answer(two.metrics.parallel && isFaster(two, turns)),
          figures: [took(turns, "without, in turns"), took(two, "with"), share("speed of each", speed)],
        },
      ],
      sentence:
        `They do, and share the core: each at ${formatPercent(speed)} of the speed, both together ` +
        `${formatRatio(speedUp(two, turns))} as fast as one after the other.`,
    };
  },
});
