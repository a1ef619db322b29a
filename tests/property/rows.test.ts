/** Rows that are kept from frame to frame say what rows made anew would. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { whole } from "../../src/base/slices.ts";
import { atMost, plus, us, ZERO } from "../../src/base/time.ts";
import { PreparedRun } from "../../src/screen/frame/prepared.ts";
import { readingOf } from "../../src/screen/frame/reading.ts";
import { runtimes } from "../../src/simulation/runtimes/index.ts";
import { scenarioText } from "../../src/simulation/scenarios/index.ts";
import { simulate } from "../../src/simulation/simulate.ts";
import { loadScenario } from "../../src/simulation/workload/load.ts";
import { History } from "../../src/trace/history.ts";
import { frameAt } from "../support/drawing.ts";

const traces = (["three-friends", "two-locks", "cancelling", "message-passing"] as const).flatMap((scenario) =>
  runtimes.all.flatMap((runtime) => {
    try {
      return [simulate(loadScenario(scenarioText(scenario), "test"), runtime)];
    } catch {
      // A model may refuse a workload.
      return [];
    }
  }),
);

test("wherever one comes from, tasks and threads stand as in a frame of a run nobody has looked at", () => {
  const read = traces.map((trace) => ({ trace, reading: whole(readingOf(trace)) }));
  expect(read.length).toBeGreaterThan(8);
  // Mostly event by event: what no event of the step is about is what must have been kept rightly.
  const step = fc.oneof({ weight: 9, arbitrary: fc.integer({ min: -1, max: 2 }) }, fc.integer({ min: -90, max: 90 }));
  const start = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(
      fc.constantFrom(...read),
      start,
      fc.array(step, { minLength: 40, maxLength: 60 }),
      (each, share, steps) => {
        const { trace, reading } = each;
        const last = trace.log.length - 1;
        const run = new PreparedRun(trace, new History(trace), null, reading);
        const history = new History(trace);
        let seq = Math.floor(share * last);
        for (const [index, by] of steps.entries()) {
          seq = Math.max(-1, Math.min(last, seq + by));
          const next = seq < last ? trace.log.timeAt(seq + 1) : run.end;
          const time = atMost(next, plus(seq < 0 ? ZERO : trace.log.timeAt(seq), us(index % 4)));
          const options = { selectedTask: index % 5 === 0 ? 0 : null };
          const kept = frameAt(run, seq, options, time);
          const anew = frameAt(new PreparedRun(trace, history, null, reading), seq, options, time);
          expect(kept.tasks).toEqual(anew.tasks);
          expect(kept.threads).toEqual(anew.threads);
        }
      },
    ),
    { numRuns: 25, seed: 1 },
  );
});
