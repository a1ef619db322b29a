import { expect, test } from "vitest";
import { ms } from "../../src/base/time.ts";
import { type Contestant, compareText } from "../../src/exporters/text/compare.ts";
import { sampleMetrics } from "./sample-metrics.ts";

const finding = (sentence: string) => ({ id: "quadrant", sentence, seq: 0 });
const textOf = (contestants: readonly Contestant[]) =>
  compareText({ scenario: "Ten downloads", machine: { cores: 4 }, contestants }).join("\n");

test("models in the order asked for, with a verdict each and the first", () => {
  const text = textOf([
    {
      model: "blocking",
      metrics: sampleMetrics({ makespan: ms(412), utilization: 0.12, concurrent: false }),
      findings: [finding("Neither: one task at a time."), finding("Three cores were idle.")],
    },
    { model: "asyncio", metrics: sampleMetrics({ makespan: ms(58.2) }), findings: [finding("Concurrent.")] },
    {
      model: "multiprocessing",
      findings: [finding("Both.")],
      metrics: sampleMetrics({
        makespan: ms(1250),
        utilization: 3.9,
        parallel: true,
        switches: { voluntary: 12000, involuntary: 400, migrations: 0 },
        peakBytes: 3 * 2 ** 30,
      }),
    },
    { model: "gevent", refusal: "gevent cannot split a task." },
  ]);
  expect(`\n${text}\n`).toBe(`
Compare: Ten downloads, 4 cores

model            makespan  speed-up   CPU  switches  peak memory  concurrent  parallel  quadrant    outcome
blocking           412 ms      1.0x   12%        12     24.0 MiB  no          no        neither     completed
asyncio           58.2 ms      7.1x   98%        12     24.0 MiB  yes         no        concurrent  completed
multiprocessing    1.25 s     0.33x  390%    12 400      3.0 GiB  yes         yes       both        completed
gevent                  -         -     -         -            -  -           -         -           cannot run it

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
    { model: "threads", metrics: sampleMetrics({ outcome: "deadlocked", makespan: ms(3) }), findings: [] },
    { model: "asyncio", metrics: sampleMetrics({ makespan: ms(9) }), findings: [] },
  ]);
  expect(text).toContain("deadlocked");
  expect(text).not.toContain("First:");
  expect(text).not.toMatch(/\dx/);
});
