/** Processes: memory of one's own, crashes that stay at home, start methods, terminate. */
import { expect, test } from "vitest";
import { ms } from "../../../src/base/time.ts";
import { eventsOf, runYaml } from "../../support/check-run.ts";

const run = (text: string) => runYaml("multiprocessing", text);
const outcomes = ({ metrics }: ReturnType<typeof run>) =>
  metrics.tasks.map(({ name, outcome }) => `${name} ${outcome}`);

test("a child that crashes dies alone, and its parent hears of it and ends", () => {
  const crash = run("{tasks: [{name: Ann, steps: [{cpu: 1ms}, {segfault: true}]}, {name: Bob, steps: [{cpu: 20ms}]}]}");
  expect(crash.world.outcome).toBe("completed");
  expect(outcomes(crash)).toEqual(["Ann crashed", "Bob finished"]);
  expect(crash.world.processes.map(({ state }) => state)).toEqual(["exited", "crashed", "exited"]);
  expect(crash.world.threads.every(({ state }) => state === "exited")).toBe(true);
});

test("an exception ends its task; the process goes home with it", () => {
  const raised = run("{tasks: [{name: Ann, steps: [{raise: ValueError}]}, {name: Bob, steps: [{cpu: 2ms}]}]}");
  expect(outcomes(raised)).toEqual(["Ann failed", "Bob finished"]);
  expect(eventsOf(raised.trace, "ipc.sent").map(({ task }) => task)).toEqual([0, 1]);
});

test("each process adds to a copy of its own", () => {
  const { metrics } = run(
    "{shared: {x: 5}, tasks: [{name: Sum, count: 3, steps: [{repeat: 10, steps: [{increment: x}]}]}]}",
  );
  expect(metrics.variables).toEqual([{ name: "x", values: [15, 15, 15], perProcess: true, lost: 0 }]);
});

test.each([
  ["3.12", undefined, "fork"],
  ["3.14", undefined, "forkserver"],
  ["3.14", "fork", "fork"],
  ["3.12", "spawn", "spawn"],
])("CPython %s, start method %s: starts by %s", (version, startMethod, method) => {
  const python = JSON.stringify({ version, ...(startMethod && { startMethod }) });
  const { trace } = run(`{python: ${python}, tasks: [{name: Ann, steps: [{cpu: 1ms}]}]}`);
  expect(eventsOf(trace, "process.forked").map((event) => event.method)).toEqual(["none", method]);
});

test("what a start costs is in the table: the parent's part first, then the child's", () => {
  const costs = "{preset: none, spawnCall: 3ms, spawnBoot: 20ms}";
  const { trace } = run(`{costs: ${costs}, python: {startMethod: spawn}, tasks: [{name: Ann, steps: [{cpu: 5ms}]}]}`);
  const instant = (kind: "thread.created" | "process.started" | "task.finished") => eventsOf(trace, kind).at(-1)?.time;
  expect(instant("thread.created")).toBe(ms(3));
  expect(instant("process.started")).toBe(ms(23));
  expect(instant("task.finished")).toBe(ms(28));
});

test("terminate stops a process wherever it stands", () => {
  const stopped = run(
    "{costs: none, tasks: [{name: Ann, cancelAt: 4ms, steps: [{cpu: 1s}]}, {name: Bob, steps: [{cpu: 6ms}]}]}",
  );
  expect(outcomes(stopped)).toEqual(["Ann cancelled", "Bob finished"]);
  expect(stopped.metrics.makespan).toBe(ms(6));
  expect(stopped.metrics.tasks[0]).toMatchObject({ cpu: ms(4), finished: ms(4) });
});

test("who is cancelled while being started is not started", () => {
  const costs = "{preset: none, forkCall: 2ms}";
  const stopped = run(
    `{costs: ${costs}, tasks: [{name: Ann, cancelAt: 1ms, steps: [{cpu: 5ms}]}, {name: Bob, steps: [{cpu: 1ms}]}]}`,
  );
  expect(outcomes(stopped)).toEqual(["Ann cancelled", "Bob finished"]);
  expect(eventsOf(stopped.trace, "process.forked").map(({ time }) => time)).toEqual([0, ms(4)]);
});

test("every process has a GIL of its own: two run Python at once", () => {
  const { metrics } = run("{machine: {cores: 2}, costs: none, tasks: [{name: Sum, count: 2, steps: [{cpu: 50ms}]}]}");
  expect(metrics.makespan).toBe(ms(50));
  expect(metrics.parallel).toBe(true);
});

test("locks and queues are shared between processes", () => {
  const text = `{costs: none, queues: {plates: 1}, tasks: [
    {name: Cook, steps: [{lock: board}, {cpu: 5ms}, {unlock: board}, {put: plates}, {put: plates}]},
    {name: Waiter, at: 1ms, steps: [{lock: board}, {cpu: 1ms}, {unlock: board}, {sleep: 10ms}, {get: plates}, {get: plates}]}]}`;
  const { metrics } = run(text);
  expect(metrics.tasks.map(({ finished }) => finished)).toEqual([ms(16), ms(16)]);
  expect(metrics.tasks[1]?.waiting.lock).toBe(ms(4));
  expect(metrics.tasks[0]?.waiting.queue).toBe(ms(11));
});
