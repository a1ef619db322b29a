/** How tasks end under every model, one table a question: crashes, exceptions in parts, requests to stop, updates that come to nothing. */
import { describe, expect, test } from "vitest";
import { runtimes } from "../../src/simulation/runtimes/index.ts";
import { scenarioText } from "../../src/simulation/scenarios/index.ts";
import { eventsOf, runYaml } from "../support/check-run.ts";

type Row = readonly [model: string, reason: string, ends: string];

/** First letters: finished, failed (x), cancelled, crashed (d, it died), stuck. */
const LETTERS = { finished: "f", failed: "x", cancelled: "c", crashed: "d", stuck: "s" } as const;

function endsOf(model: string, text: string): string {
  const { metrics } = runYaml(model, text);
  const tasks = metrics.tasks.filter(({ parent }) => parent === null);
  return `${metrics.outcome} ${tasks.map(({ outcome }) => LETTERS[outcome]).join("")}`;
}

function everyModelIsIn(rows: readonly Row[]): void {
  test("every model is in the table", () => {
    expect(rows.map(([model]) => model).sort()).toEqual([...runtimes.ids].sort());
  });
}

describe("a segmentation fault: one that computes, the one that crashes, one that waits, one that comes later", () => {
  const text = `
machine: {cores: 4}
tasks:
  - {name: Sum, steps: [{cpu: 30ms}, {sleep: 20ms}, {cpu: 5ms}]}
  - {name: Crash, steps: [{cpu: 5ms}, {io: 10ms}, {segfault: true}]}
  - {name: Wait, steps: [{io: 100ms}, {cpu: 1ms}]}
  - {name: Late, at: 400ms, steps: [{cpu: 5ms}]}
`;
  const rows: readonly Row[] = [
    ["blocking", "who was served before it has ended", "crashed fdds"],
    ["threads", "a thread takes its process with it", "crashed ddds"],
    ["threads-gil", "a thread takes its process with it", "crashed ddds"],
    ["threads-gil-legacy", "a thread takes its process with it", "crashed ddds"],
    ["free-threaded", "a thread takes its process with it", "crashed ddds"],
    ["subinterpreters", "interpreters share one process", "crashed ddds"],
    ["asyncio", "all tasks are in one thread", "crashed ddds"],
    ["gevent", "all greenlets are in one thread", "crashed ddds"],
    ["goroutines", "all goroutines are in one process", "crashed ddds"],
    ["thread-pool", "the workers share one process", "crashed ddds"],
    ["multiprocessing", "the other processes go on", "completed fdff"],
    ["process-pool", "the pool is broken: BrokenProcessPool for all that is not done", "completed xdxx"],
  ];
  everyModelIsIn(rows);
  test.each(rows)("%s: %s", (model, _, ends) => {
    expect(endsOf(model, text)).toBe(ends);
  });
});

describe("an exception in a part of a task that split", () => {
  const text =
    "{machine: {cores: 4}, tasks: [{name: Ann, steps: [{parallel: {ways: 2, steps: [{cpu: 3ms}, {raise: KeyError}]}}, {cpu: 3ms}]}]}";
  const rows: readonly Row[] = [
    ["blocking", "a call in place raises in the caller", "completed x"],
    ["threads", "join() does not raise what a thread raised", "completed f"],
    ["threads-gil", "join() does not raise what a thread raised", "completed f"],
    ["threads-gil-legacy", "join() does not raise what a thread raised", "completed f"],
    ["free-threaded", "join() does not raise what a thread raised", "completed f"],
    ["subinterpreters", "join() does not raise what a thread raised", "completed f"],
    ["asyncio", "gather() raises the first one", "completed x"],
    ["gevent", "joinall() does not raise", "completed f"],
    ["goroutines", "an error is returned, not raised", "completed f"],
    ["thread-pool", "Future.result() raises it", "completed x"],
    ["multiprocessing", "Process.join() leaves an exit code", "completed f"],
    ["process-pool", "the parts are processes of the worker's, and Process.join() leaves an exit code", "completed f"],
  ];
  everyModelIsIn(rows);
  test.each(rows)("%s: %s", (model, _, ends) => {
    expect(endsOf(model, text)).toBe(ends);
  });
});

describe("a request to stop, by what the task is at: code, code before a wait, a wait, a blocking call, a lock, first in line, fourth in line", () => {
  const one = (steps: string) => `{machine: {cores: 2}, tasks: [{name: Asked, cancelAt: 15ms, steps: [${steps}]}]}`;
  const line = (before: number) =>
    `{machine: {cores: 1}, python: {maxWorkers: 1}, tasks: [{name: Hog, count: ${before}, steps: [{cpu: 50ms}]}, {name: Asked, cancelAt: 15ms, steps: [{cpu: 30ms}]}]}`;
  const situations = [
    one("{cpu: 40ms}"),
    one("{cpu: 20ms}, {io: 60ms}"),
    one("{cpu: 1ms}, {io: 60ms}"),
    one("{io: {for: 60ms, blocking: true}}"),
    "{machine: {cores: 2}, tasks: [{name: Holder, steps: [{lock: m}, {sleep: 50ms}, {unlock: m}]}, {name: Asked, at: 5ms, cancelAt: 15ms, steps: [{lock: m}, {unlock: m}]}]}",
    line(1),
    line(4),
  ];
  const asked = (model: string, text: string) => {
    const { metrics, trace } = runYaml(model, text);
    const [request] = eventsOf(trace, "task.cancel-requested");
    expect(request, "it is asked").toBeDefined();
    return LETTERS[metrics.tasks.find(({ name }) => name === "Asked")?.outcome ?? "stuck"];
  };
  const rows: readonly Row[] = [
    ["blocking", "nobody is there to ask", "fffffff"],
    ["threads", "a thread cannot be stopped from outside", "fffffff"],
    ["threads-gil", "a thread cannot be stopped from outside", "fffffff"],
    ["threads-gil-legacy", "a thread cannot be stopped from outside", "fffffff"],
    ["free-threaded", "a thread cannot be stopped from outside", "fffffff"],
    ["subinterpreters", "a thread cannot be stopped from outside", "fffffff"],
    ["goroutines", "a goroutine cannot be stopped from outside", "fffffff"],
    ["asyncio", "at its next await, and the request itself has to wait for the loop", "fccfcff"],
    ["gevent", "where it waits next, and the request itself has to wait for the hub", "fccfcff"],
    ["multiprocessing", "at once", "ccccccc"],
    ["thread-pool", "as long as no worker has taken the call", "fffffcc"],
    [
      "process-pool",
      "as long as the call is not on the call queue, which holds one more than there are workers",
      "ffffffc",
    ],
  ];
  everyModelIsIn(rows);
  test.each(rows)("%s: %s", (model, _, ends) => {
    expect(situations.map((text) => asked(model, text)).join("")).toBe(ends);
  });
});

describe("a request to stop as it comes: what is cancelled before its first step has not started", () => {
  const text =
    "{machine: {cores: 1}, tasks: [{name: Sum, steps: [{cpu: 20ms}]}, {name: Asked, at: 10ms, cancelAt: 10ms, steps: [{cpu: 5ms}]}]}";
  test.each(["asyncio", "gevent", "multiprocessing", "thread-pool"])("%s", (model) => {
    const [, asked] = runYaml(model, text).metrics.tasks;
    expect(asked).toMatchObject({ outcome: "cancelled", started: null, cpu: 0 });
  });
});

/** Each stores what it read plus one, so that an update that is in no last value is one that is lost. */
describe("updates made = updates in the last value + updates lost", () => {
  const sources = ["plain-increment", "lost-update"] as const;
  test.each(runtimes.ids.flatMap((model) => sources.map((id) => [model, id] as const)))("%s, %s", (model, id) => {
    const { metrics, trace } = runYaml(model, scenarioText(id));
    const made = eventsOf(trace, "variable.written").length;
    const [total] = metrics.variables;
    const kept = total?.values.reduce((sum, each) => sum + each, 0) ?? 0;
    expect(made).toBe(4000);
    expect(kept + (total?.lost ?? 0)).toBe(made);
  });
});
