/** The models without an event loop: one thread for everything, and a thread for each task. */
import { describe, expect, test } from "vitest";
import { ms, us } from "../../../src/base/time.ts";
import { eventsOf, runYaml } from "../../support/check-run.ts";

const ends = (model: string, text: string) =>
  runYaml(model, text).metrics.tasks.map(({ finished }) => (finished as number) / 1e6);

describe("blocking", () => {
  test("one task after the other, in the order of their arrival; those behind wait", () => {
    const text =
      "{costs: none, tasks: [{name: Ann, at: 2ms, steps: [{cpu: 1ms}, {io: 10ms}]}, {name: Bob, steps: [{sleep: 5ms}]}, {name: Cat, at: 2ms, steps: [{native: 3ms}]}]}";
    const { metrics, trace } = runYaml("blocking", text);
    expect(metrics.tasks.map(({ finished }) => finished)).toEqual([ms(16), ms(5), ms(19)]);
    expect(metrics.tasks.map(({ waiting }) => waiting.start)).toEqual([ms(3), 0, ms(14)]);
    expect({ concurrent: metrics.concurrent, parallel: metrics.parallel }).toEqual({
      concurrent: false,
      parallel: false,
    });
    expect(trace.tables.threads.map(({ role }) => role)).toEqual(["main"]);
  });

  test("between arrivals it sleeps", () => {
    expect(
      ends(
        "blocking",
        "{costs: none, tasks: [{name: Ann, steps: [{cpu: 1ms}]}, {name: Bob, at: 20ms, steps: [{cpu: 1ms}]}]}",
      ),
    ).toEqual([1, 21]);
  });

  test("the parts of a task run one after the other, and the task goes on after the last", () => {
    const text =
      "{costs: none, tasks: [{name: Ann, steps: [{cpu: 1ms}, {parallel: {ways: 3, steps: [{io: 4ms}, {cpu: 1ms}]}}, {cpu: 1ms}]}]}";
    const { metrics } = runYaml("blocking", text);
    expect(metrics.tasks.map(({ name, finished }) => [name, finished])).toEqual([
      ["Ann", ms(17)],
      ["Ann.1", ms(6)],
      ["Ann.2", ms(11)],
      ["Ann.3", ms(16)],
    ]);
  });
});

describe("threads without a GIL", () => {
  test("as many cores as tasks: the longest task's time", () => {
    expect(
      ends("threads", "{machine: {cores: 3}, costs: none, tasks: [{name: Sum, count: 3, steps: [{cpu: 50ms}]}]}"),
    ).toEqual([50, 50, 50]);
  });

  test("a lock serialises what it guards, in the order of asking, and nothing else", () => {
    const text =
      "{machine: {cores: 3}, costs: none, tasks: [{name: Ann, count: 3, at: {every: 1ms}, steps: [{lock: a}, {cpu: 10ms}, {unlock: a}, {cpu: 10ms}]}]}";
    const { metrics, trace } = runYaml("threads", text);
    expect(metrics.tasks.map(({ finished }) => finished)).toEqual([ms(20), ms(30), ms(40)]);
    expect(metrics.tasks.map(({ waiting }) => waiting.lock)).toEqual([0, ms(9), ms(18)]);
    expect(eventsOf(trace, "lock.acquired").map(({ task }) => task)).toEqual([0, 1, 2]);
  });

  test("a bounded queue: who puts waits while it is full, who gets while it is empty", () => {
    const text = `{machine: {cores: 2}, costs: none, queues: {orders: 2}, tasks: [
      {name: Waiter, steps: [{repeat: 4, steps: [{put: orders}]}]},
      {name: Cook, steps: [{repeat: 4, steps: [{get: orders}, {cpu: 10ms}]}]}]}`;
    const { metrics } = runYaml("threads", text);
    expect(metrics.tasks.map(({ finished }) => finished)).toEqual([ms(10), ms(40)]);
    expect(metrics.tasks[0]?.waiting.queue).toBe(ms(10));
  });

  test("the parts of a task are threads, and it waits for all of them", () => {
    const text =
      "{machine: {cores: 2}, costs: none, tasks: [{name: Ann, steps: [{cpu: 1ms}, {parallel: {ways: 2, steps: [{cpu: 8ms}]}}, {cpu: 1ms}]}]}";
    const { metrics, trace } = runYaml("threads", text);
    expect(metrics.makespan).toBe(ms(10));
    expect(metrics.tasks[0]?.waiting.join).toBe(ms(8));
    expect(trace.tables.threads.map(({ name }) => name)).toEqual(["main", "Ann", "Ann.1", "Ann.2"]);
  });

  test("the steps of an offload run in place", () => {
    const { metrics, trace } = runYaml(
      "threads",
      "{costs: none, tasks: [{name: Ann, steps: [{offload: [{cpu: 2ms}]}, {cpu: 1ms}]}]}",
    );
    expect(metrics.makespan).toBe(ms(3));
    expect(trace.tables.threads).toHaveLength(2);
  });

  test("yield lets the next thread on the core run", () => {
    const text =
      "{machine: {cores: 1, scheduler: fifo}, costs: none, tasks: [{name: Ann, count: 2, steps: [{cpu: 1ms}, {yield: true}, {cpu: 1ms}]}]}";
    const { trace } = runYaml("threads", text);
    const computed = eventsOf(trace, "cpu.started").map(({ task }) => task);
    expect(computed).toEqual([0, 1, 0, 1]);
    expect(eventsOf(trace, "sched.switched").filter(({ reason }) => reason === "yielded")).toHaveLength(2);
  });

  test("two busy hardware threads of a core share its speed, 0.62 each", () => {
    const text = (count: number) =>
      `{machine: {cores: 1, threadsPerCore: 2}, costs: none, tasks: [{name: Sum, count: ${count}, steps: [{cpu: 62ms}]}]}`;
    expect(ends("threads", text(1))).toEqual([62]);
    expect(ends("threads", text(2))).toEqual([100, 100]);
  });

  test("whole cores fill up before their second hardware threads", () => {
    const text =
      "{machine: {cores: 2, threadsPerCore: 2}, costs: none, tasks: [{name: Sum, count: 2, steps: [{cpu: 50ms}]}]}";
    const { metrics } = runYaml("threads", text);
    expect(metrics.makespan).toBe(ms(50));
    const [a, b, c, d] = metrics.cores.map(({ busy }) => busy);
    expect([Math.min(a ?? 1, b ?? 1), Math.min(c ?? 1, d ?? 1)]).toEqual([0, 0]);
  });

  test("a timer is late by the machine's slack, a device is not", () => {
    const costs = "{preset: none, timerSlack: 50us}";
    const text = (wait: string) => `{costs: ${costs}, tasks: [{name: Ann, steps: [{${wait}: 10ms}]}]}`;
    expect(runYaml("threads", text("sleep")).metrics.makespan).toBe(ms(10) + us(50));
    expect(runYaml("threads", text("io")).metrics.makespan).toBe(ms(10));
  });

  test("a switch costs its time on the core that switches, and a change of core more", () => {
    const costs = "{preset: none, contextSwitch: 1ms}";
    const text = `{machine: {cores: 1, scheduler: {policy: rr, quantum: 10ms}}, costs: ${costs}, tasks: [{name: Sum, count: 2, steps: [{cpu: 15ms}]}]}`;
    const { trace, metrics } = runYaml("threads", text);
    const switches = eventsOf(trace, "sched.switched").filter(({ to }) => to !== null);
    expect(new Set(switches.map(({ cost }) => cost))).toEqual(new Set([ms(1)]));
    expect(metrics.busy).toBe(ms(30) + switches.length * ms(1));
  });
});
