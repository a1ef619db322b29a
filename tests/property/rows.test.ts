/** Rows that are kept from frame to frame say what rows made anew would. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { PreparedRun } from "../../src/screen/frame/prepared.ts";
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
  expect(traces.length).toBeGreaterThan(8);
  fc.assert(
    fc.property(
      fc.constantFrom(...traces),
      fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(2_000_000)), {
        minLength: 2,
        maxLength: 12,
      }),
      (trace, places) => {
        const run = new PreparedRun(trace);
        for (const [share, later] of places) {
          const seq = Math.floor(share * trace.log.length) - 1;
          const next = seq + 1 < trace.log.length ? trace.log.timeAt(seq + 1) : run.end;
          const time = Math.min(next, (seq < 0 ? 0 : trace.log.timeAt(seq)) + later) as typeof next;
          const options = { selectedTask: later % 3 === 0 ? 0 : null };
          const kept = frameAt(run, seq, options, time);
          const anew = frameAt(new PreparedRun(trace, new History(trace)), seq, options, time);
          expect(kept.tasks).toEqual(anew.tasks);
          expect(kept.tasks.map(({ step, wait }) => ({ step, wait }))).toEqual(
            anew.tasks.map(({ step, wait }) => ({ step, wait })),
          );
          expect(kept.threads).toEqual(anew.threads);
        }
      },
    ),
    { numRuns: 60, seed: 1 },
  );
});
