/** Findings on runs by hand, where every number can be checked by eye, and on the scenarios made for them. */
import { describe, expect, test } from "vitest";
import { findingsOf } from "../../src/analysis/insights/index.ts";
import { quadrant } from "../../src/analysis/insights/quadrant.ts";
import { ms, NEVER } from "../../src/base/time.ts";
import { runtimes } from "../../src/simulation/runtimes/index.ts";
import { scenarioText } from "../../src/simulation/scenarios/index.ts";
import { simulate } from "../../src/simulation/simulate.ts";
import { loadScenario } from "../../src/simulation/workload/load.ts";
import * as events from "../../src/trace/event.ts";
import type { Trace } from "../../src/trace/trace.ts";
import { step, TraceBuilder, threeFriends } from "../support/trace-builder.ts";

/** Two tasks on threads of their own; each line of the script is a task's burst: `[task, from, to]` in milliseconds. */
function script(
  bursts: readonly (readonly [task: number, from: number, to: number])[],
  parents: readonly (number | null)[],
): Trace {
  const b = new TraceBuilder({ cores: 4, model: "threads", python: null });
  b.process();
  for (const [index, parent] of parents.entries()) {
    b.thread(`T${index}`, "task", b.task(`T${index}`, [step("cpu", 10)], parent));
  }
  const moments = bursts.flatMap(([task, from, to]) => [
    { at: to, order: 0, task, to, from, ends: true },
    { at: from, order: 1, task, to, from, ends: false },
  ]);
  moments.sort((x, y) => x.at - y.at || x.order - y.order);
  for (const { at, task, from, to, ends } of moments) {
    b.at(at).afresh();
    if (ends) {
      b.stop(task);
      const isLast = !bursts.some(([other, start]) => other === task && start >= to);
      if (isLast) b.add(events.taskFinished, task);
    } else {
      const isFirst = !bursts.some(([other, start]) => other === task && start < from);
      if (isFirst) b.add(events.taskStarted, task, task);
      b.compute(task, task, "python", to - from);
    }
  }
  return b.end();
}

describe("the quadrant", () => {
  const cases: readonly (readonly [string, Trace])[] = [
    [
      "neither",
      script(
        [
          [0, 0, 10],
          [1, 10, 20],
        ],
        [null, null],
      ),
    ],
    [
      "concurrent",
      script(
        [
          [0, 0, 5],
          [1, 5, 10],
          [0, 10, 15],
          [1, 15, 20],
        ],
        [null, null],
      ),
    ],
    [
      "both",
      script(
        [
          [0, 0, 10],
          [1, 4, 14],
        ],
        [null, null],
      ),
    ],
    [
      "parallel",
      script(
        [
          [1, 0, 10],
          [2, 0, 10],
          [0, 10, 20],
          [3, 20, 30],
        ],
        [null, 0, 0, null],
      ),
    ],
  ];
  test.each(cases)("%s", (name, trace) => {
    expect(quadrant(trace).name).toBe(name);
    expect(findingsOf(trace)[0]?.id).toBe("quadrant");
  });

  test("says why", () => {
    expect(cases.map(([, trace]) => quadrant(trace).sentence)).toEqual([
      "Neither concurrent nor parallel: one task at a time, each to its end.",
      "Concurrent, not parallel: up to 2 tasks in progress, but at no time did two of them have something to compute.",
      "Concurrent and parallel: up to 2 tasks in progress, on up to 2 cores at the same time.",
      "Parallel, not concurrent: one task at a time, split over up to 2 cores.",
    ]);
    expect(quadrant(threeFriends()).sentence).toBe(
      "Concurrent, not parallel: up to 3 tasks in progress, but the GIL lets one thread run Python at a time.",
    );
  });

  test("an empty run is in none", () => {
    expect(quadrant(new TraceBuilder().build()).name).toBe("neither");
    expect(findingsOf(new TraceBuilder().build()).map((finding) => finding.id)).toEqual(["quadrant"]);
  });
});

test("a quiet run has nothing but its quadrant to tell", () => {
  const quiet = script(
    [
      [0, 0, 10],
      [1, 0, 10],
      [2, 0, 10],
      [3, 0, 10],
    ],
    [null, null, null, null],
  );
  expect(findingsOf(quiet).map((finding) => finding.id)).toEqual(["quadrant"]);
});

test("a deadlock is named as the cycle of who waits for whom", () => {
  const b = new TraceBuilder();
  b.process();
  const [knife, board] = [b.lock("knife"), b.lock("board")];
  for (const name of ["Ann", "Bob"]) b.thread(name, "task", b.task(name));
  b.add(events.lockAcquired, knife, 0, 0);
  b.add(events.lockAcquired, board, 1, 1);
  b.add(events.lockRequested, board, 0, 0);
  const closing = b.add(events.lockRequested, knife, 1, 1);
  const finding = findingsOf(b.end("deadlocked")).find(({ id }) => id === "deadlock");
  expect(finding).toEqual({
    id: "deadlock",
    seq: closing,
    sentence: "Deadlock: Ann waits for board, which Bob holds; Bob waits for knife, which Ann holds.",
  });
});

test("a deadlock without a cycle names those who are left", () => {
  const b = new TraceBuilder();
  b.process();
  b.tables.queues.push({ name: "orders", capacity: 1 });
  b.thread("Ann", "task", b.task("Ann"));
  b.add(events.taskCreated, 0, null);
  const finding = findingsOf(b.end("deadlocked")).find(({ id }) => id === "deadlock");
  expect(finding?.sentence).toBe("Deadlock: Ann can never go on, and nothing else is left to happen.");
});

test("a convoy counts the returns that queued behind a computing thread", () => {
  const b = new TraceBuilder();
  b.process();
  const gil = b.gil();
  for (const name of ["Hog", "Sleeper"]) b.thread(name, "task", b.task(name));
  b.takeGil(gil, 0);
  for (const [at, wait] of [
    [10, 5.1],
    [20, 0.01],
    [30, 5.3],
  ] as const) {
    b.at(at).add(events.threadParked, 1, "timer", null, NEVER);
    b.at(at + 1).add(events.gilRequested, gil, 1);
    b.at(at + 1 + wait).add(events.gilAcquired, gil, 1, true);
    b.add(events.gilReleased, gil, 1, false);
  }
  expect(findingsOf(b.end()).find(({ id }) => id === "gil-convoy")?.sentence).toBe(
    "GIL convoy: Sleeper came back from waiting twice and queued for the GIL behind computing threads, " +
      "5.2 ms a return (10.4 ms in all): 1.0 switch interval of 5 ms lost each time.",
  );
});

describe("the scenarios made for them", () => {
  const ids = (scenario: string, model: string): readonly string[] =>
    findingsOf(simulate(loadScenario(scenarioText(scenario), scenario), runtimes.get(model))).map(({ id }) => id);

  test.each([
    ["two-locks", "threads-gil", "deadlock"],
    ["lost-update", "threads-gil", "lost-update"],
    ["blocking-in-asyncio", "asyncio", "blocked-loop"],
    ["convoy", "threads-gil", "gil-convoy"],
    ["three-friends", "threads-gil", "idle-cores"],
    ["three-friends", "blocking", "idle-cores"],
  ])("%s under %s: %s", (scenario, model, id) => {
    expect(ids(scenario, model)).toContain(id);
  });

  test("and are silent where the model has no such trouble", () => {
    expect(ids("two-locks", "blocking")).not.toContain("deadlock");
    expect(ids("blocking-in-asyncio", "threads-gil")).not.toContain("blocked-loop");
    expect(ids("four-sums", "multiprocessing")).toEqual(["quadrant"]);
    expect(ids("three-friends", "threads")).toEqual(["quadrant"]);
  });

  test("measurements made already are used", () => {
    const trace = simulate(loadScenario(scenarioText("three-friends"), "three-friends"), runtimes.get("blocking"));
    const finding = findingsOf(trace, { utilization: 0.5 }).find(({ id }) => id === "idle-cores");
    expect(finding?.sentence).toBe(
      "Idle cores: 0.50 of 4 busy on average, because one thread does everything, one task after the other.",
    );
  });
});

test("a held loop below five milliseconds, or with nobody waiting, is no finding", () => {
  const b = new TraceBuilder({ model: "asyncio" });
  b.process();
  b.loop();
  b.thread("main", "main");
  b.task("Ann");
  b.add(events.taskStarted, 0, 0);
  b.at(80).add(events.taskSuspended, 0, "timer", null, ms(90));
  expect(findingsOf(b.end()).map(({ id }) => id)).toEqual(["quadrant"]);
});
