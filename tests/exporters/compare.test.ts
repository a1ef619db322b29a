import { expect, test } from "vitest";
import { ms } from "../../src/base/time.ts";
import { type Contestant, compareText } from "../../src/exporters/text/compare.ts";
import { sampleMetrics } from "./sample-metrics.ts";

const finding = (sentence: string) => ({ id: "quadrant", sentence, seq: 0 });
const textOf = (contestants: readonly Contestant[], columns = 100) =>
  compareText({ scenario: "Ten downloads", machine: { cores: 4 }, contestants }, { columns, unicode: true }).join("\n");
/** One that came to its end after so many milliseconds. */
const runner = (model: string, makespan: number, python = true): Contestant => ({
  model,
  python,
  metrics: sampleMetrics({ makespan: ms(makespan) }),
  findings: [],
});

test("models in the order asked for, with a verdict each and the first", () => {
  const text = textOf([
    {
      model: "blocking",
      python: true,
      metrics: sampleMetrics({ makespan: ms(412), utilization: 0.12, concurrent: false }),
      findings: [finding("Neither: one task at a time."), finding("Three cores were idle.")],
    },
    {
      model: "asyncio",
      python: true,
      metrics: sampleMetrics({ makespan: ms(58.2) }),
      findings: [finding("Concurrent.")],
    },
    {
      model: "multiprocessing",
      python: true,
      findings: [finding("Both.")],
      metrics: sampleMetrics({
        makespan: ms(1250),
        utilization: 3.9,
        parallel: true,
        switches: { voluntary: 12000, involuntary: 400, migrations: 0 },
        peakBytes: 3 * 2 ** 30,
      }),
    },
    { model: "gevent", python: true, refusal: "gevent cannot split a task." },
  ]);
  expect(`\n${text}\n`).toBe(`
Compare: Ten downloads, 4 cores

model            makespan  speed-up   CPU  switches    memory  quadrant    outcome
blocking           412 ms      1.0x   12%        12  24.0 MiB  neither     completed
asyncio           58.2 ms      7.1x   98%        12  24.0 MiB  concurrent  completed
multiprocessing    1.25 s     0.33x  390%    12 400   3.0 GiB  both        completed
gevent                  -         -     -         -         -  -           cannot run it

blocking         Neither: one task at a time.
                 Three cores were idle.
asyncio          Concurrent.
multiprocessing  Both.
gevent           Cannot run this: gevent cannot split a task.

First: asyncio, in 58.2 ms, 7.1x as fast as blocking.
`);
});

test("a run that was not completed has no speed-up and is never first", () => {
  const text = textOf([
    {
      model: "threads",
      python: false,
      metrics: sampleMetrics({ outcome: "deadlocked", makespan: ms(3) }),
      findings: [],
    },
    runner("asyncio", 9),
  ]);
  expect(text).toContain("deadlocked");
  expect(text).toMatch(/\nOnly asyncio comes to an end, in 9 ms\.$/);
  expect(text).not.toContain("First:");
  expect(text).not.toMatch(/\dx/);
});

test("where the first is no Python, the first Python is told too", () => {
  const text = textOf([runner("blocking", 100), runner("threads", 25, false), runner("multiprocessing", 40)]);
  expect(text).toMatch(
    /\nFirst: threads, in 25 ms, 4\.0x as fast as blocking\.\nFirst in Python: multiprocessing, in 40 ms, /,
  );
  expect(textOf([runner("threads", 25, false), runner("asyncio", 25)])).not.toContain("in Python");
});

test("a narrow page has fewer columns", () => {
  const headings = (columns: number) =>
    textOf([runner("multiprocessing", 123), runner("blocking", 456)], columns).split("\n")[2];
  expect(headings(100)).toMatch(/ CPU +switches +memory +quadrant /);
  expect(headings(80)).toMatch(/ CPU +switches +quadrant /);
  expect(headings(66)).toMatch(/ CPU +quadrant /);
  expect(headings(40)).toBe(headings(66));
});

test("sentences are folded to the page's width", () => {
  const long = finding(`Concurrent, not parallel: ${"up to three tasks in progress, ".repeat(5)}on one core.`);
  const lines = textOf(
    [{ model: "asyncio", python: true, metrics: sampleMetrics(), findings: [long] }, runner("blocking", 70)],
    80,
  ).split("\n");
  expect(lines.filter((line) => line.length > 80)).toEqual([]);
  expect(lines.join("\n")).toMatch(/\nasyncio {3}Concurrent, .*\n {10}\w/);
});
