/** ProcessPoolExecutor: a manager, a call queue, workers with memory and a GIL of their own, and what happens when one of them dies. */
import { describe, expect, test } from "vitest";
import { ms } from "../../../src/base/time.ts";
import { runtimes } from "../../../src/simulation/runtimes/index.ts";
import { simulate } from "../../../src/simulation/simulate.ts";
import { loadScenario } from "../../../src/simulation/workload/load.ts";
import { eventsOf, runYaml } from "../../support/check-run.ts";

const run = (text: string) => runYaml("process-pool", text);
type Checked = ReturnType<typeof run>;
const outcomes = ({ metrics }: Checked) => metrics.tasks.map(({ name, outcome }) => `${name} ${outcome}`);
const count = (checked: Checked, outcome: string) =>
  checked.metrics.tasks.filter((task) => task.outcome === outcome).length;
const workers = ({ trace }: Checked) => trace.tables.threads.filter(({ role }) => role === "worker").length;

test("every worker has a GIL of its own: as many compute at once as there are cpus", () => {
  const sums = run("{machine: {cores: 4}, costs: none, tasks: [{name: Sum, count: 8, steps: [{cpu: 50ms}]}]}");
  expect(workers(sums)).toBe(4);
  expect(sums.metrics.makespan).toBe(ms(100));
  expect(sums.metrics.parallel).toBe(true);
  const names = sums.trace.tables.threads.filter(({ role }) => role === "worker").map(({ name }) => name);
  expect(sums.metrics.gils.map(({ owner }) => owner).sort()).toEqual(["main", ...names].sort());
});

describe("when workers are started", () => {
  const one = (python: string) =>
    run(`{python: {maxWorkers: 3, ${python}}, tasks: [{name: Ann, steps: [{cpu: 1ms}]}]}`);

  test.each([
    ["by fork: all with the first submission", 'version: "3.12", startMethod: fork', 3],
    [
      "by spawn, 3.9 and later: one for each submission that finds nobody idle",
      'version: "3.12", startMethod: spawn',
      1,
    ],
    ["by forkserver likewise", 'version: "3.14"', 1],
    ["up to 3.8: all, whatever the method", 'version: "3.8", startMethod: spawn', 3],
  ])("%s", (_, python, size) => {
    expect(workers(one(python))).toBe(size);
  });

  test("an idle worker is used first, where they are started on demand", () => {
    const calls = "tasks: [{name: Call, count: 3, at: {every: 500ms}, steps: [{cpu: 1ms}]}]";
    expect(workers(run(`{python: {maxWorkers: 3, startMethod: spawn}, ${calls}}`))).toBe(1);
  });

  test("forked workers are there before the parent has a second thread", () => {
    const { trace } = one("startMethod: fork");
    const made = eventsOf(trace, "thread.created").map(({ thread }) => trace.tables.threads[thread]?.name);
    expect(made).toEqual(["main", "worker 1", "worker 2", "worker 3", "pool manager", "queue feeder"]);
  });
});

test("Future.cancel does not reach the call queue, which holds one more than there are workers", () => {
  const calls = run("{machine: {cores: 2}, tasks: [{name: Call, count: 8, cancelAt: 150ms, steps: [{sleep: 300ms}]}]}");
  // Two of the three that filled it are with the workers by then; no result has come back, so that nobody filled it up again.
  expect(outcomes(calls)).toEqual([
    ...[1, 2, 3].map((call) => `Call ${call} finished`),
    ...[4, 5, 6, 7, 8].map((call) => `Call ${call} cancelled`),
  ]);
  expect(eventsOf(calls.trace, "executor.dropped").map(({ task }) => task)).toEqual([3, 4, 5, 6, 7]);
});

test("a task has ended when its result is back in the parent", () => {
  const { trace } = run("{tasks: [{name: Ann, steps: [{cpu: 1ms}]}]}");
  const kinds = eventsOf(
    trace,
    "executor.submitted",
    "ipc.sent",
    "executor.taken",
    "ipc.received",
    "task.suspended",
    "task.finished",
  );
  expect(kinds.map(({ kind }) => kind)).toEqual([
    "executor.submitted",
    "ipc.sent",
    "executor.taken",
    "ipc.received",
    "task.suspended",
    "ipc.sent",
    "ipc.received",
    "task.finished",
  ]);
});

test("an exception comes back with the result: its task fails, the pool goes on", () => {
  const raised = run(
    "{tasks: [{name: Ann, steps: [{raise: ValueError}]}, {name: Bob, count: 3, steps: [{cpu: 2ms}]}]}",
  );
  expect(outcomes(raised)).toEqual(["Ann failed", "Bob 1 finished", "Bob 2 finished", "Bob 3 finished"]);
  expect(raised.world.outcome).toBe("completed");
});

test("each worker adds to a copy of its own", () => {
  const { metrics } = run(
    "{costs: none, machine: {cores: 2}, shared: {x: 5}, tasks: [{name: Sum, count: 4, steps: [{sleep: 1ms}, {repeat: 10, steps: [{increment: x}]}]}]}",
  );
  expect(metrics.variables).toEqual([{ name: "x", values: [25, 25], perProcess: true, lost: 0 }]);
});

describe("a worker that dies", () => {
  const TWENTY = `{machine: {cores: 2}, tasks: [{name: Call, count: 3, steps: [{sleep: 5ms}]},
    {name: Bad, steps: [{segfault: true}]}, {name: Rest, count: 16, steps: [{sleep: 5ms}]}`;

  test("breaks the pool: two of twenty are done, the fourth crashes, seventeen fail", () => {
    const broken = run(`${TWENTY}]}`);
    expect(broken.world.outcome).toBe("completed");
    expect(count(broken, "finished")).toBe(2);
    expect(outcomes(broken).filter((each) => each.endsWith("crashed"))).toEqual(["Bad crashed"]);
    expect(count(broken, "failed")).toBe(17);
    expect(broken.world.processes.map(({ state }) => state)).toEqual(["exited", "crashed", "crashed"]);
    expect(broken.world.executors[0]).toEqual({ queued: new Map(), busy: 0 });
  });

  test("leaves a pool that takes nothing more", () => {
    const late = run(`${TWENTY}, {name: Late, at: 1s, steps: [{cpu: 1ms}]}]}`);
    expect(outcomes(late).at(-1)).toBe("Late failed");
    expect(late.metrics.tasks.at(-1)).toMatchObject({ cpu: 0, started: null });
    expect(late.world.outcome).toBe("completed");
  });

  test("takes what the parent has not read yet as little with it as the parent itself", () => {
    const result = run(
      "{costs: none, machine: {cores: 2}, tasks: [{name: Ann, steps: [{cpu: 5ms}]}, {name: Bob, steps: [{cpu: 5ms}, {segfault: true}]}]}",
    );
    expect(outcomes(result)).toEqual(["Ann finished", "Bob crashed"]);
  });
});

describe("chunks", () => {
  const python = "python: {maxWorkers: 1, chunkSize: 3}";

  test("share a future: they come back together", () => {
    const { trace, metrics } = run(`{costs: none, ${python}, tasks: [{name: Call, count: 5, steps: [{cpu: 2ms}]}]}`);
    expect(eventsOf(trace, "executor.taken")).toHaveLength(2);
    expect(metrics.tasks.map(({ finished }) => finished)).toEqual([ms(6), ms(6), ms(6), ms(10), ms(10)]);
  });

  test("an exception in one is the outcome of all of them, and those behind it are never begun", () => {
    const raised = run(
      `{${python}, tasks: [{name: Ann, steps: [{cpu: 1ms}]}, {name: Bob, steps: [{raise: ValueError}]}, {name: Cat, steps: [{cpu: 1ms}]}, {name: Dan, steps: [{cpu: 1ms}]}]}`,
    );
    expect(outcomes(raised)).toEqual(["Ann failed", "Bob failed", "Cat failed", "Dan finished"]);
    expect(raised.metrics.tasks.map(({ started }) => started !== null)).toEqual([true, true, false, true]);
  });

  test("make short calls cheap", () => {
    const perTask = (size: number) => {
      const options = `python: {maxWorkers: 2, warmPool: true, chunkSize: ${size}}`;
      return run(`{machine: {cores: 2}, ${options}, tasks: [{name: Call, count: 1000, steps: [{call: c}]}]}`).metrics
        .makespan;
    };
    expect(perTask(1)).toBeGreaterThan(5 * perTask(10));
  });
});

test("a task that splits in a worker starts processes of its own", () => {
  const split = run(
    "{machine: {cores: 2}, costs: none, tasks: [{name: Ann, steps: [{parallel: {ways: 2, steps: [{cpu: 10ms}]}}]}]}",
  );
  expect(split.trace.tables.processes.map(({ name }) => name)).toEqual([
    "main process",
    "worker 1",
    "worker 2",
    "Ann.1",
    "Ann.2",
  ]);
  expect(split.metrics.makespan).toBe(ms(10));
});

test("workers that wait for each other's lock wait for ever", () => {
  const crossed = (a: string, b: string) =>
    `steps: [{lock: ${a}}, {sleep: 5ms}, {lock: ${b}}, {unlock: ${b}}, {unlock: ${a}}]`;
  const { world } = run(
    `{machine: {cores: 2}, tasks: [{name: Ann, ${crossed("a", "b")}}, {name: Bob, ${crossed("b", "a")}}]}`,
  );
  expect(world.outcome).toBe("deadlocked");
});

test("a warm pool is there when the work comes", () => {
  const first = (python: string) =>
    run(`{machine: {cores: 2}, python: {${python}}, tasks: [{name: Ann, steps: [{cpu: 1ms}]}]}`).metrics.tasks[0]
      ?.finished;
  expect(first("startMethod: spawn")).toBeGreaterThan(ms(40));
  expect(first("startMethod: spawn, warmPool: true")).toBeLessThan(ms(1.5));
});

test("Python 2 has no such module", () => {
  const workload = loadScenario('{python: {version: "2.7"}, tasks: [{name: Ann, steps: [{cpu: 1ms}]}]}', "test.yaml");
  expect(() => simulate(workload, runtimes.get("process-pool"))).toThrow(/part of CPython from 3\.2 on, not of 2\.7/);
});
