/** Where findings begin to speak, on runs written by hand: just below it they are silent. */
import { describe, expect, test } from "vitest";
import { findingsOf } from "../../../src/analysis/insights/index.ts";
import { ms, NEVER } from "../../../src/base/time.ts";
import * as events from "../../../src/trace/event.ts";
import type { Trace } from "../../../src/trace/trace.ts";
import { step, TraceBuilder } from "../../support/trace-builder.ts";

const sentenceOf = (trace: Trace, id: string): string | undefined =>
  findingsOf(trace).find((finding) => finding.id === id)?.sentence;

describe("late-timer", () => {
  /** Ann sleeps and goes on so much later than she asked for; Bob computes meanwhile. */
  function slept(asked: number, late: number): Trace {
    const b = new TraceBuilder({ cores: 1, model: "threads", python: null });
    b.process();
    b.thread("Ann", "task", b.task("Ann", [step("sleep", asked), step("cpu", 1)]));
    b.thread("Bob", "task", b.task("Bob", [step("cpu", 500)]));
    b.add(events.taskStarted, 0, 0);
    b.add(events.taskStepped, 0, 0, 1, ms(asked));
    b.add(events.threadParked, 0, "timer", null, ms(asked));
    b.at(1).compute(1, 1, "python", 500);
    b.at(asked + late).stop(1, 100);
    b.add(events.taskStepped, 0, 1, 1, ms(1));
    b.add(events.taskFinished, 0);
    return b.end();
  }

  test("speaks from 10 ms and half the sleep's length on, and names who was in the way", () => {
    expect(sentenceOf(slept(12, 9), "late-timer")).toBeUndefined();
    expect(sentenceOf(slept(12, 11), "late-timer")).toBe(
      "Late timer: a sleep of 12 ms in Ann ended 11 ms late, while Bob had the core.",
    );
    expect(sentenceOf(slept(100, 40), "late-timer")).toBeUndefined();
    expect(sentenceOf(slept(100, 60), "late-timer")).toBeDefined();
  });
});

describe("unfair-handover", () => {
  /** Cat waits for the GIL, which goes to and fro between Ann and Bob so many times, so many milliseconds each. */
  function passedOver(turns: number, each: number): Trace {
    const b = new TraceBuilder();
    b.process();
    const gil = b.gil();
    for (const name of ["Ann", "Bob", "Cat"]) b.thread(name, "task", b.task(name));
    b.takeGil(gil, 1);
    b.add(events.gilRequested, gil, 2);
    for (let turn = 0; turn < turns; turn++) {
      b.at((turn + 1) * each).add(events.gilReleased, gil, (turn + 1) % 2, true);
      b.takeGil(gil, turn % 2);
    }
    b.at((turns + 1) * each).add(events.gilReleased, gil, (turns + 1) % 2, true);
    b.add(events.gilAcquired, gil, 2, true);
    return b.end();
  }

  test("speaks once one of the others had a third turn, and several intervals have passed", () => {
    expect(sentenceOf(passedOver(4, 5), "unfair-handover")).toBeUndefined();
    expect(sentenceOf(passedOver(5, 3), "unfair-handover")).toBeUndefined();
    expect(sentenceOf(passedOver(5, 5), "unfair-handover")).toBe(
      "Unfair hand-over: Cat waited 30 ms for the GIL, 6 switch intervals of 5 ms, while Ann (3 times) and Bob (twice) got it; " +
        "whoever asks is not the next to have it.",
    );
  });
});

describe("pool-starved", () => {
  /** A pool of one, whose worker waits for I/O or computes, for so long of 100 ms, with a second call in the queue. */
  function queued(wait: events.Wait | null, long: number): Trace {
    const b = new TraceBuilder({ model: "thread-pool" });
    b.process();
    b.tables.executors.push({ name: "thread pool", process: 0, workers: 1 });
    b.thread("worker 1", "worker");
    for (const name of ["Ann", "Bob"]) b.task(name);
    b.add(events.executorSubmitted, 0, 0, 0);
    b.add(events.executorSubmitted, 0, 1, 1);
    b.add(events.executorTaken, 0, 0, 0, 0);
    if (wait === null) b.compute(0, 0, "native", long);
    else b.add(events.threadParked, 0, wait, null, NEVER);
    b.at(long);
    if (wait === null) b.stop(0);
    else b.add(events.schedWoken, 0, 0, null);
    b.add(events.executorFinished, 0, 0, 0, 0);
    b.add(events.executorTaken, 0, 1, 0, 1);
    b.at(100).add(events.executorFinished, 0, 1, 0, 1);
    return b.end();
  }

  test("speaks where the worker waits for a fifth of the run, not where it computes or wants the GIL", () => {
    expect(sentenceOf(queued("io", 19), "pool-starved")).toBeUndefined();
    expect(sentenceOf(queued("io", 40), "pool-starved")).toBe(
      "Starved pool: 1 call stood in the queue of the thread pool while its only worker waited and computed nothing, " +
        "for 40 ms of 100 ms; the longest wait in the queue was 40 ms: more workers would help.",
    );
    expect(sentenceOf(queued("gil", 40), "pool-starved")).toBeUndefined();
    expect(sentenceOf(queued(null, 40), "pool-starved")).toBeUndefined();
  });
});

describe("startup-cost", () => {
  function started(startup: number, work: number, overlap = false): Trace {
    const b = new TraceBuilder({ model: "multiprocessing" });
    for (const name of ["main", "child"]) b.process(name);
    b.thread("main", "main");
    b.thread("Ann", "task", b.task("Ann"));
    b.add(events.processForked, 1, 0, "fork");
    b.compute(1, null, "startup", startup);
    if (overlap) b.compute(0, 0, "python", startup);
    b.at(startup).stop(1);
    if (overlap) b.stop(0);
    b.compute(1, 0, "python", work);
    b.at(startup + work).stop(1);
    return b.end();
  }

  test("speaks where a quarter of the run passes with nothing else", () => {
    expect(sentenceOf(started(24, 76), "startup-cost")).toBeUndefined();
    expect(sentenceOf(started(30, 70), "startup-cost")).toBe(
      "Start-up cost: for 30 ms of 100 ms (30%) nothing was done but starting 1 process; the tasks' own code ran for 70 ms.",
    );
    expect(sentenceOf(started(30, 70, true), "startup-cost")).toBeUndefined();
  });
});

describe("oversubscribed", () => {
  /** Two threads take turns on one core, or each goes to its end. */
  function shared(interrupts: boolean): Trace {
    const b = new TraceBuilder({ cores: 1, model: "threads", python: null });
    b.process();
    for (const name of ["Ann", "Bob"]) b.thread(name, "task", b.task(name));
    const turns = interrupts ? [0, 1, 0, 1] : [0, 1];
    const length = 20 / turns.length;
    b.enter(0, 0);
    turns.forEach((thread, turn) => {
      b.at(turn * length).compute(thread, thread, "python", length);
      const isLast = turn >= turns.length - 2;
      b.at((turn + 1) * length).stop(thread, isLast ? 0 : length);
      const next = turns[turn + 1] ?? null;
      b.add(events.schedSwitched, 0, thread, next, isLast ? "exited" : "preempted", isLast ? ms(0) : ms(0.5));
    });
    return b.end();
  }

  test("counts the turns that were taken away, and is silent where nobody is interrupted", () => {
    expect(sentenceOf(shared(true), "oversubscribed")).toBe(
      "Oversubscribed: about 2 computing threads at a time on 1 hardware thread; the scheduler took one off its core " +
        "50 times a second, which gains nothing and cost 500 us of CPU (2.5%).",
    );
    expect(sentenceOf(shared(false), "oversubscribed")).toBeUndefined();
  });
});

describe("small-interval", () => {
  /** Hand-overs that take so much of each millisecond on a core. */
  function handedOver(interval: number, cost: number): Trace {
    const b = new TraceBuilder({ python: { version: "3.12", switchInterval: ms(interval) } });
    b.process();
    const gil = b.gil();
    for (const name of ["Ann", "Bob"]) b.thread(name, "task", b.task(name));
    b.enter(0, 0);
    b.takeGil(gil, 0);
    for (let turn = 0; turn < 20; turn++) {
      const [thread, next] = [turn % 2, (turn + 1) % 2];
      b.at(turn + cost).compute(thread, thread, "python", 1 - cost);
      b.at(turn + 1).stop(thread, 1);
      b.add(events.gilReleased, gil, thread, true);
      b.leave(thread, thread, "blocked");
      b.enter(next, next);
      b.takeGil(gil, next);
    }
    return b.end();
  }

  test("speaks where a fiftieth of the CPU goes into hand-overs, of an interval below the default", () => {
    expect(sentenceOf(handedOver(0.5, 0.01), "small-interval")).toBeUndefined();
    expect(sentenceOf(handedOver(0.5, 0.05), "small-interval")).toBe(
      "Small switch interval: with 500 us the GIL was taken from its holder 1 000 times a second, " +
        "and 5.0% of the CPU (1 ms) went into handing it over.",
    );
    expect(sentenceOf(handedOver(5, 0.05), "small-interval")).toBeUndefined();
  });
});

describe("busy-not-parallel", () => {
  /** Ann and Bob want the GIL for so long of 100 ms; then Ann goes on alone. Python, or C code beside it. */
  function contended(long: number, beside: events.Code = "python"): Trace {
    const b = new TraceBuilder();
    b.process();
    const gil = b.gil();
    for (const name of ["Ann", "Bob"]) b.thread(name, "task", b.task(name));
    b.enter(0, 0);
    b.takeGil(gil, 0);
    b.compute(0, 0, "python", long / 2);
    if (beside === "native") {
      b.enter(1, 1);
      b.compute(1, 1, "native", long / 2);
    } else b.add(events.gilRequested, gil, 1);
    b.at(long / 2).stop(0);
    b.add(events.gilReleased, gil, 0, true);
    b.add(events.gilRequested, gil, 0);
    if (beside === "native") b.stop(1);
    else b.add(events.gilAcquired, gil, 1, true);
    b.compute(1, 1, "python", long / 2);
    b.at(long).stop(1);
    b.add(events.gilReleased, gil, 1, false);
    b.add(events.gilAcquired, gil, 0, true);
    b.compute(0, 0, "python", 100 - long);
    b.at(100).stop(0);
    return b.end();
  }

  test("speaks where two wanted to compute most of the time, and as much as one core can was done", () => {
    expect(sentenceOf(contended(40), "busy-not-parallel")).toBeUndefined();
    expect(sentenceOf(contended(90), "busy-not-parallel")).toBe(
      "Busy, not parallel: on average 1.9 threads had Python to run on 2 hardware threads, and 100 ms of it took 100 ms: `top` shows 100%.",
    );
    expect(sentenceOf(contended(90, "native"), "busy-not-parallel")).toBeUndefined();
  });
});
