/** The hub's rules, from the events and figures: what switches, what holds everybody, in which order greenlets go on, killing. */
import { describe, expect, test } from "vitest";
import { blockedLoop } from "../../../src/analysis/insights/blocked-loop.ts";
import { ms, us } from "../../../src/base/time.ts";
import { type CheckedRun, eventsOf, runYaml } from "../../support/check-run.ts";

const run = (text: string): CheckedRun => runYaml("gevent", text);

/** Names of tasks in the order in which they were given the thread after having waited. */
const resumed = ({ trace }: CheckedRun): readonly string[] =>
  eventsOf(trace, "task.resumed").map(({ task }) => trace.tables.tasks[task]?.name ?? "");

const finishedOf = ({ metrics }: CheckedRun, name: string): number =>
  Number(metrics.tasks.find((task) => task.name === name)?.finished);

describe("measured figures", () => {
  test("ten sleeps of 50 ms end together: 50.5 ms", () => {
    const { metrics } = run("{tasks: [{name: Ann, count: 10, steps: [{sleep: 50ms}]}]}");
    expect(metrics.makespan / 50.5e6).toBeCloseTo(1, 1.5);
    expect(metrics.concurrent).toBe(true);
    expect(metrics.parallel).toBe(false);
  });

  test("five unpatched blocking calls of 20 ms: 101 ms, one after the other", () => {
    const { metrics } = run("{tasks: [{name: Ann, count: 5, steps: [{io: {for: 20ms, on: disk, blocking: true}}]}]}");
    expect(metrics.makespan / 101e6).toBeCloseTo(1, 1.5);
  });

  test("a burst of 100 ms makes a due greenlet 99 ms late", () => {
    const checked = run("{tasks: [{name: Ann, steps: [{sleep: 1ms}]}, {name: Bob, steps: [{cpu: 100ms}]}]}");
    expect((finishedOf(checked, "Ann") - ms(1)) / ms(99)).toBeCloseTo(1, 1.5);
    expect(blockedLoop.find(checked.trace)).not.toBeNull();
  });

  test("a turn through the hub takes 1.4 us", () => {
    const { metrics } = run("{tasks: [{name: Ann, steps: [{repeat: 1000, steps: [{yield: true}]}]}]}");
    const bytecodes = 1000 * 40;
    expect((metrics.makespan - bytecodes) / 1000).toBeCloseTo(us(1.4), -2);
  });

  test("a parked greenlet takes 3.1 KiB", () => {
    const peak = (count: number) =>
      run(`{tasks: [{name: Ann, count: ${count}, steps: [{sleep: 5ms}]}]}`).metrics.peakBytes;
    expect((peak(101) - peak(1)) / 100 / 1024).toBeCloseTo(3.1, 1);
  });
});

test("a timer switches straight to its greenlet: nothing passes through the queue of callbacks", () => {
  const { trace } = run("{costs: none, tasks: [{name: Ann, steps: [{sleep: 2ms}, {io: 5ms}]}]}");
  const kinds = eventsOf(trace, "timer.fired", "io.completed", "callback.started", "task.resumed").map(
    (event) => event.kind,
  );
  expect(kinds).toEqual([
    "callback.started",
    "timer.fired",
    "task.resumed",
    "io.completed",
    "task.resumed",
    "callback.started",
  ]);
});

test("libev polls for whole milliseconds, rounded up", () => {
  const checked = run("{costs: none, tasks: [{name: Ann, steps: [{sleep: 1300us}]}]}");
  expect(finishedOf(checked, "Ann")).toBe(ms(2));
});

test("of one poll, timers go on in their order, then descriptors from the last to the first", () => {
  const busy = "{name: Hog, steps: [{cpu: 9ms}]}";
  const reads = "{name: R1, steps: [{io: 3ms}]}, {name: R2, steps: [{io: 4ms}]}";
  const sleeps = "{name: S1, steps: [{sleep: 5ms}]}, {name: S2, steps: [{sleep: 4ms}]}";
  expect(resumed(run(`{tasks: [${reads}, ${sleeps}, ${busy}]}`))).toEqual(["S2", "S1", "R2", "R1"]);
});

describe("the queue of callbacks", () => {
  test("what callbacks schedule runs in the same iteration", () => {
    const { trace } = run(
      "{costs: none, tasks: [{name: Ann, count: 2, steps: [{repeat: 3, steps: [{yield: true}]}]}]}",
    );
    expect(eventsOf(trace, "loop.polled")).toHaveLength(0);
  });

  test("the clock is looked at after fifty of them: greenlets that compute and yield keep a timer waiting that long", () => {
    const hog = (slice: string) =>
      run(
        `{tasks: [{name: Ann, steps: [{sleep: 1ms}]}, {name: Hog, steps: [{repeat: 200, steps: [{cpu: ${slice}}, {yield: true}]}]}]}`,
      );
    // Fifty slices of 1 ms, although the switch interval of 5 ms passed after five.
    expect(finishedOf(hog("1ms"), "Ann") / 1e6).toBeCloseTo(50, -1);
    // Slices so short that fifty of them take less: the first look after the interval ends the turn.
    expect(finishedOf(hog("20us"), "Ann") / 1e6).toBeLessThan(6.5);
  });
});

describe("locks and queues", () => {
  test("a release hands nothing over: who asks before the hub has called the waiter takes the lock", () => {
    const again = "[{lock: l}, {yield: true}, {unlock: l}, {lock: l}, {unlock: l}]";
    const { trace } = run(`{tasks: [{name: Ann, steps: ${again}}, {name: Bob, steps: [{lock: l}, {unlock: l}]}]}`);
    const owners = eventsOf(trace, "lock.acquired").map(({ task }) => trace.tables.tasks[task as number]?.name);
    expect(owners).toEqual(["Ann", "Ann", "Bob"]);
  });

  test("waiters get it in the order they came", () => {
    const { trace } = run("{tasks: [{name: Ann, count: 5, steps: [{lock: l}, {io: 1ms}, {unlock: l}]}]}");
    const owners = eventsOf(trace, "lock.acquired").map(({ task }) => task);
    expect(owners).toEqual([0, 1, 2, 3, 4]);
  });

  test("a lock that nobody has cannot be released, and only that greenlet fails", () => {
    const { metrics } = run(
      "{tasks: [{name: Ann, steps: [{unlock: l}]}, {name: Bob, steps: [{sleep: 1ms}, {lock: l}]}]}",
    );
    expect(metrics.tasks.map(({ outcome }) => outcome)).toEqual(["failed", "finished"]);
  });

  test("a full queue keeps its putters, the hub puts for them", () => {
    const { metrics, trace } = run(
      "{queues: {q: 1}, tasks: [{name: Ann, count: 4, steps: [{put: q}]}, {name: Bob, steps: [{sleep: 2ms}, {repeat: 4, steps: [{get: q}]}]}]}",
    );
    expect(metrics.outcome).toBe("completed");
    expect(Math.max(...eventsOf(trace, "queue.put").map(({ length }) => length))).toBe(1);
  });

  test("two locks in opposite order: a deadlock", () => {
    const both = (a: string, b: string) => `[{lock: ${a}}, {yield: true}, {lock: ${b}}]`;
    const { metrics } = run(`{tasks: [{name: Ann, steps: ${both("a", "b")}}, {name: Bob, steps: ${both("b", "a")}}]}`);
    expect(metrics.outcome).toBe("deadlocked");
  });
});

describe("ends", () => {
  test("a killed greenlet ends where it waits, in the hub's next turn", () => {
    const { metrics } = run("{costs: none, tasks: [{name: Ann, cancelAt: 3ms, steps: [{sleep: 50ms}]}]}");
    expect(metrics.tasks[0]).toMatchObject({ outcome: "cancelled", finished: ms(3) });
  });

  test("one that computes is killed at its next switch, one that has not begun never begins", () => {
    const { metrics } = run(
      "{costs: none, tasks: [{name: Ann, cancelAt: 3ms, steps: [{cpu: 10ms}, {sleep: 1ms}, {cpu: 1ms}]}, {name: Bob, at: 3ms, cancelAt: 4ms, steps: [{cpu: 1ms}]}]}",
    );
    expect(metrics.tasks[0]).toMatchObject({ outcome: "cancelled", cpu: ms(10) });
    expect(metrics.tasks[1]).toMatchObject({ outcome: "cancelled", started: null });
  });

  test("a killed waiter leaves the lock's line", () => {
    const { metrics } = run(
      "{tasks: [{name: Ann, steps: [{lock: l}, {sleep: 10ms}, {unlock: l}]}, {name: Bob, cancelAt: 2ms, steps: [{lock: l}]}, {name: Cat, steps: [{lock: l}, {unlock: l}]}]}",
    );
    expect(metrics.tasks.map(({ outcome }) => outcome)).toEqual(["finished", "cancelled", "finished"]);
  });

  test("subtasks overlap their waits, and the parent goes on though one of them raised", () => {
    const { metrics } = run(
      "{tasks: [{name: Ann, steps: [{parallel: {ways: 3, steps: [{io: 10ms}, {raise: ValueError}]}}, {cpu: 1ms}]}]}",
    );
    expect(metrics.makespan).toBeLessThan(ms(12));
    expect(metrics.tasks.map(({ outcome }) => outcome)).toEqual(["finished", "failed", "failed", "failed"]);
  });

  test("native code holds the thread as well: nobody runs beside it", () => {
    const { metrics } = run("{tasks: [{name: Ann, count: 2, steps: [{native: 10ms}]}]}");
    expect(metrics.parallel).toBe(false);
    expect(metrics.makespan).toBeGreaterThan(ms(20));
  });
});
