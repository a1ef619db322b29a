/** What is repeated about models: what they start, how far they scale, what they cost. */
import { formatCount, formatPercent, formatRatio } from "../../base/quantities.ts";
import { answer, define, type FinishedRun, on } from "../claim.ts";
import { count, ratio, share } from "../figures.ts";
import { isAlike, isFaster, lostIn, makespan, speedUp, threadsOf, took } from "../read.ts";

export const aThreadForEach = define({
  id: "2",
  statement: "asyncio is like threading: it starts a thread for each task.",
  verdict: "false",
  runs: { loop: on("ten-downloads", "asyncio"), threads: on("ten-downloads", "threads-gil") },
  judge: ({ loop, threads }) => {
    const tasks = loop.metrics.tasks.length;
    return {
      cases: [
        {
          when: "ten downloads",
          answer: answer(threadsOf(loop) >= tasks),
          figures: [
            count("tasks", tasks),
            count("asyncio's threads", threadsOf(loop)),
            count("threading's threads", threadsOf(threads)),
          ],
        },
      ],
      sentence:
        `${formatCount(tasks)} tasks, ${formatCount(threadsOf(loop))} thread: the event loop's, which takes up whichever ` +
        `can go on. With threading there were ${formatCount(threadsOf(threads))}, the main one included.`,
    };
  },
});

export const alwaysTwice = define({
  id: "4",
  statement: "Goroutines are always 100 % faster in parallel.",
  verdict: "false",
  universal: true,
  runs: {
    sumsOnOne: on("four-sums", "goroutines", { "machine.cores": "1" }),
    sums: on("four-sums", "goroutines"),
    singleOnOne: on("four-sums", "goroutines", { "machine.cores": "1", tasks: "1" }),
    single: on("four-sums", "goroutines", { tasks: "1" }),
    waitsOnOne: on("ten-downloads", "goroutines", { "machine.cores": "1" }),
    waits: on("ten-downloads", "goroutines"),
  },
  judge: ({ sumsOnOne, sums, singleOnOne, single, waitsOnOne, waits }) => {
    const test = (when: string, one: FinishedRun, four: FinishedRun) => ({
      when,
      answer: answer(speedUp(four, one) >= 1.9),
      figures: [took(one, "one core"), took(four, "four cores"), ratio("faster", speedUp(four, one))],
    });
    return {
      cases: [
        test("four sums", sumsOnOne, sums),
        test("a single sum", singleOnOne, single),
        test("ten downloads", waitsOnOne, waits),
      ],
      sentence:
        `Four cores made four sums ${formatRatio(speedUp(sums, sumsOnOne))} as fast, a single one ` +
        `${formatRatio(speedUp(single, singleOnOne))} and ten downloads ${formatRatio(speedUp(waits, waitsOnOne))}: ` +
        "it is bounded by the cores and by the work.",
    };
  },
});

export const slowerWithGil = define({
  id: "10",
  statement: "Threads with a GIL are slower than threads without one.",
  verdict: "depends",
  runs: {
    sumsFree: on("four-sums", "threads"),
    sums: on("four-sums", "threads-gil"),
    waitsFree: on("two-awaits", "threads"),
    waits: on("two-awaits", "threads-gil"),
  },
  judge: ({ sumsFree, sums, waitsFree, waits }) => ({
    cases: [
      {
        when: "computing on four cores",
        answer: answer(isFaster(sumsFree, sums)),
        figures: [took(sumsFree), took(sums)],
      },
      {
        when: "waiting for answers",
        answer: answer(isFaster(waitsFree, waits)),
        figures: [took(waitsFree), took(waits)],
      },
    ],
    sentence:
      `Where they compute on several cores, yes: ${formatRatio(makespan(sums) / makespan(sumsFree))} the time. ` +
      `Where they only wait it is ${isAlike(waits, waitsFree) ? "the same" : "not the same"}: nobody holds a GIL while waiting.`,
  }),
});

/** Tasks finished in a second of simulated time. */
const throughput = (run: FinishedRun): number => (run.metrics.tasks.length * 1e9) / makespan(run);

export const moreThreadsMoreThroughput = define({
  id: "14",
  statement: "More threads, more throughput.",
  verdict: "depends",
  runs: {
    sums1: on("four-sums", "threads", { tasks: "1" }),
    sums4: on("four-sums", "threads"),
    sums16: on("four-sums", "threads", { tasks: "16" }),
    waits2: on("ten-downloads", "thread-pool", { "python.maxWorkers": "2" }),
    waits10: on("ten-downloads", "thread-pool", { "python.maxWorkers": "10" }),
    waits20: on("ten-downloads", "thread-pool", { "python.maxWorkers": "20" }),
  },
  judge: ({ sums1, sums4, sums16, waits2, waits10, waits20 }) => {
    const test = (when: string, few: FinishedRun, many: FinishedRun, labels: readonly [string, string]) => ({
      when,
      answer: answer(throughput(many) > 1.1 * throughput(few)),
      figures: [few, many].map((run, index) => count(`tasks a second, ${labels[index]}`, throughput(run))),
    });
    return {
      cases: [
        test("sums: up to the four cores", sums1, sums4, ["1 thread", "4 threads"]),
        test("sums: beyond them", sums4, sums16, ["4 threads", "16 threads"]),
        test("ten downloads: up to the waits", waits2, waits10, ["2 threads", "10 threads"]),
        test("ten downloads: beyond them", waits10, waits20, ["10 threads", "20 threads"]),
      ],
      sentence:
        `Up to the number of cores, or of waits to overlap, yes: ${formatRatio(throughput(sums4) / throughput(sums1))} and ` +
        `${formatRatio(throughput(waits10) / throughput(waits2))}. Beyond that ${formatRatio(throughput(sums16) / throughput(sums4))} and ` +
        `${formatRatio(throughput(waits20) / throughput(waits10))}: only switches are added.`,
    };
  },
});

export const noGilIsFree = define({
  id: "17",
  statement: "Removing the GIL costs nothing.",
  verdict: "false",
  runs: {
    gil: on("four-sums", "threads-gil", { tasks: "1" }),
    free: on("four-sums", "free-threaded", { tasks: "1" }),
    race: on("lost-update", "free-threaded"),
  },
  judge: ({ gil, free, race }) => {
    const overhead = makespan(free) / makespan(gil) - 1;
    return {
      cases: [
        {
          when: "a single thread",
          answer: answer(overhead < 0.01),
          figures: [took(gil), took(free), share("slower by", overhead)],
        },
        {
          when: "two threads without a lock",
          answer: answer(lostIn(race) === 0),
          figures: [count("updates lost", lostIn(race))],
        },
      ],
      sentence:
        `A single thread is ${formatPercent(overhead)} slower on ${free.trace.header.python?.version ?? "such"} without a GIL, ` +
        `and a program that needs locks needs them now: ${formatCount(lostIn(race))} updates were lost.`,
    };
  },
});
