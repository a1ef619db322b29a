/** What findings blame: only what was really in the way, in small scenarios where it is plain what that is. */
import { describe, expect, test } from "vitest";
import { findingsOf } from "../../src/analysis/insights/index.ts";
import { plural } from "../../src/analysis/insights/names.ts";
import { ms } from "../../src/base/time.ts";
import { runtimes } from "../../src/simulation/runtimes/index.ts";
import { type SimulateOptions, simulate } from "../../src/simulation/simulate.ts";
import { loadScenario } from "../../src/simulation/workload/load.ts";
import * as events from "../../src/trace/event.ts";
import { TraceBuilder } from "../support/trace-builder.ts";

/** Each task's steps in flow style, `{cpu: 5ms}, {io: 2ms}`; what else the file holds comes before. */
function told(model: string, tasks: Readonly<Record<string, string>>, before = "", options: SimulateOptions = {}) {
  const list = Object.entries(tasks).map(([name, steps]) =>
    steps.startsWith("{") ? `  - { name: ${name}, steps: [${steps}] }` : `  - { name: ${name}, ${steps} }`,
  );
  const text = ["machine: { cores: 4 }", before, "tasks:", ...list].join("\n");
  const findings = findingsOf(simulate(loadScenario(text, "test.yaml"), runtimes.get(model), options));
  return Object.fromEntries(findings.map(({ id, sentence }) => [id, sentence]));
}

describe("why not parallel", () => {
  test("not for the GIL where only one has something to compute", () => {
    expect(told("threads-gil", { A: "{io: 20ms}", B: "{cpu: 20ms}" }).quadrant).toBe(
      "Concurrent, not parallel: up to 2 tasks in progress, but at no time did two of them have something to compute.",
    );
  });

  test("for the GIL where two have, even if the first keeps the second from being started", () => {
    const why = "but the GIL lets one thread run Python at a time.";
    expect(told("threads-gil", { A: "{cpu: 20ms}", B: "{cpu: 20ms}" }).quadrant).toContain(why);
    expect(told("threads-gil", { A: "{cpu: 3ms}, {io: 9ms}", B: "{cpu: 3ms}, {io: 9ms}" }).quadrant).toContain(why);
    const stopped = told("threads-gil", { A: "{cpu: 20ms}", B: "{io: 1ms}, {cpu: 20ms}" }, "", { until: ms(9) });
    expect(stopped.quadrant).toContain(why);
  });

  test("not for the GIL where a lock lets one compute at a time", () => {
    const steps = "{lock: pan}, {io: 2ms}, {cpu: 3ms}, {unlock: pan}";
    expect(told("threads-gil", { A: steps, B: steps }).quadrant).toContain("never two cores computed at the same time");
  });

  test("parts that only wait overlap their waits", () => {
    const A = "{parallel: {ways: 4, steps: [{io: 10ms}]}}";
    expect(told("asyncio", { A }).quadrant).toBe(
      "Neither concurrent nor parallel: one task at a time; its parts overlap their waits.",
    );
    expect(told("threads-gil", { A: "{parallel: {ways: 4, steps: [{cpu: 10ms}]}}" }).quadrant).toBe(
      "Neither concurrent nor parallel: one task at a time; its parts overlap, but the GIL lets one thread run Python at a time.",
    );
    expect(told("blocking", { A }).quadrant).toContain("one task at a time, each to its end.");
  });
});

describe("why cores are idle", () => {
  const waits = /^Idle cores: 0\.\d\d of 4 busy on average, because the work is mostly waiting; cores are not what is/;

  test.each(["blocking", "threads-gil", "threads"])("for waiting, in %s", (model) => {
    expect(told(model, { A: "{io: 20ms}", B: "{io: 20ms}" })["idle-cores"]).toMatch(waits);
    expect(told(model, { A: "{cpu: 2ms}, {io: 9ms}", B: "{sleep: 9ms}, {cpu: 2ms}" })["idle-cores"]).toMatch(waits);
  });

  test("for waiting where a task is cancelled", () => {
    const tasks = { A: "cancelAt: 4ms, steps: [{cpu: 2ms}, {io: 30ms}]", B: "{cpu: 2ms}, {io: 9ms}" };
    expect(told("threads-gil", tasks)["idle-cores"]).toMatch(waits);
  });

  test("not in an event loop, from which nobody expects more than a core, unless it has a pool", () => {
    const tasks = { A: "{cpu: 2ms}, {io: 9ms}", B: "{sleep: 9ms}, {cpu: 2ms}" };
    expect(told("asyncio", tasks)["idle-cores"]).toBeUndefined();
    expect(told("asyncio", { ...tasks, C: "{offload: [{io: 20ms}]}" })["idle-cores"]).toMatch(waits);
  });

  test("the main thread's waits for the GIL are not the tasks'", () => {
    expect(told("threads-gil", { A: "{io: 20ms}", B: "{cpu: 20ms}" })["idle-cores"]).toBeUndefined();
  });

  test("a wait for a turn is booked once, from creation to start", () => {
    const first = "{cpu: 10ms}";
    expect(told("asyncio", { A: first, B: first })["idle-cores"]).toContain("one thread, the event loop's, does all");
    const b = new TraceBuilder({ model: "asyncio", cores: 4 });
    b.process();
    b.loop();
    b.thread("main", "main");
    for (const name of ["A", "B"]) b.task(name);
    b.enter(0, 0);
    b.add(events.taskStarted, 0, 0);
    b.compute(0, 0, "python", 28);
    b.at(24).add(events.taskCreated, 1, null);
    b.add(events.taskReadied, 1);
    b.at(28).stop(0);
    b.add(events.taskFinished, 0);
    b.add(events.taskStarted, 1, 0);
    b.compute(0, 1, "python", 1);
    b.at(29).stop(0);
    b.add(events.taskFinished, 1);
    // A seventh of the run, which twice would be more than a fifth of it.
    expect(findingsOf(b.end()).map(({ id }) => id)).not.toContain("idle-cores");
  });
});

describe("a deadlock without a cycle says what is missing", () => {
  const B = "{sleep: 3ms}, {lock: knife}, {cpu: 1ms}, {unlock: knife}";

  test.each([
    ["finished", "{lock: knife}, {cpu: 1ms}"],
    ["failed", "{lock: knife}, {cpu: 1ms}, {raise: Oops}"],
    ["was cancelled", "cancelAt: 2ms, steps: [{lock: knife}, {io: 50ms}]"],
  ])("a lock whose holder %s", (parting, A) => {
    expect(told("asyncio", { A, B, C: B }).deadlock).toBe(
      `Deadlock: B and C can never go on: A took knife and ${parting} without giving it back.`,
    );
  });

  test("a lock whose holder crashed", () => {
    const b = new TraceBuilder();
    b.process();
    const knife = b.lock("knife");
    for (const name of ["A", "B"]) b.thread(name, "task", b.task(name));
    for (const task of [0, 1]) {
      b.add(events.taskStarted, task, task);
      b.add(events.schedSwitched, task, null, task, "idle", ms(0));
    }
    b.add(events.lockAcquired, knife, 0, 0);
    b.add(events.taskCrashed, 0);
    b.add(events.lockRequested, knife, 1, 1);
    b.add(events.threadParked, 1, "lock", knife, ms(99));
    b.leave(1, 1, "blocked");
    expect(findingsOf(b.end("deadlocked")).find(({ id }) => id === "deadlock")?.sentence).toBe(
      "Deadlock: B can never go on: A took knife and crashed without giving it back.",
    );
  });

  test.each(["threads-gil", "asyncio"])("a queue, in %s", (model) => {
    const queues = "queues: { orders: 1 }";
    expect(told(model, { A: "{get: orders}", B: "{cpu: 1ms}" }, queues).deadlock).toBe(
      "Deadlock: A can never go on: the queue orders is empty, and nobody puts anything in any more.",
    );
    expect(told(model, { A: "{put: orders}, {put: orders}" }, queues).deadlock).toBe(
      "Deadlock: A can never go on: the queue orders is full (1 of 1), and nobody takes anything out any more.",
    );
    const held = { A: "{lock: knife}, {get: orders}", B };
    expect(told(model, held, queues).deadlock).toBe(
      "Deadlock: A can never go on: the queue orders is empty, and nobody puts anything in any more; " +
        "B can never go on: A holds knife.",
    );
  });
});

test("a run that was cut off says so, and what to do", () => {
  const tasks = { A: "{cpu: 1ms}", B: "{cpu: 20ms}" };
  expect(told("blocking", tasks)["budget-exhausted"]).toBeUndefined();
  expect(told("blocking", tasks, "", { until: ms(4) })["budget-exhausted"]).toMatch(
    /^Stopped by its budget: at 4 ms, after \d+ events, 1 of 2 tasks had not ended; to see the end, allow more time \(--until\) or make the scenario's counts smaller\.$/,
  );
  expect(told("blocking", tasks, "", { maxEvents: 9 })["budget-exhausted"]).toContain("after 1");
});

test("counts have a space between thousands", () => {
  expect(plural(4005, "task")).toBe("4 005 tasks");
});
