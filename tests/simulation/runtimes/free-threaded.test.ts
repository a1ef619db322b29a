/** CPython built without the GIL: threads run in parallel, interpreted code is slower, stores lock the object they change. */
import { describe, expect, test } from "vitest";
import { ms } from "../../../src/base/time.ts";
import { type CheckedRun, eventsOf, runYaml } from "../../support/check-run.ts";

const run = (text: string, model = "free-threaded"): CheckedRun => runYaml(model, text);
const makespan = (text: string, model?: string) => run(text, model).metrics.makespan;
const within = (value: number, low: number, high: number) => {
  expect(value).toBeGreaterThan(low);
  expect(value).toBeLessThan(high);
};

describe("versions", () => {
  const versionOf = (asked: string) =>
    run(`{python: {version: "${asked}"}, tasks: [{name: A, steps: [{cpu: 1ms}]}]}`).trace.header.python;

  test.each([
    ["2.7", "3.14"],
    ["3.12", "3.14"],
    ["3.13", "3.13"],
    ["3.14", "3.14"],
  ])("a scenario for %s runs on %s", (asked, version) => {
    expect(versionOf(asked)).toEqual({ version, switchInterval: null });
  });

  test.each([
    ["3.13", 1.4],
    ["3.14", 1.08],
  ])("%s takes %d times as long for interpreted code, and as long as ever for C code", (version, factor) => {
    const one = (step: string) => makespan(`{python: {version: "${version}"}, tasks: [{name: A, steps: [${step}]}]}`);
    within(one("{cpu: 100ms}") / ms(100), factor, factor + 0.01);
    within(one("{native: 100ms}") / ms(100), 1, 1.01);
  });

  test("the ideal machine pays nothing for it", () => {
    expect(makespan("{costs: none, machine: {cores: 4}, tasks: [{name: A, count: 4, steps: [{cpu: 10ms}]}]}")).toBe(
      ms(10),
    );
  });
});

test("four sums on four cores take a quarter of the time, and there is no GIL to wait for", () => {
  const text = "{machine: {cores: 4}, tasks: [{name: Sum, count: 4, steps: [{cpu: 100ms}]}]}";
  const { trace, metrics } = run(text);
  within(metrics.makespan / ms(400), 0.27, 0.3);
  expect(trace.tables.gils).toEqual([]);
  expect(metrics.tasks.every(({ waiting }) => waiting.gil === 0)).toBe(true);
  expect(eventsOf(trace, "gil.requested", "gil.acquired")).toEqual([]);
});

describe("stores to shared variables", () => {
  const TURNS = 4000;
  const adders = (variables: readonly string[], cores = 2, seed = 1) => {
    const tasks = variables.map(
      (name, at) => `{name: A${at}, steps: [{repeat: ${TURNS}, steps: [{increment: ${name}}]}]}`,
    );
    const shared = [...new Set(variables)].map((name) => `${name}: 0`);
    return run(`{seed: ${seed}, machine: {cores: ${cores}}, shared: {${shared}}, tasks: [${tasks}]}`);
  };
  const lossOf = ({ metrics }: CheckedRun) => 1 - (metrics.variables[0]?.values[0] ?? 0) / (2 * TURNS);

  test.each([1, 2, 3])("two threads that add to one variable lose between a tenth and half (seed %d)", (seed) => {
    within(lossOf(adders(["x", "x"], 2, seed)), 0.1, 0.5);
  });

  test("they serialise; on variables of their own they scale", () => {
    const alone = adders(["x"]).metrics.makespan;
    within(adders(["x", "x"]).metrics.makespan / alone, 1.6, 3);
    within(adders(["x", "y"]).metrics.makespan / alone, 0.9, 1.3);
  });

  test("a lock round both saves every update", () => {
    const text = `{machine: {cores: 2}, shared: {x: 0},
      tasks: [{name: A, count: 2, steps: [{repeat: 500, steps: [{lock: till}, {increment: x}, {unlock: till}]}]}]}`;
    expect(run(text).metrics.variables[0]).toMatchObject({ values: [1000], lost: 0 });
  });

  test("many more threads than cores come to an end", () => {
    const { metrics } = adders(
      Array.from({ length: 12 }, () => "x"),
      2,
    );
    expect(metrics.tasks.every(({ outcome }) => outcome === "finished")).toBe(true);
  });
});

test("a crash takes every thread along, an exception its own task", () => {
  const outcomes = (step: string) =>
    run(
      `{machine: {cores: 2}, tasks: [{name: A, steps: [{cpu: 1ms}, ${step}]}, {name: B, steps: [{cpu: 20ms}]}]}`,
    ).metrics.tasks.map(({ outcome }) => outcome);
  expect(outcomes("{segfault: true}")).toEqual(["crashed", "crashed"]);
  expect(outcomes("{raise: ValueError}")).toEqual(["failed", "finished"]);
});
