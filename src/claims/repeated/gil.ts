/** What is repeated about the GIL: what it keeps safe, and when it changes hands. */
import { formatCount, formatPercent } from "../../base/quantities.ts";
import { formatDuration } from "../../base/time.ts";
import { answer, define, on } from "../claim.ts";
import { count, share, time } from "../figures.ts";
import { intervalOf, intervalText, longestGilWait, lostIn, makespan, took } from "../read.ts";

export const safeWithGil = define({
  id: "11",
  statement: "With the GIL, x = x + 1 is safe.",
  verdict: "depends",
  runs: {
    old: on("plain-increment", "threads-gil"),
    recent: on("plain-increment", "threads-gil", { "python.version": "3.12" }),
    called: on("lost-update", "threads-gil"),
  },
  judge: ({ old, recent, called }) => {
    const test = (when: string, lost: number) => ({
      when,
      answer: answer(lost === 0),
      figures: [count("updates lost", lost)],
    });
    return {
      cases: [
        test("x += 1 on 3.9", lostIn(old)),
        test("x += 1 on 3.12", lostIn(recent)),
        test("x = x + f() on 3.12", lostIn(called)),
      ],
      sentence:
        `3.9 lost ${formatCount(lostIn(old))} updates, 3.12 lost ${formatCount(lostIn(recent))}, because it looks whether to let ` +
        `go only at calls and backward jumps; with a call in between it lost ${formatCount(lostIn(called))}. No version promises it.`,
    };
  },
});

export const safeIsNoDeadlock = define({
  id: "12",
  statement: "Thread-safe means free of deadlock.",
  verdict: "false",
  runs: { lost: on("lost-update", "threads-gil") },
  judge: ({ lost }) => {
    const isFree = lost.metrics.outcome === "completed";
    return {
      cases: [
        {
          when: "no lock, so no deadlock",
          answer: answer(!(isFree && lostIn(lost) > 0)),
          figures: [count("updates lost", lostIn(lost)), took(lost)],
        },
      ],
      sentence:
        `There was no lock and ${isFree ? "no" : "a"} deadlock, the run completed in ${formatDuration(makespan(lost))}, ` +
        `and ${formatCount(lostIn(lost))} updates were lost.`,
    };
  },
});

export const smallerIsFree = define({
  id: "15",
  statement: "A smaller switch interval makes Python more responsive at no cost.",
  verdict: "false",
  runs: {
    usual: on("small-interval", "threads-gil", { tasks: "4", "python.switchInterval": "5ms" }),
    small: on("small-interval", "threads-gil", { tasks: "4" }),
  },
  judge: ({ usual, small }) => {
    const cost = makespan(small) / makespan(usual) - 1;
    const handoffs = small.metrics.gils[0]?.handoffs ?? 0;
    return {
      cases: [
        {
          when: "four sums, two cores",
          answer: answer(cost < 0.01),
          figures: [
            took(usual, intervalText(usual)),
            took(small, intervalText(small)),
            share("slower by", cost),
            count("hand-overs", handoffs),
          ],
        },
      ],
      sentence: `With an ${intervalText(small)} there are ${formatCount(handoffs)} hand-overs, and the same work takes ${formatPercent(cost)} longer.`,
    };
  },
});

/** A wait this much longer than the interval was not the interval's. */
const LATE = 1.2;

export const afterFiveMilliseconds = define({
  id: "16",
  statement: "Who waits for the GIL gets it after 5 ms.",
  verdict: "false",
  runs: { three: on("unfair-handover", "threads-gil"), oneCore: on("one-core", "threads-gil") },
  judge: ({ three, oneCore }) => {
    const interval = intervalOf(three);
    const [many, single] = [longestGilWait(three), longestGilWait(oneCore)];
    return {
      cases: [
        {
          when: "three threads, four cores",
          answer: answer(many <= LATE * interval),
          figures: [time("interval", interval), time("longest wait", many)],
        },
        {
          when: "three threads, one core",
          answer: answer(single <= LATE * interval),
          figures: [time("interval", interval), time("longest wait", single)],
        },
      ],
      sentence:
        `After ${formatDuration(interval)} it may ask; who gets it is another matter. One waited ${formatDuration(many)}, ` +
        `and ${formatDuration(single)} on a single core, where the scheduler has its own say.`,
    };
  },
});
