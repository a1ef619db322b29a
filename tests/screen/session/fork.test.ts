/** What if: the rows of the panel, the fork that comes of it, undoing, and the choices of the kernel. */
import { describe, expect, test } from "vitest";
import { ms } from "../../../src/base/time.ts";
import { forkRows, forkWords, withChange } from "../../../src/screen/session/fork-rows.ts";
import { reduce } from "../../../src/screen/session/session.ts";
import type { Session } from "../../../src/screen/session/state.ts";
import type { WhatIf } from "../../../src/trace/what-if.ts";
import { fakeRun, KNOBS, open, press } from "./fake-run.ts";

const run = fakeRun({ times: [0, 5, 10, 15, 20, 25], choices: [1, 3] });
/** At the event of 10 ms. */
const at = (session = open(run)) => press(session, ":", "1", "0", "m", "s", "enter");
const effectsOf = (session: Session, key: string) => reduce(session, { type: "key", key })[1];
const fork = (...whatIf: readonly WhatIf[]) => ({ ...at(), knobs: { ...KNOBS, whatIf } });

describe("the panel", () => {
  test("has who is next at the choice ahead, and what else can change", () => {
    const rows = forkRows(at());
    expect(rows.map(({ title }) => title)).toEqual(["who is next", "cores", "switch interval", "network"]);
    expect(rows[0]).toMatchObject({ values: ["Ann", "Bob", "Cat"], present: 0, choice: { number: 1, event: 3 } });
    expect(rows.map(({ values, present }) => values[present])).toEqual(["Ann", "4", "5 ms", "30 ms"]);
    for (const { values } of rows) expect(new Set(values).size).toBe(values.length);
  });

  test("at a choice offers that one, and after the last one none", () => {
    expect(forkRows(press(open(run), ":", "5", "m", "s", "enter"))[0]).toMatchObject({ choice: { number: 0 } });
    expect(forkRows(press(open(run), "G"))[0]).toMatchObject({ title: "cores", choice: null });
  });

  test("has no interval where the model has none", () => {
    const rows = forkRows(open(fakeRun({ times: [0, 1], hasGil: false })));
    expect(rows.map(({ title }) => title)).toEqual(["cores", "network"]);
  });

  test("goes through rows and values, and stops at the ends of a ladder", () => {
    const session = press(at(), "e");
    expect(session.mode).toEqual({ kind: "fork", row: 0, steps: 0 });
    expect(press(session, "k").mode).toEqual({ kind: "fork", row: 3, steps: 0 });
    expect(press(session, "right", "right").mode).toEqual({ kind: "fork", row: 0, steps: 2 });
    expect(press(session, "right", "right", "right")).toMatchObject({ message: "it goes no further" });
    expect(press(session, "right", "down").mode).toEqual({ kind: "fork", row: 1, steps: 0 });
    expect(press(session, "escape").mode).toEqual({ kind: "watch" });
  });

  test("enter needs a change", () => {
    const session = press(at(), "e");
    expect(effectsOf(session, "enter")).toEqual([]);
    expect(press(session, "enter")).toMatchObject({
      mode: { kind: "fork" },
      message: expect.stringContaining("turn it"),
    });
  });
});

test.each<[string, readonly string[], WhatIf]>([
  ["who is next, when the choice is made", ["right"], { at: ms(15), choice: 1, take: "Bob" }],
  ["cores, at the cursor", ["down", "left"], { at: ms(10), cores: 3 }],
  ["the interval", ["down", "down", "left"], { at: ms(10), interval: ms(2) }],
  ["a device", ["up", "right"], { at: ms(10), io: { on: "network", for: ms(60) } }],
])("both futures: %s", (_, keys, change) => {
  const session = press(at(), "e", ...keys);
  expect(effectsOf(session, "enter")).toEqual([{ type: "futures", change, whatIf: [change] }]);
  expect(press(session, "enter")).toMatchObject({ mode: { kind: "watch" }, knobs: { whatIf: [] } });
});

test("a fork comes after the forks there are; a choice of another future goes", () => {
  const cores: WhatIf = { at: ms(10), cores: 2 };
  const early: WhatIf = { at: ms(3), choice: 0, take: "Bob" };
  const late: WhatIf = { at: ms(12), choice: 1, take: "Bob" };
  expect(withChange([early, late], cores)).toEqual([early, cores]);
  expect(withChange([cores], late)).toEqual([cores, late]);
});

describe("a forked run", () => {
  const forks: readonly WhatIf[] = [
    { at: ms(3), choice: 0, take: "Bob" },
    { at: ms(10), cores: 2 },
  ];

  test("says so", () => {
    expect(forkWords(at())).toBe("");
    expect(forkWords(fork(forks[1] as WhatIf))).toBe("what if: 2 cores from 10 ms on");
    expect(forkWords(fork(...forks))).toBe("what if: 2 cores from 10 ms on, and 1 more");
  });

  test("is undone fork by fork", () => {
    expect(effectsOf(fork(...forks), "u")).toMatchObject([{ type: "simulate", knobs: { whatIf: [forks[0]] } }]);
    const both = press(fork(...forks), "2");
    expect(effectsOf(both, "u")).toMatchObject([{ type: "simulate", knobs: { whatIf: [] } }]);
    expect(press(at(), "u").message).toContain("nothing is otherwise");
  });

  test("keeps its forks under another model, but for the choices", () => {
    expect(effectsOf(fork(...forks), "x")).toMatchObject([{ type: "simulate", knobs: { whatIf: [forks[1]] } }]);
    expect(effectsOf(fork(...forks), "+")).toMatchObject([{ type: "simulate", knobs: { whatIf: forks } }]);
  });
});

test("from choice to choice, with who it was and who it could have been", () => {
  const first = press(open(run), "y");
  expect(first).toMatchObject({ cursor: { event: 1 }, message: "choice 0: Ann gets the core, not Bob or Cat" });
  expect(press(first, "y").cursor.event).toBe(3);
  expect(press(first, "y", "Y").cursor.event).toBe(1);
  expect(press(open(fakeRun({ times: [0, 1] })), "y").message).toContain("never had a choice");
});

test("saving is asked for, not done", () => {
  expect(effectsOf(at(), "S")).toEqual([{ type: "save" }]);
});

test("a message has as many names as there is room for", () => {
  const names = ["Monitor", "Report 1", "Report 2", "Report 3", "Report 4", "Report 5"];
  const candidates = names.map((name, task) => ({ name, tile: { letter: "R", hue: task, name, task } }));
  const crowd = (count: number) => ({
    ...run,
    choice: () => ({ number: 7, event: 1, of: "waiter" as const, candidates: candidates.slice(0, count), taken: 0 }),
  });
  const told = (count: number) => press(open(crowd(count)), "y").message;
  expect(told(2)).toBe("choice 0: Monitor is woken, not Report 1");
  expect(told(3)).toBe("choice 0: Monitor is woken, not Report 1 or Report 2");
  expect(told(6)).toBe("choice 0: Monitor is woken, not Report 1 or 4 others");
});
