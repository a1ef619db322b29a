/** Who runs when, under Go's scheduler: the mechanism of src/runtime/proc.go, and what was measured with go1.19. */
import { describe, expect, test } from "vitest";
import { percentile } from "../../../src/trace/metrics.ts";
import type { Trace } from "../../../src/trace/trace.ts";
import { eventsOf, runYaml, taskNamed } from "../../support/check-run.ts";

const go = (text: string) => runYaml("goroutines", text);
const ms = (nanoseconds: number) => nanoseconds / 1e6;
const nameOf = (trace: Trace, task: number | null) => (task === null ? "main" : trace.tables.tasks[task]?.name);

const sorted = (values: readonly number[]) => [...values].sort((a, b) => a - b);

describe("time slices: sysmon must see a goroutine twice, and sleeps for up to 10 ms itself", () => {
  const { trace } = go("{machine: {cores: 1}, tasks: [{name: Spinner, count: 2, steps: [{cpu: 500ms}]}]}");
  const preempted = eventsOf(trace, "goroutine.preempted");

  test("two that compute take turns of 20 ms, some shorter ones", () => {
    const gaps = preempted.slice(1).map((event, index) => ms(event.time - (preempted[index]?.time ?? 0)));
    expect(gaps.length).toBeGreaterThan(40);
    expect(percentile(sorted(gaps), 0.5)).toBeCloseTo(20.2, 0);
    expect(ms(preempted[0]?.time ?? 0)).toBeGreaterThan(10);
    expect(Math.max(...gaps)).toBeLessThan(20.5);
  });

  test("who is stopped goes to the end of the global queue", () => {
    for (const { task, seq } of preempted) {
      const queued = eventsOf(trace, "goroutine.queued").find((each) => each.seq > seq);
      expect(queued).toMatchObject({ task, where: "global" });
    }
  });

  test("a sleep of 1 ms beside one that computes, on one P", () => {
    const sleeper = go(
      "{machine: {cores: 1}, tasks: [{name: Hog, steps: [{cpu: 700ms}]}, {name: Cat, steps: [{repeat: 30, steps: [{sleep: 1ms}]}]}]}",
    ).trace;
    const cat = taskNamed(sleeper, "Cat");
    const steps = eventsOf(sleeper, "task.stepped").filter((event) => event.task === cat);
    const turns = steps.slice(1).map((event, index) => ms(event.time - (steps[index]?.time ?? 0)));
    expect(percentile(sorted(turns), 0.5)).toBeCloseTo(20.2, 0);
  });
});

test.each([
  [2, 100],
  [4, 50],
  [8, 25],
])("%i tasks of %i ms: half the time on two Ps, the whole of it on one", (count, length) => {
  const ratio = (cores: number) =>
    go(`{machine: {cores: ${cores}}, tasks: [{name: T, count: ${count}, steps: [{cpu: ${length}ms}]}]}`).metrics
      .makespan /
    (count * length * 1e6);
  expect(ratio(1)).toBeCloseTo(1, 1);
  expect(ratio(2)).toBeGreaterThan(0.5);
  expect(ratio(2)).toBeLessThan(0.53);
});

describe("queues", () => {
  test("the last one started runs next, and in the time slice of the one who started it", () => {
    const { trace } = go("{machine: {cores: 1}, tasks: [{name: T, count: 4, steps: [{cpu: 1ms}]}]}");
    const chosen = eventsOf(trace, "goroutine.scheduled").slice(0, 5);
    expect(chosen.map(({ task }) => nameOf(trace, task))).toEqual(["main", "T 4", "T 1", "T 2", "T 3"]);
    expect(chosen.map(({ inherits }) => inherits)).toEqual([true, true, false, false, false]);
  });

  test("every 61st time slice the global queue comes first, however many wait in the P's own", () => {
    const { trace } = go(
      "{machine: {cores: 1}, tasks: [{name: Yielder, steps: [{yield: true}, {cpu: 1us}]}, {name: T, count: 200, steps: [{cpu: 1us}]}]}",
    );
    const ends = eventsOf(trace, "task.finished").map(({ task }) => nameOf(trace, task));
    expect(ends).toHaveLength(201);
    expect(ends.indexOf("Yielder")).toBeGreaterThan(55);
    expect(ends.indexOf("Yielder")).toBeLessThan(62);
  });

  test("a full queue of 256 gives half of it to the global one", () => {
    const { trace } = go("{machine: {cores: 1}, tasks: [{name: T, count: 600, steps: [{cpu: 1us}]}]}");
    const spilled = eventsOf(trace, "goroutine.spilled");
    expect(spilled.length).toBeGreaterThanOrEqual(2);
    expect(new Set(spilled.map(({ count }) => count))).toEqual(new Set([128]));
  });

  test("a P without work steals half of another's queue", () => {
    const { trace, history } = go("{machine: {cores: 2}, tasks: [{name: T, count: 100, steps: [{cpu: 1ms}]}]}");
    const [first] = eventsOf(trace, "goroutine.stolen");
    if (first === undefined) throw new Error("nothing was stolen");
    const waiting = history.worldAt(first.seq - 1).procs[first.from]?.queue.size ?? 0;
    expect(waiting).toBeGreaterThan(90);
    expect(first.count).toBe(Math.ceil(waiting / 2));
    expect(history.worldAt(first.seq).procs[first.to]?.queue.size).toBe(first.count);
  });

  test("no more threads run goroutines than there are Ps, and they are reused", () => {
    const { trace } = go("{machine: {cores: 2}, tasks: [{name: T, count: 300, steps: [{sleep: 1ms}, {cpu: 100us}]}]}");
    expect(trace.tables.threads.filter(({ role }) => role === "worker")).toHaveLength(2);
  });
});

describe("thousands of goroutines", () => {
  const sleepers = (count: number) =>
    go(`{machine: {cores: 2}, tasks: [{name: T, count: ${count}, steps: [{sleep: 50ms}]}]}`);

  test("a thousand sleeps of 50 ms take little longer than one", () => {
    const { metrics, trace } = sleepers(1000);
    expect(ms(metrics.makespan)).toBeGreaterThan(50);
    expect(ms(metrics.makespan)).toBeLessThan(52);
    expect(trace.tables.threads.length).toBeLessThanOrEqual(4);
  });

  test("each takes 2.7 KiB", () => {
    const few = sleepers(200).trace.peakBytes;
    const many = sleepers(700).trace.peakBytes;
    expect((many - few) / 500 / 1024).toBeCloseTo(2.7, 1);
  });

  test("starting, running and ending one takes 0.12 to 0.18 us", () => {
    const { metrics } = go("{machine: {cores: 1}, tasks: [{name: T, count: 1500, steps: [{call: c}]}]}");
    const each = metrics.makespan / 1500;
    expect(each).toBeGreaterThan(120);
    expect(each).toBeLessThan(190);
  });
});
