/** What is believed of event loops, green threads, goroutines and subinterpreters. */
import { formatCount, formatRatio } from "../../base/quantities.ts";
import { formatDuration } from "../../base/time.ts";
import { answer, define, on } from "../claim.ts";
import { count, time } from "../figures.ts";
import { cpu, endOf, isFaster, makespan, startOf, threadsOf, took } from "../read.ts";

export const asyncIsParallel = define({
  id: "m8",
  statement: "Async code runs in parallel.",
  verdict: "false",
  look: "the cores: one is in use, the other three never",
  runs: { one: on("four-sums", "blocking"), loop: on("four-sums", "asyncio") },
  judge: ({ one, loop }) => ({
    cases: [
      {
        when: "four sums, four cores",
        answer: answer(loop.metrics.parallel || isFaster(loop, one)),
        figures: [took(one), took(loop), cpu(loop, "CPU")],
      },
    ],
    sentence: `Four async tasks took ${formatDuration(makespan(loop))}, one after the other ${formatDuration(makespan(one))}: there is one thread, and a task that computes does not await.`,
  }),
});

export const bothAtOnce = define({
  id: "m9",
  statement: "Two awaits, one under the other, run at the same time.",
  verdict: "false",
  look: "the waits of the one that asks in a row, and those of the one that gathers",
  runs: { awaits: on("two-awaits", "asyncio") },
  judge: ({ awaits }) => {
    const [inARow, together] = [endOf(awaits, "In a row"), endOf(awaits, "Together")];
    return {
      cases: [
        {
          when: "two answers of 30 ms",
          answer: answer(inARow < 1.5 * together),
          figures: [time("await, await", inARow), time("await gather", together)],
        },
      ],
      sentence: `In a row they took ${formatDuration(inARow)}, gathered ${formatDuration(together)}: an await waits, and only then comes the next line.`,
    };
  },
});

export const sleepIsFine = define({
  id: "m10",
  statement: "A blocking call such as time.sleep is fine in an async def.",
  verdict: "false",
  look: "the heartbeat while the report is in its call",
  runs: { blocking: on("blocking-in-asyncio", "asyncio"), offloaded: on("to-thread", "asyncio") },
  judge: ({ blocking, offloaded }) => {
    const [late, usual] = [endOf(blocking, "Download"), endOf(offloaded, "Download")];
    return {
      cases: [
        {
          when: "a call that blocks for 60 ms",
          answer: answer(!blocking.findings.some(({ id }) => id === "blocked-loop") || late <= usual),
          figures: [
            time("download ends", late),
            time("download ends, to_thread", usual),
            time("heartbeat ends", endOf(blocking, "Heartbeat")),
            time("heartbeat ends, to_thread", endOf(offloaded, "Heartbeat")),
          ],
        },
      ],
      sentence: `A download that has nothing to do with it ended at ${formatDuration(late)} instead of ${formatDuration(usual)}: the loop's one thread was in the call.`,
    };
  },
});

export const callingRuns = define({
  id: "m11",
  statement: "Calling a coroutine, or making a task of it, runs it.",
  verdict: "false",
  look: "the second task's first step, and what the first one does at that time",
  runs: { loop: on("created-not-started", "asyncio"), threads: on("created-not-started", "threads-gil") },
  judge: ({ loop, threads }) => {
    const [begun, withThreads] = [startOf(loop, "Bob"), startOf(threads, "Bob")];
    return {
      cases: [
        {
          when: "a task made at 0 ms",
          answer: answer(begun < 1e6),
          figures: [time("begins, asyncio", begun), time("begins, threads + GIL", withThreads)],
        },
      ],
      sentence: `It was there from the beginning and began at ${formatDuration(begun)}, when the other task awaited for the first time; a thread began at ${formatDuration(withThreads)}.`,
    };
  },
});

export const greenletsPreempt = define({
  id: "m15",
  statement: "Greenlets pre-empt each other, so one cannot hold up the rest.",
  verdict: "false",
  look: "the second task's first step: nobody takes the hub from a greenlet that computes",
  runs: { green: on("created-not-started", "gevent"), threads: on("created-not-started", "threads-gil") },
  judge: ({ green, threads }) => {
    const [begun, withThreads] = [startOf(green, "Bob"), startOf(threads, "Bob")];
    return {
      cases: [
        {
          when: "one that computes for 20 ms",
          answer: answer(begun <= withThreads),
          figures: [time("the other begins, gevent", begun), time("threads + GIL", withThreads)],
        },
      ],
      sentence: `The other one began at ${formatDuration(begun)}, when the first had to wait; threads are pre-empted, and it began at ${formatDuration(withThreads)}.`,
    };
  },
});

export const goroutinesAreThreads = define({
  id: "m18",
  statement: "Goroutines are threads.",
  verdict: "false",
  look: "the number of threads, and how many goroutines each of them takes up",
  runs: {
    go: on("ten-thousand-connections", "goroutines", { tasks: "1000" }),
    threads: on("ten-thousand-connections", "threads", { tasks: "1000" }),
  },
  judge: ({ go, threads }) => {
    const tasks = go.metrics.tasks.length;
    return {
      cases: [
        {
          when: "a thousand connections",
          answer: answer(threadsOf(go) >= tasks),
          figures: [
            count("goroutines", tasks),
            count("threads under them", threadsOf(go)),
            count("threads, one each", threadsOf(threads)),
          ],
        },
      ],
      sentence: `${formatCount(tasks)} goroutines ran on ${formatCount(threadsOf(go))} threads, which take them up in turn; the memory was ${formatRatio(go.trace.peakBytes / threads.trace.peakBytes)} that of a thread each.`,
    };
  },
});

export const interpretersShare = define({
  id: "m19",
  statement: "Subinterpreters share their objects: they are in one process, after all.",
  verdict: "false",
  look: "the till: each interpreter has one of its own",
  runs: { interpreters: on("shared-memory", "subinterpreters"), threads: on("shared-memory", "threads-gil") },
  judge: ({ interpreters, threads }) => {
    const own = interpreters.metrics.variables[0]?.values ?? [];
    const [shared = 0] = threads.metrics.variables[0]?.values ?? [];
    return {
      cases: [
        {
          when: "two cashiers, one till",
          answer: answer(own.length < 2 && own[0] === shared),
          figures: [
            count("threads: in the till", shared),
            ...own.map((value, index) => count(`interpreter ${index + 1}: in its till`, value)),
          ],
        },
      ],
      sentence: `Threads counted to ${formatCount(shared)} together; each interpreter counted in a module of its own and came to ${own.map(formatCount).join(" and ")}.`,
    };
  },
});
