/**
 * x = x + 1 by two threads: which bodies of a loop lose updates depends on where a version of CPython looks at the drop request.
 *
 * Measured: the loss is exact as a yes or no, and between 0.1 and 0.5 of all updates as a share. The interval is short so that many
 * hand-overs fit; the share does not depend on it.
 */
import { describe, expect, test } from "vitest";
import { runtimes } from "../../../src/simulation/runtimes/index.ts";
import { simulate } from "../../../src/simulation/simulate.ts";
import { loadScenario } from "../../../src/simulation/workload/load.ts";
import { History } from "../../../src/trace/history.ts";
import { measure } from "../../../src/trace/metrics.ts";

const TURNS = 4000;

function lossOf(body: string, version: string, model = "threads-gil", cores = 2): number {
  const text = `{machine: {cores: ${cores}}, python: {version: "${version}", switchInterval: 100us}, shared: {x: 0},
    tasks: [{name: Adder, count: 2, steps: [{repeat: ${TURNS}, steps: [${body}]}]}]}`;
  const [x] = measure(new History(simulate(loadScenario(text, "test"), runtimes.get(model)))).variables;
  const total = x?.perProcess ? x.values.reduce((sum, value) => sum + value, 0) : (x?.values[0] as number);
  return 1 - total / (2 * TURNS);
}

const OLD = ["3.6", "3.9"];
const NEW = ["3.10", "3.11", "3.13"];

const always = {
  "x = x + one()": "{read: x}, {call: python}, {add: 1}, {write: x}",
  "x = x + abs(1)": "{read: x}, {call: c}, {add: 1}, {write: x}",
  "t = x; f(); x = t + 1": "{read: x}, {call: python}, {cpu: 100ns}, {add: 1}, {write: x}",
  "t = x; for ..: pass; x = t + 1": "{read: x}, {repeat: 3, steps: [{add: 0}]}, {add: 1}, {write: x}",
};
const onlyOld = {
  "x = x + 1": "{increment: x}",
  "inc()": "{call: python}, {increment: x}, {call: c}",
};

describe.each(Object.entries(always))("%s", (_, body) => {
  test.each([...OLD, ...NEW])("loses under CPython %s", (version) => {
    const loss = lossOf(body, version);
    expect(loss).toBeGreaterThan(0.05);
    expect(loss).toBeLessThanOrEqual(0.5);
  });
});

describe.each(Object.entries(onlyOld))("%s", (_, body) => {
  test.each(OLD)("loses under CPython %s", (version) => {
    const loss = lossOf(body, version);
    expect(loss).toBeGreaterThan(0.05);
    expect(loss).toBeLessThanOrEqual(0.5);
  });

  test.each(NEW)("loses nothing under CPython %s: the check points are outside", (version) => {
    expect(lossOf(body, version)).toBe(0);
    expect(lossOf(body, version, "threads-gil", 1)).toBe(0);
  });
});

describe("the cures", () => {
  const guarded = "{lock: till}, {read: x}, {call: python}, {add: 1}, {write: x}, {unlock: till}";

  test.each([...OLD, ...NEW])("a lock, under CPython %s", (version) => {
    expect(lossOf(guarded, version)).toBe(0);
  });

  test("one thread at a time, by a loop or by calls", () => {
    const body = always["x = x + one()"];
    expect(lossOf(body, "3.12", "asyncio")).toBe(0);
    expect(lossOf(body, "3.12", "blocking")).toBe(0);
  });

  test("memory of one's own", () => {
    expect(lossOf(always["x = x + one()"], "3.12", "multiprocessing")).toBe(0);
  });
});

test("sleep(0) between load and store loses half, by giving the GIL away each time", () => {
  const loss = lossOf("{read: x}, {sleep: 0ms}, {add: 1}, {write: x}", "3.12");
  expect(loss).toBeGreaterThan(0.2);
  expect(loss).toBeLessThanOrEqual(0.5);
});

test("an await between load and store loses in a loop as well", () => {
  expect(lossOf("{read: x}, {yield: true}, {add: 1}, {write: x}", "3.12", "asyncio")).toBeGreaterThan(0.4);
});
