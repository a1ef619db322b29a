/** A history, however one moves in it, shows the same worlds as folding from the beginning. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { InvariantError } from "../../src/base/errors.ts";
import { runtimes } from "../../src/simulation/runtimes/index.ts";
import { scenarioText } from "../../src/simulation/scenarios/index.ts";
import { simulate } from "../../src/simulation/simulate.ts";
import { loadScenario } from "../../src/simulation/workload/load.ts";
import { apply } from "../../src/trace/apply.ts";
import { History } from "../../src/trace/history.ts";
import type { Trace } from "../../src/trace/trace.ts";
import { initialWorld, type World } from "../../src/trace/world.ts";

const tasks = { path: "tasks", value: "400", option: "--tasks 400" };
const traces = ["threads-gil", "asyncio"].map((model) =>
  simulate(loadScenario(scenarioText("ten-thousand-connections"), "test", [tasks]), runtimes.get(model)),
);

function fold(trace: Trace, seq: number): World {
  const world = initialWorld(trace.header, trace.tables);
  for (let at = 0; at <= seq; at++) apply(world, trace.log.at(at));
  return world;
}

test("any walk, step by step and in leaps, ends where a plain fold ends", () => {
  const step = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.integer({ min: -9000, max: 9000 }));
  fc.assert(
    fc.property(fc.constantFrom(...traces), fc.array(step, { minLength: 1, maxLength: 30 }), (trace, steps) => {
      const history = new History(trace);
      const last = trace.log.length - 1;
      expect(last).toBeGreaterThan(3 * history.spacing);
      let at = -1;
      for (const each of steps) {
        at = Math.max(-1, Math.min(last, at + each));
        history.worldAt(at);
      }
      expect(history.worldAt(at)).toEqual(fold(trace, at));
    }),
    { numRuns: 60, seed: 1 },
  );
});

test("there is no world before the first or after the last event", () => {
  const [trace] = traces as [Trace];
  const history = new History(trace);
  expect(history.worldAt(-1)).toEqual(initialWorld(trace.header, trace.tables));
  for (const seq of [-2, trace.log.length]) expect(() => history.worldAt(seq)).toThrow(InvariantError);
});
