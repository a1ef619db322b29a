/** ThreadPoolExecutor: a queue and its workers, by version; futures that are waited for, cancelled, or never come. */
import { expect, test } from "vitest";
import { ms } from "../../../src/base/time.ts";
import { runtimes } from "../../../src/simulation/runtimes/index.ts";
import { simulate } from "../../../src/simulation/simulate.ts";
import { loadScenario } from "../../../src/simulation/workload/load.ts";
import { eventsOf, runYaml } from "../../support/check-run.ts";

const run = (text: string) => runYaml("thread-pool", text);
const outcomes = ({ metrics }: ReturnType<typeof run>) =>
  metrics.tasks.map(({ name, outcome }) => `${name} ${outcome}`);
const workers = ({ trace }: ReturnType<typeof run>) =>
  trace.tables.threads.filter(({ role }) => role === "worker").length;

const TWENTY = "tasks: [{name: Call, count: 20, steps: [{io: {for: 20ms, blocking: true}}]}]";

test.each([
  ["3.7", 2, 10, 2],
  ["3.12", 2, 6, 4],
  ["3.13", 1, 5, 4],
])(
  "twenty calls of 20 ms on the default pool of CPython %s, %i cpus: %i workers, %i waves",
  (version, cores, size, waves) => {
    const text = `{machine: {cores: ${cores}}, costs: none, python: {version: "${version}"}, ${TWENTY}}`;
    const twenty = run(text);
    expect(workers(twenty)).toBe(size);
    expect(twenty.metrics.makespan).toBe(ms(20 * waves));
  },
);

test("maxWorkers is the size of the crew, whatever the version would have", () => {
  expect(run(`{costs: none, python: {maxWorkers: 4}, ${TWENTY}}`).metrics.makespan).toBe(ms(100));
});

test("calls are taken in the order they were submitted", () => {
  const { trace } = run("{python: {maxWorkers: 2}, tasks: [{name: Call, count: 9, steps: [{cpu: 3ms}]}]}");
  expect(eventsOf(trace, "executor.taken").map(({ task }) => task)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
});

test.each([
  ["3.8", 4],
  ["3.9", 1],
])("one call after the other: CPython %s has %i workers for four", (version, size) => {
  const calls = "tasks: [{name: Call, count: 4, at: {every: 50ms}, steps: [{cpu: 1ms}]}]";
  expect(workers(run(`{python: {version: "${version}", maxWorkers: 8}, ${calls}}`))).toBe(size);
});

test("workers share one GIL: computing does not get faster", () => {
  const { metrics } = run("{machine: {cores: 4}, costs: none, tasks: [{name: Sum, count: 4, steps: [{cpu: 25ms}]}]}");
  expect(metrics.makespan).toBe(ms(100));
  expect(metrics.parallel).toBe(false);
});

test("a pool full of calls that wait for calls in the same pool waits for ever", () => {
  const split = "steps: [{parallel: {ways: 2, steps: [{cpu: 1ms}]}}]";
  const stuck = run(`{python: {maxWorkers: 2}, tasks: [{name: Ann, ${split}}, {name: Bob, ${split}}]}`);
  expect(stuck.world.outcome).toBe("deadlocked");
  expect(stuck.world.executors[0]?.busy).toBe(2);
  expect(stuck.world.executors[0]?.queued.size).toBeGreaterThan(0);
  const larger = run(`{python: {maxWorkers: 3}, tasks: [{name: Ann, ${split}}, {name: Bob, ${split}}]}`);
  expect(larger.world.outcome).toBe("completed");
});

test("result() of a part that raised raises in the task that waits for it; the main thread goes on", () => {
  const raised = run(
    "{tasks: [{name: Ann, steps: [{parallel: {ways: 2, steps: [{raise: ValueError}]}}, {cpu: 1s}]}, {name: Bob, steps: [{cpu: 2ms}]}]}",
  );
  expect(outcomes(raised)).toEqual(["Ann failed", "Bob finished", "Ann.1 failed", "Ann.2 failed"]);
  expect(raised.world.outcome).toBe("completed");
  expect(raised.metrics.makespan).toBeLessThan(ms(100));
});

test("Future.cancel works in the queue, and not once a worker has the call", () => {
  const calls = run(
    `{python: {maxWorkers: 1}, costs: none, tasks: [
      {name: Ann, cancelAt: 5ms, steps: [{sleep: 10ms}]}, {name: Bob, cancelAt: 5ms, steps: [{sleep: 10ms}]}, {name: Cat, steps: [{cpu: 1ms}]}]}`,
  );
  expect(outcomes(calls)).toEqual(["Ann finished", "Bob cancelled", "Cat finished"]);
  expect(eventsOf(calls.trace, "executor.dropped").map(({ time, task }) => [time, task])).toEqual([[ms(10), 1]]);
  expect(calls.metrics.makespan).toBe(ms(11));
});

test("a segmentation fault in a worker is the end of the process, queue and all", () => {
  const crash = run(
    "{python: {maxWorkers: 1}, tasks: [{name: Ann, steps: [{segfault: true}]}, {name: Bob, steps: [{cpu: 1ms}]}]}",
  );
  expect(crash.world.outcome).toBe("crashed");
  expect(outcomes(crash)).toEqual(["Ann crashed", "Bob crashed"]);
});

test("a warm pool starts no thread once there is work", () => {
  const text = (warm: boolean) =>
    `{costs: {preset: none, threadStart: 1ms}, python: {maxWorkers: 3, warmPool: ${warm}}, tasks: [{name: Call, count: 3, steps: [{sleep: 5ms}]}]}`;
  expect(run(text(false)).metrics.makespan).toBe(ms(8));
  expect(run(text(true)).metrics.makespan).toBe(ms(5));
});

test("Python 2 has no such module", () => {
  const workload = loadScenario('{python: {version: "2.7"}, tasks: [{name: Ann, steps: [{cpu: 1ms}]}]}', "test.yaml");
  expect(() => simulate(workload, runtimes.get("thread-pool"))).toThrow(/part of CPython from 3\.2 on, not of 2\.7/);
});
