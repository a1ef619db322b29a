/** The log: plain numbers in, decoded events out. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { InvariantError } from "../../src/base/errors.ts";
import { ms, ns } from "../../src/base/time.ts";
import { define, definitionNamed, flag, id, oneOf, optional, time } from "../../src/trace/definition.ts";
import * as events from "../../src/trace/event.ts";
import { EventLog, NO_CAUSE } from "../../src/trace/log.ts";

describe("what goes in comes out", () => {
  test("every kind of field", () => {
    const log = new EventLog();
    log.append(events.taskCreated, ns(5), NO_CAUSE, 3, null);
    log.append(events.threadParked, ns(6), 0, 1, "gil", null, ms(5));
    log.append(events.gilReleased, ns(7), NO_CAUSE, 0, 1, true);
    expect([0, 1, 2].map((seq) => log.at(seq))).toEqual([
      { kind: "task.created", seq: 0, time: 5, cause: null, task: 3, parent: null },
      { kind: "thread.parked", seq: 1, time: 6, cause: 0, thread: 1, on: "gil", object: null, until: 5_000_000 },
      { kind: "gil.released", seq: 2, time: 7, cause: null, gil: 0, thread: 1, forced: true },
    ]);
  });

  test("any numbers, over many chunks", () => {
    const row = fc.record({ thread: fc.nat(1e6), from: fc.nat(99), to: fc.nat(99), gap: fc.nat(1e9) });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 50 }), fc.integer({ min: 1, max: 300 }), (rows, repeats) => {
        const log = new EventLog();
        const expected: unknown[] = [];
        let now = 0;
        for (let round = 0; round < repeats; round++) {
          for (const { thread, from, to, gap } of rows) {
            now += gap;
            const seq = log.append(events.schedMigrated, ns(now), log.length - 1, thread, from, to);
            expected.push({
              kind: "sched.migrated",
              seq,
              time: now,
              cause: seq === 0 ? null : seq - 1,
              thread,
              from,
              to,
            });
          }
        }
        const last = log.length - 1;
        expect([0, Math.floor(last / 2), last].map((seq) => log.at(seq))).toEqual(
          [0, Math.floor(last / 2), last].map((seq) => expected[seq]),
        );
      }),
      { numRuns: 30 },
    );
  });

  test("an event takes 72 bytes", () => {
    const log = new EventLog();
    for (let seq = 0; seq < 4096; seq++) log.append(events.taskReadied, ns(seq), NO_CAUSE, 0);
    expect(log.bytes / log.length).toBe(72);
  });
});

describe("the last event at or before an instant", () => {
  const log = new EventLog();
  for (const instant of [10, 20, 20, 30]) log.append(events.taskReadied, ns(instant), NO_CAUSE, 0);

  test.each([
    [0, -1],
    [9, -1],
    [10, 0],
    [19, 0],
    [20, 2],
    [29, 2],
    [30, 3],
    [99, 3],
  ])("%i: event %i", (instant, seq) => {
    expect(log.lastAtOrBefore(ns(instant))).toBe(seq);
  });

  test("of an empty log there is none", () => {
    expect(new EventLog().lastAtOrBefore(ns(5))).toBe(-1);
  });
});

describe("what cannot be", () => {
  const log = new EventLog();
  log.append(events.taskReadied, ns(1), NO_CAUSE, 0);

  test.each([1, 2])("a cause that is not earlier: %i", (cause) => {
    expect(() => log.append(events.taskReadied, ns(2), cause, 0)).toThrow(InvariantError);
    expect(log.length).toBe(1);
  });

  test("a word that the event does not know", () => {
    expect(() => log.append(events.runEnded, ns(2), NO_CAUSE, "exploded" as "completed")).toThrow(
      "event run.ended does not know exploded",
    );
  });

  test.each([-1, 1, 4096])("an event that is not there: %i", (seq) => {
    expect(() => log.at(seq)).toThrow(InvariantError);
    expect(() => log.timeAt(seq)).toThrow(InvariantError);
  });
});

describe("a definition", () => {
  test("is found by its name", () => {
    expect(definitionNamed("gil.acquired")).toBe(events.gilAcquired);
    expect(definitionNamed("gil.eaten")).toBeUndefined();
  });

  test.each([
    ["taken", () => define("gil.acquired", id("gil"))],
    ["not noun.verbed", () => define("Acquired", id("gil"))],
    [
      "with more fields than a row has",
      () => define("too.wide", id("a"), optional("b"), flag("c"), time("d"), id("e"), id("f"), oneOf("g", ["x"])),
    ],
  ])("is refused where it is %s", (_, attempt) => {
    expect(attempt).toThrow(InvariantError);
  });

  test("names are past tense: noun.verbed", () => {
    const kinds = Object.values(events).flatMap((each) => (typeof each === "object" && "code" in each ? [each] : []));
    expect(kinds.length).toBeGreaterThan(45);
    for (const { name, code } of kinds) {
      expect(name).toMatch(
        /^[a-z]+\.(?:[a-z]+-)?(?:[a-z]+ed|set|put|got|taken|sent|read|written|woken|stolen|broken|timed-out|handed-off)$/,
      );
      expect(definitionNamed(name)?.code).toBe(code);
    }
  });
});
