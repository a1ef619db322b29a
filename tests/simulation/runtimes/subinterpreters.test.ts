/** Interpreters with their own GIL in one process: parallel, a price for each, nothing shared but queues that are polled. */
import { describe, expect, test } from "vitest";
import { ms } from "../../../src/base/time.ts";
import { summarise } from "../../../src/exporters/json/summary.ts";
import { runtimes } from "../../../src/simulation/runtimes/index.ts";
import { simulate } from "../../../src/simulation/simulate.ts";
import { loadScenario } from "../../../src/simulation/workload/load.ts";
import { type CheckedRun, eventsOf, runYaml } from "../../support/check-run.ts";

const run = (text: string): CheckedRun => runYaml("subinterpreters", text);

/** Against one thread that does everything. */
function ratio(text: string): number {
  return run(text).metrics.makespan / runYaml("blocking", text).metrics.makespan;
}

describe("measured figures", () => {
  test("two tasks of 120 ms on two cores: 0.54 of doing one after the other, as processes would", () => {
    const value = ratio("{machine: {cores: 2}, tasks: [{name: Ann, count: 2, steps: [{cpu: 120ms}]}]}");
    expect(value).toBeGreaterThan(0.5122);
    expect(value).toBeLessThan(0.5675);
  });

  test("on one core they only pay for their interpreters: 1.05", () => {
    const value = ratio("{machine: {cores: 1}, tasks: [{name: Ann, count: 2, steps: [{cpu: 120ms}]}]}");
    expect(value).toBeGreaterThan(1.03);
    expect(value).toBeLessThan(1.08);
  });

  test("an interpreter takes 2.4 MB", () => {
    const peak = (count: number) =>
      run(`{tasks: [{name: Ann, count: ${count}, steps: [{sleep: 500ms}]}]}`).metrics.peakBytes;
    expect((peak(5) - peak(1)) / 4 / 1e6).toBeCloseTo(2.45, 1);
  });
});

test("each interpreter has a GIL of its own, in one process, and nobody waits for another's", () => {
  const { trace, metrics } = run(
    "{machine: {cores: 4}, tasks: [{name: Ann, steps: [{cpu: 20ms}]}, {name: Bob, steps: [{cpu: 20ms}]}]}",
  );
  expect(trace.tables.processes).toHaveLength(1);
  const { gils } = summarise(trace, metrics, []);
  expect(gils.map(({ process }) => process)).toEqual([0, 0, 0]);
  expect(metrics.gils.map(({ owner }) => owner)).toEqual(["main", "Ann", "Bob"]);
  expect(metrics.parallel).toBe(true);
  expect(eventsOf(trace, "gil.drop-requested")).toEqual([]);
});

test("interpreters are created at the same time where there are cores: the creator's GIL is let go", () => {
  const { metrics } = run("{machine: {cores: 4}, tasks: [{name: Ann, count: 4, steps: [{cpu: 1ms}]}]}");
  expect(metrics.makespan).toBeLessThan(ms(2 * 6.9));
});

test("the main interpreter's GIL goes round between threads that start, not between tasks that compute", () => {
  const { metrics } = run("{machine: {cores: 2}, tasks: [{name: Ann, count: 2, steps: [{cpu: 60ms}]}]}");
  const [main, ...own] = metrics.gils;
  expect(main?.held).toBeLessThan(ms(1));
  expect(own.map(({ handoffs }) => handoffs)).toEqual([0, 0]);
  expect(own.every(({ held }) => held > ms(60))).toBe(true);
});

describe("memory", () => {
  const counting =
    "{shared: {x: 5}, tasks: [{name: Ann, count: 3, steps: [{repeat: 10, steps: [{read: x}, {call: python}, {add: 1}, {write: x}]}]}]}";

  test("every interpreter has its own copy of a variable, and none of its updates is lost", () => {
    const { metrics, trace } = run(counting);
    expect(metrics.variables).toEqual([{ name: "x", values: [15, 15, 15], perProcess: true, lost: 0 }]);
    expect(summarise(trace, metrics, []).variables).toEqual({ x: { perProcess: [15, 15, 15] } });
  });

  test("subtasks work on copies as well", () => {
    const { metrics } = run(
      "{shared: {x: 0}, tasks: [{name: Ann, steps: [{increment: x}, {parallel: {ways: 2, steps: [{increment: x}]}}]}]}",
    );
    expect(metrics.variables[0]).toMatchObject({ values: [1, 1, 1], perProcess: true });
  });
});

describe("queues between interpreters", () => {
  test("who finds a lock's token gone looks again after 10 ms, however soon it is back", () => {
    const { metrics } = run(
      "{costs: none, tasks: [{name: Ann, count: 2, steps: [{lock: l}, {cpu: 1ms}, {unlock: l}]}]}",
    );
    expect(metrics.tasks.map(({ finished }) => finished)).toEqual([ms(1), ms(11)]);
    expect(metrics.tasks[1]?.waiting.lock).toBe(ms(10));
  });

  test("so does who finds a queue empty, or full", () => {
    const { metrics } = run(
      "{costs: none, queues: {q: 1}, tasks: [{name: Ann, steps: [{put: q}, {put: q}]}, {name: Bob, steps: [{sleep: 3ms}, {get: q}]}, {name: Cat, steps: [{sleep: 12ms}, {get: q}]}]}",
    );
    // Bob makes room at 3 ms; Ann sees it at 10 ms.
    expect(metrics.tasks.map(({ finished }) => finished)).toEqual([ms(10), ms(3), ms(12)]);
  });

  test("looking in vain for ever is a deadlock, and the run ends", () => {
    const both = (a: string, b: string) => `[{lock: ${a}}, {sleep: 1ms}, {lock: ${b}}]`;
    const { metrics } = run(`{tasks: [{name: Ann, steps: ${both("a", "b")}}, {name: Bob, steps: ${both("b", "a")}}]}`);
    expect(metrics.outcome).toBe("deadlocked");
    expect(metrics.makespan).toBeLessThan(ms(60));
  });

  test("as long as somebody may come who can help, they go on looking", () => {
    const { metrics } = run(
      "{queues: {q: 1}, tasks: [{name: Ann, steps: [{get: q}]}, {name: Bob, at: 300ms, steps: [{put: q}]}]}",
    );
    expect(metrics.outcome).toBe("completed");
    expect(metrics.makespan).toBeGreaterThan(ms(300));
  });

  test("and who joins parts that look in vain waits with them", () => {
    const { metrics } = run(
      "{queues: {q: 1}, tasks: [{name: Ann, steps: [{parallel: {ways: 2, steps: [{get: q}]}}, {put: q}]}]}",
    );
    expect(metrics.outcome).toBe("deadlocked");
  });
});

describe("ends", () => {
  test("a segmentation fault kills the process with every interpreter in it", () => {
    const { metrics } = run(
      "{tasks: [{name: Ann, steps: [{cpu: 1ms}, {segfault: true}]}, {name: Bob, steps: [{cpu: 50ms}]}]}",
    );
    expect(metrics.outcome).toBe("crashed");
    expect(metrics.tasks.map(({ outcome }) => outcome)).toEqual(["crashed", "crashed"]);
  });

  test("an exception ends its task, nobody else's", () => {
    const { metrics } = run(
      "{tasks: [{name: Ann, steps: [{raise: ValueError}]}, {name: Bob, cancelAt: 8ms, steps: [{cpu: 5ms}]}]}",
    );
    expect(metrics.outcome).toBe("completed");
    // And a thread does not hear that somebody wants it to stop.
    expect(metrics.tasks.map(({ outcome }) => outcome)).toEqual(["failed", "finished"]);
  });
});

test("subtasks get an interpreter each, and so run in parallel, after its creation", () => {
  const { metrics, trace } = run(
    "{machine: {cores: 4}, tasks: [{name: Ann, steps: [{parallel: {ways: 4, steps: [{cpu: 40ms}]}}]}]}",
  );
  expect(trace.tables.gils).toHaveLength(6);
  expect(metrics.parallel).toBe(true);
  expect(metrics.makespan).toBeGreaterThan(ms(40 + 2 * 6.9));
  expect(metrics.makespan).toBeLessThan(ms(100));
});

test.each([
  ["2.7", "3.12"],
  ["3.11", "3.12"],
  ["3.12", "3.12"],
  ["3.14", "3.14"],
])("asked for %s it runs on %s", (asked, version) => {
  const workload = loadScenario(`{python: {version: "${asked}"}, tasks: [{name: Ann, steps: [{cpu: 1ms}]}]}`, "a.yaml");
  expect(simulate(workload, runtimes.get("subinterpreters")).header.python?.version).toBe(version);
});
