/** What is believed of the GIL. */
import { formatCount, formatPercent, formatRatio } from "../../base/quantities.ts";
import { formatDuration, type Ns, ZERO } from "../../base/time.ts";
import { percentile } from "../../trace/metrics.ts";
import { answer, define, type FinishedRun, on } from "../claim.ts";
import { count, share, time } from "../figures.ts";
import { backAndForth, gilWaits, intervalOf, intervalText, isFaster, lostIn, makespan, took } from "../read.ts";

const runLength = (run: FinishedRun): Ns => run.metrics.gils[0]?.runs?.p50 ?? ZERO;

export const plusIsSafe = define({
  id: "m3",
  statement: "x += 1 is safe, the GIL sees to that.",
  verdict: "false",
  universal: true,
  look: "who runs between the read and the write of one update",
  runs: {
    old: on("plain-increment", "threads-gil"),
    called: on("lost-update", "threads-gil"),
  },
  judge: ({ old, called }) => ({
    cases: [
      { when: "x += 1 on 3.9", answer: answer(lostIn(old) === 0), figures: [count("updates lost", lostIn(old))] },
      {
        when: "x += f() on 3.12",
        answer: answer(lostIn(called) === 0),
        figures: [count("updates lost", lostIn(called))],
      },
    ],
    sentence: `${formatCount(lostIn(old))} updates were lost on 3.9, and ${formatCount(lostIn(called))} on 3.12 with a call between read and write. The GIL guards the interpreter, not your variables.`,
  }),
});

export const hundredBytecodes = define({
  id: "m4",
  statement: "Python switches threads every 100 bytecodes.",
  verdict: "false",
  look: "how long each of the two keeps the GIL, and what the switch interval does to it",
  runs: {
    usual: on("four-sums", "threads-gil", { tasks: "2" }),
    shorter: on("four-sums", "threads-gil", { tasks: "2", "python.switchInterval": "1ms" }),
  },
  judge: ({ usual, shorter }) => ({
    cases: [
      {
        when: "two sums, since 3.2",
        answer: answer(runLength(shorter) > 0.9 * runLength(usual)),
        figures: [
          time(`GIL kept, ${intervalText(usual)}`, runLength(usual)),
          time(`GIL kept, ${intervalText(shorter)}`, runLength(shorter)),
        ],
      },
    ],
    sentence: `Since 3.2 it is a matter of time: a thread kept the GIL for ${formatDuration(runLength(usual))}, and for ${formatDuration(runLength(shorter))} with a shorter switch interval. Python 2 counted bytecodes.`,
  }),
});

export const isFair = define({
  id: "m5",
  statement: "The GIL is fair: everybody has a turn, one after the other.",
  verdict: "false",
  look: "the GIL's lane: two of the three pass it to and fro",
  runs: { three: on("unfair-handover", "threads-gil") },
  judge: ({ three }) => {
    const back = backAndForth(three);
    const waits = three.metrics.tasks.map(({ waiting }) => waiting.gil);
    const [least, most] = [Math.min(...waits) as Ns, Math.max(...waits) as Ns];
    return {
      cases: [
        {
          when: "three threads that compute",
          answer: answer(back < 0.1),
          figures: [share("went back to the one before", back), time("least waited in all", least), time("most", most)],
        },
      ],
      sentence: `In turn it would never go straight back to the one that had it before; it did in ${formatPercent(back)} of the hand-overs. There is no queue: whoever is awake takes it.`,
    };
  },
});

export const inQuickly = define({
  id: "m6",
  statement: "A thread that only does I/O gets the GIL quickly when it comes back.",
  verdict: "false",
  look: "the sleeper: 1 ms asleep, and then how long it queues",
  runs: { convoy: on("convoy", "threads-gil") },
  judge: ({ convoy }) => {
    const interval = intervalOf(convoy);
    const waits = gilWaits(convoy, "Sleeper");
    const each = percentile(
      [...waits].sort((a, b) => a - b),
      0.5,
    ) as Ns;
    return {
      cases: [
        {
          when: "one that computes, one that sleeps",
          answer: answer(each < interval / 2),
          figures: [
            time("switch interval", interval),
            time("wait for the GIL, median", each),
            count("such waits", waits.length),
          ],
        },
      ],
      sentence: `Of its ${formatCount(waits.length)} waits for the GIL half were longer than ${formatDuration(each)}, ${formatRatio(each / interval)} the switch interval; nothing gives it precedence.`,
    };
  },
});

export const smallerIsBetter = define({
  id: "m7",
  statement: "A smaller switch interval is better.",
  verdict: "false",
  look: "the GIL's lane: what is not in colour is hand-over",
  runs: {
    usual: on("small-interval", "threads-gil", { tasks: "4", "python.switchInterval": "5ms" }),
    small: on("small-interval", "threads-gil", { tasks: "4" }),
  },
  judge: ({ usual, small }) => ({
    cases: [
      {
        when: "four sums, two cores",
        answer: answer(makespan(small) < makespan(usual)),
        figures: [took(usual, intervalText(usual)), took(small, intervalText(small))],
      },
    ],
    sentence: `The same work took ${formatDuration(makespan(small))} instead of ${formatDuration(makespan(usual))}: each hand-over takes its time, however small the interval.`,
  }),
});

export const freeOfCharge = define({
  id: "m16",
  statement: "Without the GIL Python is simply faster.",
  verdict: "false",
  universal: true,
  look: "a single task: the same steps, longer",
  runs: {
    gilOne: on("four-sums", "threads-gil", { tasks: "1" }),
    freeOne: on("four-sums", "free-threaded", { tasks: "1" }),
    gil: on("four-sums", "threads-gil"),
    free: on("four-sums", "free-threaded"),
  },
  judge: ({ gilOne, freeOne, gil, free }) => ({
    cases: [
      { when: "one sum", answer: answer(makespan(freeOne) < makespan(gilOne)), figures: [took(gilOne), took(freeOne)] },
      { when: "four sums", answer: answer(isFaster(free, gil)), figures: [took(gil), took(free)] },
    ],
    sentence: `Four sums on four cores are faster, one alone is slower: ${formatDuration(makespan(freeOne))} instead of ${formatDuration(makespan(gilOne))}.`,
  }),
});
