/** What goroutines wait for: system calls, the network, channels, mutexes, each other; and what happens when nobody will ever come. */
import { describe, expect, test } from "vitest";
import { findingsOf } from "../../../src/analysis/insights/index.ts";
import { narrate } from "../../../src/analysis/narration/narrate.ts";
import type { EventNamed } from "../../../src/trace/event.ts";
import type { Trace } from "../../../src/trace/trace.ts";
import { eventsOf, runYaml, taskNamed } from "../../support/check-run.ts";

const go = (text: string) => runYaml("goroutines", text);
const ms = (nanoseconds: number) => nanoseconds / 1e6;
const workers = (trace: Trace) => trace.tables.threads.filter(({ role }) => role === "worker").length;
const outcomes = (run: ReturnType<typeof go>) => run.metrics.tasks.map(({ outcome }) => outcome);

describe("system calls", () => {
  test("eight blocking calls of 50 ms on two Ps all go on at once, each with a thread", () => {
    const { metrics, trace } = go(
      "{machine: {cores: 2}, tasks: [{name: T, count: 8, steps: [{io: {for: 50ms, blocking: true}}]}]}",
    );
    expect(ms(metrics.makespan)).toBeGreaterThan(50);
    expect(ms(metrics.makespan)).toBeLessThan(51.5);
    expect(workers(trace)).toBeGreaterThanOrEqual(8);
  });

  test("sysmon takes the P of a call that lasts, once somebody else could use it", () => {
    const { trace } = go(
      "{machine: {cores: 1}, tasks: [{name: Worker, steps: [{cpu: 5ms}]}, {name: Caller, steps: [{io: {for: 30ms, blocking: true}}]}]}",
    );
    const [handed] = eventsOf(trace, "proc.handed-off");
    const [call] = eventsOf(trace, "io.submitted");
    const waited = (handed?.time ?? 0) - (call?.time ?? 0);
    expect(waited).toBeGreaterThan(20_000);
    expect(waited).toBeLessThan(1e6);
    expect(trace.tables.threads[handed?.thread ?? -1]?.name).toBe("M0");
  });

  test("a P that nobody needs is left to the call for 10 ms", () => {
    const { trace } = go("{machine: {cores: 2}, tasks: [{name: Caller, steps: [{io: {for: 60ms, blocking: true}}]}]}");
    const [handed] = eventsOf(trace, "proc.handed-off");
    expect(ms(handed?.time ?? 0)).toBeGreaterThan(10);
  });

  test("who comes back and finds no P waits in the global queue", () => {
    const { trace } = go(
      "{machine: {cores: 1}, tasks: [{name: Hog, steps: [{cpu: 40ms}]}, {name: Caller, steps: [{native: 5ms}, {cpu: 1ms}]}]}",
    );
    const caller = taskNamed(trace, "Caller");
    const queued = eventsOf(trace, "goroutine.queued").filter(({ task }) => task === caller);
    expect(queued.map(({ where }) => where)).toEqual(["runnext", "global"]);
  });
});

describe("the network poller", () => {
  test("a hundred connections need no thread each", () => {
    const { metrics, trace } = go("{machine: {cores: 2}, tasks: [{name: T, count: 100, steps: [{io: 20ms}]}]}");
    expect(ms(metrics.makespan)).toBeLessThan(21);
    expect(workers(trace)).toBeLessThanOrEqual(3);
  });

  test("with every P busy, sysmon looks after 10 ms, and the answer waits for the end of the slice", () => {
    const { trace } = go(
      "{machine: {cores: 1}, tasks: [{name: Cat, steps: [{io: 5ms}]}, {name: Hog, steps: [{sleep: 500us}, {cpu: 100ms}]}]}",
    );
    const cat = taskNamed(trace, "Cat");
    const queued = eventsOf(trace, "goroutine.queued").filter(({ task }) => task === cat);
    expect(queued.at(-1)?.where).toBe("global");
    expect(ms(queued.at(-1)?.time ?? 0)).toBeGreaterThan(9);
    expect(ms(queued.at(-1)?.time ?? 0)).toBeLessThan(31);
  });

  test("later arrivals are accepted by the main goroutine", () => {
    const { metrics } = go(
      "{machine: {cores: 2}, tasks: [{name: T, count: 5, at: {every: 3ms}, steps: [{cpu: 1ms}]}, {name: Late, at: 40ms, steps: [{cpu: 1ms}]}]}",
    );
    expect(metrics.outcome).toBe("completed");
    expect(ms(metrics.makespan)).toBeCloseTo(41, 0);
  });
});

test("what is sent goes straight to who waits, who runs next in the sender's time slice", () => {
  const { trace } = go(`{machine: {cores: 1}, queues: {orders: 1}, tasks: [
    {name: Cook, steps: [{get: orders}, {cpu: 1us}]},
    {name: Waiter, steps: [{sleep: 1ms}, {put: orders}, {sleep: 1ms}]},
    {name: Other, count: 3, steps: [{sleep: 1ms}, {cpu: 1us}]}]}`);
  const cook = taskNamed(trace, "Cook");
  const chosen = eventsOf(trace, "goroutine.scheduled").filter(({ task }) => task === cook);
  expect(chosen.at(-1)).toMatchObject({ from: "runnext", inherits: true });
  const put = eventsOf(trace, "queue.put")[0] as EventNamed<"queue.put">;
  const got = eventsOf(trace, "queue.got")[0] as EventNamed<"queue.got">;
  expect(got.time).toBe(put.time);
});

describe("a mutex", () => {
  const { trace } = go(
    "{machine: {cores: 2}, tasks: [{name: T, count: 2, steps: [{repeat: 40, steps: [{lock: m}, {cpu: 400us}, {unlock: m}]}]}]}",
  );
  const taken = eventsOf(trace, "lock.acquired").map(({ task }) => task);

  test("who runs takes it again before the one that was woken comes", () => {
    const again = taken.filter((task, index) => task === taken[index - 1]).length;
    expect(again).toBeGreaterThan(20);
  });

  test("but nobody starves: after a millisecond it is handed over", () => {
    const asked = eventsOf(trace, "lock.requested");
    const waits = eventsOf(trace, "lock.acquired").map(({ task, time, seq }) => {
      const request = asked.findLast((each) => each.task === task && each.seq < seq);
      return ms(time - (request?.time ?? 0));
    });
    expect(Math.max(...waits)).toBeGreaterThan(1);
    expect(Math.max(...waits)).toBeLessThan(2.5);
  });
});

describe("all goroutines are asleep", () => {
  const run = go(`{machine: {cores: 2}, tasks: [
    {name: Ann, steps: [{lock: knife}, {sleep: 1ms}, {lock: board}]},
    {name: Bob, steps: [{lock: board}, {sleep: 1ms}, {lock: knife}]}]}`);
  const { trace } = run;

  test("the runtime ends the program with its message", () => {
    expect(run.metrics.outcome).toBe("deadlocked");
    const [dead] = eventsOf(trace, "runtime.deadlocked");
    expect(dead?.goroutines).toBe(3);
    const words = narrate(trace, dead?.seq ?? -1, "technical").map(({ text }) => text);
    expect(words.join("")).toMatch(/^Fatal error: all goroutines are asleep - deadlock!/);
    expect(run.world.threads.every(({ state }) => state === "exited")).toBe(true);
  });

  test("the finding names the cycle and quotes it", () => {
    const found = findingsOf(trace, run.metrics).find(({ id }) => id === "deadlock");
    expect(found?.sentence).toBe(
      "Deadlock: Ann waits for board, which Bob holds; Bob waits for knife, which Ann holds. " +
        'The Go runtime noticed and ended the program: "fatal error: all goroutines are asleep - deadlock!"',
    );
  });

  test("not while a timer is set, and at once when the last one is gone", () => {
    const { trace: later } = go(`{machine: {cores: 2}, queues: {q: 1}, tasks: [
      {name: Getter, steps: [{get: q}]}, {name: Sleeper, steps: [{sleep: 30ms}]}]}`);
    const [dead] = eventsOf(later, "runtime.deadlocked");
    expect(ms(dead?.time ?? 0)).toBeGreaterThan(30);
    expect(ms(dead?.time ?? 0)).toBeLessThan(32);
  });
});

describe("ends", () => {
  test("an error ends its goroutine alone, a crash the whole program", () => {
    const raised = go("{tasks: [{name: A, steps: [{raise: oops}]}, {name: B, steps: [{cpu: 5ms}]}]}");
    expect(outcomes(raised)).toEqual(["failed", "finished"]);
    const crashed = go("{tasks: [{name: A, steps: [{cpu: 1ms}, {segfault: true}]}, {name: B, steps: [{cpu: 5ms}]}]}");
    expect(outcomes(crashed)).toEqual(["crashed", "crashed"]);
    expect(crashed.metrics.outcome).toBe("crashed");
  });

  test("nobody can stop a goroutine from outside", () => {
    const run = go("{tasks: [{name: A, cancelAt: 2ms, steps: [{sleep: 10ms}]}]}");
    expect(outcomes(run)).toEqual(["finished"]);
    expect(eventsOf(run.trace, "task.cancel-requested")).toMatchObject([{ heard: false }]);
  });

  test("parallel parts run on all Ps, and the task waits for them", () => {
    const { metrics } = go(
      "{machine: {cores: 4}, tasks: [{name: A, steps: [{parallel: {ways: 4, steps: [{cpu: 20ms}]}}, {cpu: 1ms}]}]}",
    );
    expect(ms(metrics.makespan)).toBeGreaterThan(21);
    expect(ms(metrics.makespan)).toBeLessThan(23);
  });

  test("a plain race loses updates where two threads run it at once, and none on one P", () => {
    const lost = (cores: number) =>
      go(
        `{machine: {cores: ${cores}}, shared: {x: 0}, tasks: [{name: A, count: 2, steps: [{repeat: 2000, steps: [{increment: x}, {cpu: 1us}]}]}]}`,
      ).metrics.variables[0]?.lost;
    expect(lost(1)).toBe(0);
    expect(lost(2)).toBeGreaterThan(0);
  });
});
