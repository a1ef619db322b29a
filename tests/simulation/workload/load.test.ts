import { describe, expect, it } from "vitest";
import { ms, ns, us } from "../../../src/base/time.ts";
import { loadScenario } from "../../../src/simulation/workload/load.ts";
import { leavesOf, type Step, textOf } from "../../../src/simulation/workload/steps.ts";

const load = (text: string) => loadScenario(text, "shop/lunch.yaml");
const stepsOf = (steps: string) =>
  load(`shared: {x: 0}\nqueues: {q: 1}\ntasks: [{name: A, steps: ${steps}}]`).tasks[0]!.steps;

describe("a file that says next to nothing", () => {
  it("gets the defaults", () => {
    expect(load("tasks: [{name: A, steps: [{cpu: 5ms}]}]")).toEqual({
      title: "lunch",
      about: "",
      teaches: "",
      bestModel: null,
      machine: { cores: 4, threadsPerCore: 1, scheduler: { policy: "fair", quantum: null, preemptOnWake: null } },
      python: {
        version: "3.12",
        switchInterval: ms(5),
        maxWorkers: null,
        startMethod: null,
        chunkSize: 1,
        warmPool: false,
      },
      costs: { preset: "default", changes: {} },
      seed: 1,
      shared: [],
      queues: [],
      tasks: [{ name: "A", arrival: 0, priority: 0, cancelAt: null, steps: [{ leaf: 0, kind: "cpu", for: ms(5) }] }],
      whatIf: [],
    });
  });

  it("may be JSON, with tabs", () => {
    const file = {
      $schema: "s.json",
      title: "T",
      tasks: [{ name: "A", steps: [{ repeat: 2, steps: [{ cpu: "5ms" }] }] }],
    };
    expect(load(JSON.stringify(file, null, "\t"))).toEqual(load(JSON.stringify(file)));
    expect(load(JSON.stringify(file)).title).toBe("T");
  });
});

describe("a file that says everything", () => {
  const workload = load(`
title: Lunch
about: |
  Two lines,
    one text.
teaches: A lesson.
model: asyncio
machine: {cores: 2, threadsPerCore: 2, scheduler: {policy: rr, quantum: 10ms, preemptOnWake: true}}
python: {version: "2.7", switchInterval: 500us, maxWorkers: 3, startMethod: spawn, chunkSize: 7, warmPool: true}
costs: {preset: none, contextSwitch: 2us, bytecode: 0ns}
seed: -7
shared: {burgers: 3, fries: 0}
queues: {orders: 4}
tasks:
  - {name: Ann, priority: -20, at: 5ms, cancelAt: 60ms, steps: [{cpu: 1ms}]}
  - {name: Bob, count: 3, at: {every: 2ms, from: 1ms}, steps: [{sleep: 1ms}]}
  - {name: Cat, count: 1, steps: [{sleep: 1ms}, {io: {for: 1ms, on: disk}}]}
whatIf:
  - {at: 46.2ms, cores: 2}
  - {at: 46.2ms, interval: 1ms}
  - {at: 10ms, io: {on: disk, for: 5ms}}
  - {at: 10ms, io: 7ms}
  - {choice: 17, take: Bob 2}
  - {at: 3ms, choice: 18, take: Ann}
`);

  it("is taken at its word", () => {
    const { tasks: _, ...rest } = workload;
    expect(rest).toEqual({
      title: "Lunch",
      about: "Two lines, one text.",
      teaches: "A lesson.",
      bestModel: "asyncio",
      machine: { cores: 2, threadsPerCore: 2, scheduler: { policy: "rr", quantum: ms(10), preemptOnWake: true } },
      python: {
        version: "2.7",
        switchInterval: us(500),
        maxWorkers: 3,
        startMethod: "spawn",
        chunkSize: 7,
        warmPool: true,
      },
      costs: { preset: "none", changes: { contextSwitch: us(2), bytecode: ns(0) } },
      seed: -7,
      shared: [
        { name: "burgers", initial: 3 },
        { name: "fries", initial: 0 },
      ],
      queues: [{ name: "orders", capacity: 4 }],
      whatIf: [
        { at: us(46_200), cores: 2 },
        { at: us(46_200), interval: ms(1) },
        { at: ms(10), io: { on: "disk", for: ms(5) } },
        { at: ms(10), io: { on: null, for: ms(7) } },
        { at: ms(0), choice: 17, take: "Bob 2" },
        { at: ms(3), choice: 18, take: "Ann" },
      ],
    });
  });

  it("has its counts and streams spelt out in file order", () => {
    expect(workload.tasks.map(({ name, arrival, priority, cancelAt }) => [name, arrival, priority, cancelAt])).toEqual([
      ["Ann", ms(5), -20, ms(60)],
      ["Bob 1", ms(1), 0, null],
      ["Bob 2", ms(3), 0, null],
      ["Bob 3", ms(5), 0, null],
      ["Cat", 0, 0, null],
    ]);
  });
});

describe("steps", () => {
  it.each<[string, object[]]>([
    [
      "[{cpu: 1ms}, {native: 2us}, {sleep: 0ms}]",
      [
        { leaf: 0, kind: "cpu", for: ms(1) },
        { leaf: 1, kind: "native", for: us(2) },
        { leaf: 2, kind: "sleep", for: 0 },
      ],
    ],
    ["[{io: 3ms}]", [{ leaf: 0, kind: "io", for: ms(3), on: "network", blocking: false }]],
    ["[{io: {for: 3ms, on: disk, blocking: true}}]", [{ leaf: 0, kind: "io", for: ms(3), on: "disk", blocking: true }]],
    [
      "[{lock: a}, {unlock: a}]",
      [
        { leaf: 0, kind: "lock", lock: "a" },
        { leaf: 1, kind: "unlock", lock: "a" },
      ],
    ],
    [
      "[{read: x}, {add: -2}, {write: x}]",
      [
        { leaf: 0, kind: "read", variable: "x" },
        { leaf: 1, kind: "add", amount: -2 },
        { leaf: 2, kind: "write", variable: "x" },
      ],
    ],
    [
      "[{increment: x}]",
      [
        { leaf: 0, kind: "read", variable: "x" },
        { leaf: 1, kind: "add", amount: 1 },
        { leaf: 2, kind: "write", variable: "x" },
      ],
    ],
    [
      "[{call: c}, {call: python}]",
      [
        { leaf: 0, kind: "call", into: "c" },
        { leaf: 1, kind: "call", into: "python" },
      ],
    ],
    [
      "[{put: q}, {get: q}]",
      [
        { leaf: 0, kind: "put", queue: "q" },
        { leaf: 1, kind: "get", queue: "q" },
      ],
    ],
    [
      "[{yield: true}, {raise: ValueError}, {segfault: true}]",
      [
        { leaf: 0, kind: "yield" },
        { leaf: 1, kind: "raise", error: "ValueError" },
        { leaf: 2, kind: "segfault" },
      ],
    ],
    ["[{offload: [{cpu: 1ms}]}]", [{ kind: "offload", steps: [{ leaf: 0, kind: "cpu", for: ms(1) }] }]],
    [
      "[{parallel: {ways: 4, steps: [{cpu: 1ms}]}}]",
      [{ kind: "parallel", ways: 4, steps: [{ leaf: 0, kind: "cpu", for: ms(1) }] }],
    ],
    [
      "[{repeat: 10, steps: [{cpu: 1ms}]}]",
      [{ kind: "repeat", times: 10, steps: [{ leaf: 0, kind: "cpu", for: ms(1) }] }],
    ],
  ])("%s", (text, steps) => {
    expect(stepsOf(text)).toEqual(steps);
  });

  it("have their leaves numbered in file order, blocks or not", () => {
    const nested =
      "[{cpu: 1ms}, {repeat: 2, steps: [{increment: x}, {parallel: {ways: 2, steps: [{cpu: 2ms}]}}]}, {cpu: 3ms}]";
    const leaves = leavesOf(stepsOf(nested));
    expect(leaves.map((step) => step.leaf)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(leaves.map(textOf)).toEqual(["cpu 1 ms", "read x", "add 1", "write x", "cpu 2 ms", "cpu 3 ms"]);
  });

  it("are shared by the tasks of a count, however many", () => {
    const { tasks } = load("tasks: [{name: A, count: 100000, steps: [{cpu: 1us}]}]");
    expect(new Set(tasks.map((task): readonly Step[] => task.steps)).size).toBe(1);
  });
});

describe("a Python version", () => {
  it.each([
    ["3.10", "3.10"],
    ["3.1e1", null],
    ['"3.10"', "3.10"],
    ["3.12.1", "3.12"],
    ["'2.7.18'", "2.7"],
    ["2.7", "2.7"],
    ["3.2", "3.2"],
    ["3.14", "3.14"],
    ["3.1", null],
    ["3.15", null],
    ["3", null],
    ["2.6", null],
    ["03.12", null],
    ["latest", null],
    ["[3, 12]", null],
  ])("%s is read as %s", (written, version) => {
    const read = () => load(`python: {version: ${written}}\ntasks: [{name: A, steps: [{cpu: 1ms}]}]`).python.version;
    if (version === null) expect(read).toThrow(/python\.version: found .+, expected 2\.7, or 3\.2 to 3\.14$/);
    else expect(read()).toBe(version);
  });
});

it("follows anchors", () => {
  const { tasks } = load("tasks: [{name: A, steps: &work [{cpu: 1ms}]}, {name: B, steps: *work}]");
  expect(tasks[1]!.steps).toEqual(tasks[0]!.steps);
});
