/** The event loop's rules, from the events: snapshots, two hops, whole milliseconds, what blocks, pools, cancelling, first come first served. */
import { expect, test } from "vitest";
import { ms, type Ns, us } from "../../../src/base/time.ts";
import type { TraceEvent } from "../../../src/trace/event.ts";
import { type CheckedRun, eventsOf, runYaml, taskNamed } from "../../support/check-run.ts";

const run = (text: string): CheckedRun => runYaml("asyncio", text);

/** The callbacks of each iteration, in order. */
function iterations({ trace }: CheckedRun): readonly { readonly ready: number; readonly ran: readonly string[] }[] {
  const all: { ready: number; ran: string[] }[] = [];
  for (const event of eventsOf(trace, "loop.iterated", "callback.started")) {
    if (event.kind === "loop.iterated") all.push({ ready: event.ready, ran: [] });
    else all.at(-1)?.ran.push(`${event.what} ${event.task === null ? "-" : trace.tables.tasks[event.task]?.name}`);
  }
  return all;
}

/** Instants at which a task began each turn of a step. */
const instantsOf = ({ trace }: CheckedRun, name: string, step: number): readonly Ns[] =>
  eventsOf(trace, "task.stepped")
    .filter((event) => event.task === taskNamed(trace, name) && event.step === step)
    .map(({ time }) => time);

const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] as number;

test("an iteration runs the callbacks that were ready when it began; what they schedule runs in the next", () => {
  const all = iterations(
    run(
      "{costs: none, tasks: [{name: Ann, count: 2, steps: [{cpu: 1ms}, {yield: true}, {cpu: 1ms}]}, {name: Cat, steps: [{cpu: 1ms}]}]}",
    ),
  );
  expect(all.map(({ ran }) => ran)).toEqual([
    ["task-step Ann 1", "task-step Ann 2", "task-step Cat"],
    ["task-step Ann 1", "task-step Ann 2"],
  ]);
  expect(all.every(({ ready, ran }) => ready === ran.length)).toBe(true);
});

test("who is woken takes two turns: the future in one, the task's step in the next", () => {
  const all = iterations(
    run("{costs: none, tasks: [{name: Ann, steps: [{sleep: 2ms}]}, {name: Bob, steps: [{io: 5ms}]}]}"),
  );
  expect(all.map(({ ran }) => ran)).toEqual([
    ["task-step Ann", "task-step Bob"],
    ["timer Ann"],
    ["task-step Ann"],
    ["io Bob"],
    ["task-step Bob"],
  ]);
});

test("the selector waits whole milliseconds, rounded up", () => {
  const { metrics, trace } = run("{costs: none, tasks: [{name: Ann, steps: [{sleep: 1300us}]}]}");
  expect(metrics.tasks[0]?.finished).toBe(ms(2));
  expect(eventsOf(trace, "timer.set")[0]?.due).toBe(us(1300));
});

test("an idle heartbeat of 10 ms is late by about a millisecond", () => {
  const beats = instantsOf(run("{tasks: [{name: Heart, steps: [{repeat: 50, steps: [{sleep: 10ms}]}]}]}"), "Heart", 0);
  const late = median(beats.slice(1).map((beat, index) => beat - (beats[index] as number))) - ms(10);
  expect(late).toBeGreaterThan(us(50));
  expect(late).toBeLessThan(us(1300));
});

test("beside slices of 5 ms a timer is late by up to three of them", () => {
  const text =
    "{tasks: [{name: Heart, steps: [{repeat: 30, steps: [{sleep: 10ms}]}]}, {name: Hog, steps: [{repeat: 150, steps: [{cpu: 5ms}, {yield: true}]}]}]}";
  const beats = instantsOf(run(text), "Heart", 0);
  const late = beats.slice(1, 25).map((beat, index) => beat - (beats[index] as number) - ms(10));
  expect(Math.max(...late)).toBeLessThanOrEqual(ms(15.5));
  expect(Math.min(...late)).toBeGreaterThanOrEqual(ms(5));
});

test("a blocking call stops everybody; awaited, nobody", () => {
  const longest = (io: string) => {
    const beats = instantsOf(
      run(
        `{tasks: [{name: Heart, steps: [{repeat: 20, steps: [{sleep: 10ms}]}]}, {name: Call, at: 45ms, steps: [{io: ${io}}]}]}`,
      ),
      "Heart",
      0,
    );
    return Math.max(...beats.slice(1).map((beat, index) => beat - (beats[index] as number)));
  };
  expect(longest("{for: 100ms, blocking: true}")).toBeGreaterThan(ms(95));
  expect(longest("100ms")).toBeLessThan(ms(12));
});

test.each([
  ["3.12", 2, 4],
  ["3.8", 2, 4],
  ["3.7", 2, 2],
  ["3.12", 1, 4],
  ["3.12", 16, 1],
])("CPython %s, %i CPUs: twenty blocking calls of 20 ms in the default pool take %i waves", (version, cores, waves) => {
  const { metrics } = run(
    `{machine: {cores: ${cores}}, python: {version: "${version}"}, tasks: [{name: Call, count: 20, steps: [{offload: [{io: {for: 20ms, blocking: true}}]}]}]}`,
  );
  expect(metrics.makespan / ms(20)).toBeGreaterThan(waves);
  expect(metrics.makespan / ms(20)).toBeLessThan(waves + 0.35);
});

test.each([
  ["3.8", 3],
  ["3.9", 1],
])("CPython %s: three calls one after the other start %i workers", (version, workers) => {
  const { trace } = run(
    `{python: {version: "${version}"}, tasks: [{name: Ann, steps: [{repeat: 3, steps: [{offload: [{io: 1ms}]}]}]}]}`,
  );
  expect(trace.tables.threads.filter(({ role }) => role === "worker")).toHaveLength(workers);
});

test("once its answer is there a task waits for the loop, not for the network", () => {
  const { metrics } = run(
    "{costs: none, tasks: [{name: Ann, steps: [{io: 5ms}]}, {name: Bob, steps: [{sleep: 1ms}, {io: {for: 20ms, blocking: true}}]}]}",
  );
  expect(metrics.tasks.map(({ waiting }) => [waiting.io, waiting.loop])).toEqual([
    [ms(5), ms(16)],
    [ms(20), 0],
  ]);
});

test("offloaded, a task runs on its worker while the loop goes on", () => {
  const offloaded = run(
    "{machine: {cores: 2}, costs: none, tasks: [{name: Ann, steps: [{offload: [{native: 30ms}]}]}, {name: Bob, steps: [{cpu: 20ms}]}]}",
  );
  expect(offloaded.metrics.makespan).toBe(ms(30));
  expect(offloaded.metrics.tasks[0]?.waiting.result).toBeLessThan(us(1));
  const { task, core } = offloaded.history.worldAt(offloaded.trace.log.lastAtOrBefore(ms(10))).threads[1] ?? {};
  expect({ task, core }).toEqual({ task: 0, core: 1 });
});

test("Python in a worker makes the loop wait for the GIL: a switch interval for each beat", () => {
  const text = (work: string) =>
    `{machine: {cores: 2}, tasks: [{name: Heart, steps: [{repeat: 30, steps: [{sleep: 10ms}]}]}, {name: Call, steps: [{offload: [{${work}: 600ms}]}]}]}`;
  const late = (work: string) => {
    const beats = instantsOf(run(text(work)), "Heart", 0);
    return median(beats.slice(1).map((beat, index) => beat - (beats[index] as number))) - ms(10);
  };
  expect(late("cpu")).toBeGreaterThan(ms(5));
  expect(late("native")).toBeLessThan(us(1300));
});

test("what a worker raises comes back to the task that awaits it", () => {
  const { metrics } = run(
    "{tasks: [{name: Ann, steps: [{offload: [{raise: ValueError}]}, {cpu: 1ms}]}, {name: Bob, steps: [{cpu: 1ms}]}]}",
  );
  expect(metrics.tasks.map(({ outcome, cpu }) => [outcome, cpu])).toEqual([
    ["failed", 0],
    ["finished", ms(1)],
  ]);
});

const outcomes = ({ metrics }: CheckedRun) => metrics.tasks.map(({ outcome, finished }) => [outcome, finished]);

test("a request to stop is heard at an await; who never awaits is not stopped", () => {
  const stopped = run(`{costs: none, tasks: [
    {name: Sleeps, cancelAt: 5ms, steps: [{sleep: 1s}]},
    {name: Waits, cancelAt: 5ms, steps: [{io: 6ms}, {io: 1s}]},
    {name: Computes, at: 10ms, cancelAt: 12ms, steps: [{cpu: 5ms}]},
    {name: Unborn, at: 11ms, cancelAt: 12ms, steps: [{cpu: 1ms}]}]}`);
  expect(outcomes(stopped).map(([outcome]) => outcome)).toEqual(["cancelled", "cancelled", "finished", "cancelled"]);
  expect(stopped.metrics.tasks[0]?.finished).toBe(ms(5));
  expect(stopped.metrics.tasks[3]?.cpu).toBe(0);
});

test("cancelled before a worker has taken it, a call is never begun; after that it goes on to its end", () => {
  const text = (cancelAt: string) =>
    `{costs: none, python: {maxWorkers: 1}, tasks: [{name: Ann, ${cancelAt} steps: [{offload: [{native: 10ms}]}]}, {name: Bob, cancelAt: 5ms, steps: [{offload: [{native: 10ms}]}]}]}`;
  const before = run(text(""));
  expect(outcomes(before)).toEqual([
    ["finished", ms(10)],
    ["cancelled", ms(5)],
  ]);
  expect(before.metrics.tasks[1]?.cpu).toBe(0);
  const after = run(text("cancelAt: 2ms,"));
  expect(outcomes(after)).toEqual([
    ["cancelled", ms(2)],
    ["cancelled", ms(5)],
  ]);
  expect(after.metrics.tasks[0]?.cpu).toBe(ms(10));
});

const acquirers = ({ trace }: CheckedRun) =>
  eventsOf(trace, "lock.acquired").map(({ task }) => trace.tables.tasks[task as number]?.name);

test("a lock is first come, first served: nobody overtakes one that has been woken", () => {
  const text =
    "{costs: none, tasks: [{name: Ann, steps: [{lock: a}, {sleep: 2ms}, {unlock: a}, {lock: a}, {unlock: a}]}, {name: Bob, steps: [{lock: a}, {unlock: a}]}]}";
  expect(acquirers(run(text))).toEqual(["Ann", "Bob", "Ann"]);
});

/** Ann's step and the request to stop Bob are in one iteration: Bob has been woken for what Ann gave when he hears of it. */
const wokenAndStopped = (gives: string, wants: string) => `{costs: none, queues: {q: 1}, tasks: [
  {name: Ann, steps: [${wants === "lock: a" ? "{lock: a}," : ""} {io: 10ms}, {${gives}}]},
  {name: Bob, at: 1ms, cancelAt: 12ms, steps: [{${wants}}]},
  {name: Cat, at: 2ms, steps: [{${wants}}]},
  {name: Hog, at: 9ms, steps: [{cpu: 3ms}, {yield: true}, {cpu: 3ms}]}]}`;

test.each([
  ["lock", "unlock: a", "lock: a"],
  ["queue", "put: q", "get: q"],
])("who is stopped after being woken for a %s passes it on", (_, gives, wants) => {
  const passed = run(wokenAndStopped(gives, wants));
  expect(passed.metrics.tasks.map(({ outcome }) => outcome)).toEqual(["finished", "cancelled", "finished", "finished"]);
});

test("two locks in two orders: the two are stuck, the loop is not", () => {
  const text = `{costs: none, tasks: [
    {name: Ann, steps: [{lock: a}, {sleep: 1ms}, {lock: b}]},
    {name: Bob, steps: [{lock: b}, {sleep: 1ms}, {lock: a}]},
    {name: Cat, steps: [{sleep: 50ms}, {cpu: 5ms}]}]}`;
  const stuck = run(text);
  expect(stuck.world.outcome).toBe("deadlocked");
  expect(outcomes(stuck)).toEqual([
    ["stuck", null],
    ["stuck", null],
    ["finished", ms(55)],
  ]);
});

test("gather: the parts of a task are tasks of the loop, and it goes on after the last", () => {
  const split = run(
    "{costs: none, tasks: [{name: Ann, steps: [{parallel: {ways: 3, steps: [{io: 10ms}, {cpu: 1ms}]}}, {cpu: 1ms}]}]}",
  );
  expect(split.metrics.makespan).toBe(ms(14));
  expect(split.trace.tables.threads).toHaveLength(1);
  const named = (event: TraceEvent) => "task" in event && split.trace.tables.tasks[event.task as number]?.name;
  expect(eventsOf(split.trace, "task.finished").map(named)).toEqual(["Ann.1", "Ann.2", "Ann.3", "Ann"]);
});

test("a cancelled gather cancels its parts, and ends after them", () => {
  const stopped = run(
    "{costs: none, tasks: [{name: Ann, cancelAt: 3ms, steps: [{parallel: {ways: 2, steps: [{io: 10ms}, {cpu: 1ms}]}}]}, {name: Bob, steps: [{io: 20ms}]}]}",
  );
  const ends = eventsOf(stopped.trace, "task.cancelled").map(({ task, time }) => [
    stopped.trace.tables.tasks[task]?.name,
    time,
  ]);
  expect(ends).toEqual([
    ["Ann.1", ms(3)],
    ["Ann.2", ms(3)],
    ["Ann", ms(3)],
  ]);
});

test("a part that raises makes gather raise in the parent at once; the others go on", () => {
  const failed = run(
    "{costs: none, tasks: [{name: Ann, steps: [{parallel: {ways: 2, steps: [{get: q}, {raise: KeyError}]}}, {cpu: 1ms}]}, {name: Bob, steps: [{sleep: 3ms}, {put: q}, {sleep: 4ms}, {put: q}, {sleep: 1ms}]}], queues: {q: 1}}",
  );
  const ends = eventsOf(failed.trace, "task.failed").map(({ task, time }) => [
    failed.trace.tables.tasks[task]?.name,
    Math.round(time / 1e6),
  ]);
  expect(ends).toEqual([
    ["Ann.1", 3],
    ["Ann", 3],
    ["Ann.2", 7],
  ]);
});

test("a cancelled timer does not keep the loop waiting", () => {
  const stuck = run(
    "{costs: none, queues: {q: 1}, tasks: [{name: Ann, cancelAt: 5ms, steps: [{sleep: 20ms}]}, {name: Bob, steps: [{get: q}]}]}",
  );
  expect(stuck.metrics.outcome).toBe("deadlocked");
  expect(stuck.metrics.makespan).toBe(ms(5));
});

test("a lock or a queue cannot be shared by the loop and a thread of its pool", () => {
  const shared =
    "{queues: {q: 1}, tasks: [{name: Ann, steps: [{offload: [{get: q}]}]}, {name: Bob, steps: [{put: q}]}]}";
  expect(() => run(shared)).toThrow(/queue q is used by coroutines and inside offload/);
});

test("what is left when the program's tasks have ended is cancelled", () => {
  const left = run(
    "{costs: none, tasks: [{name: Ann, steps: [{parallel: {ways: 2, steps: [{get: q}, {raise: KeyError}]}}]}, {name: Bob, steps: [{put: q}]}], queues: {q: 1}}",
  );
  expect(left.metrics.outcome).toBe("completed");
  expect(left.metrics.tasks.map(({ name, outcome }) => `${name} ${outcome}`)).toEqual([
    "Ann failed",
    "Bob finished",
    "Ann.1 failed",
    "Ann.2 cancelled",
  ]);
});
