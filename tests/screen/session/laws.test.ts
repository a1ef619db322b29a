/** What holds after any keys. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { COMMANDS } from "../../../src/screen/session/commands.ts";
import { eventNumber } from "../../../src/screen/session/go-to.ts";
import { footerHints, helpGroups, keyLabel, NUMBER_HINTS } from "../../../src/screen/session/hints.ts";
import { type Action, reduce } from "../../../src/screen/session/session.ts";
import { SPEEDS } from "../../../src/screen/session/speeds.ts";
import type { Session } from "../../../src/screen/session/state.ts";
import { anyRun, type FakeRun, fakeRun, open, press } from "./fake-run.ts";

const KEYS = [...COMMANDS.all.flatMap(({ keys }) => keys), ..."0123456789%mse", "enter", "backspace", "x"];
const action = (runs: readonly FakeRun[]): fc.Arbitrary<Action<FakeRun>> =>
  fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...KEYS).map((key) => ({ type: "key" as const, key })) },
    { weight: 2, arbitrary: fc.nat({ max: 4000 }).map((milliseconds) => ({ type: "elapsed" as const, milliseconds })) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(...runs).map((run) => ({
        type: "loaded" as const,
        run,
        knobs: { model: "asyncio", cores: 1, interval: run.end, tasks: 5, whatIf: [] },
      })),
    },
    { weight: 1, arbitrary: fc.constant({ type: "refused" as const, model: "asyncio", reason: "no" }) },
  );
const actions = fc
  .array(anyRun, { minLength: 1, maxLength: 3 })
  .chain((runs) => fc.tuple(fc.constant(runs[0] as FakeRun), fc.array(action(runs), { maxLength: 60 })));

function sound(session: Session<FakeRun>): void {
  const { run, cursor, rest } = session;
  expect(cursor.event).toBeGreaterThanOrEqual(-1);
  expect(cursor.event).toBeLessThan(run.events);
  expect(Number.isSafeInteger(cursor.time)).toBe(true);
  expect(cursor.time).toBeGreaterThanOrEqual(cursor.event < 0 ? 0 : run.timeAt(cursor.event));
  expect(cursor.time).toBeLessThanOrEqual(run.end);
  if (cursor.event + 1 < run.events) expect(cursor.time).toBeLessThanOrEqual(run.timeAt(cursor.event + 1));
  if (rest !== null) expect(rest.event).toBe(run.lastAtOrBefore(rest.time));
  expect(SPEEDS).toContain(session.speed);
  expect(session.views).toContain(session.view);
  if (session.selected !== null) expect(session.selected).toBeLessThan(run.tasks);
  expect(session.why === 0 || cursor.event >= 0).toBe(true);
}

test("any sequence of keys, ticks and new runs keeps the state sound", () => {
  fc.assert(
    fc.property(actions, ([run, list]) => {
      let session = open(run);
      for (const each of list) {
        [session] = reduce(session, each);
        sound(session);
      }
    }),
    { numRuns: 400, seed: 7 },
  );
});

test("n steps on and n steps back is where it was, and so is the other way round", () => {
  fc.assert(
    fc.property(actions, fc.integer({ min: 1, max: 40 }), ([run, list], steps) => {
      const wandered = list.reduce((state, each) => reduce(state, each)[0], open(run));
      const from = { ...press({ ...wandered, mode: { kind: "watch" } }, "escape"), playing: false, presenting: false };
      for (const [there, back] of [
        ["l", "h"],
        ["h", "l"],
      ] as const) {
        let session = from;
        let taken = 0;
        while (taken < steps) {
          const next = press(session, there);
          if (next.message !== null) break;
          session = next;
          taken++;
        }
        expect(press(from, ...`${taken}`, there).cursor).toEqual(
          taken === 0 ? press(from, there).cursor : session.cursor,
        );
        for (let left = taken; left > 0; left--) session = press(session, back);
        expect(session).toEqual(from);
      }
    }),
    { numRuns: 400, seed: 7 },
  );
});

test("the reducer changes nothing in place", () => {
  fc.assert(
    fc.property(actions, ([run, list]) => {
      let session = open(run);
      for (const each of list) {
        const before = JSON.stringify(session);
        const [next] = reduce(session, each);
        expect(JSON.stringify(session)).toBe(before);
        session = next;
      }
    }),
    { numRuns: 100, seed: 7 },
  );
});

test("a key belongs to one command, and no command to a digit", () => {
  const keys = COMMANDS.all.flatMap((command) => command.keys);
  expect(new Set(keys).size).toBe(keys.length);
  expect(keys.filter((key) => /^\d$/.test(key))).toEqual([]);
});

test("ids are noun.verb, titles begin small and have no full stop", () => {
  for (const { id, title } of COMMANDS.all) {
    expect(id).toMatch(/^[a-z]+\.[a-z]+$/);
    expect(title).toMatch(/^[a-z].*[^.]$/);
  }
});

test("what the help says of numbers is so", () => {
  const run = fakeRun({ times: Array.from({ length: 130 }, (_, event) => event), switches: [5, 50, 90, 91] });
  const doing: Readonly<Record<string, (session: Session<FakeRun>) => unknown>> = {
    "ten events on": ({ cursor }) => cursor.event === 9,
    "third switch on": ({ cursor }) => cursor.event === 90,
    "event 120": ({ cursor }) => eventNumber(cursor) === 120,
    "third model, view": ({ asked, models, view, views }) => asked?.model === models[2] && view === views[1],
  };
  expect(NUMBER_HINTS.map(({ title }) => title)).toEqual(Object.keys(doing));
  for (const { keys, title } of NUMBER_HINTS) {
    expect(doing[title]?.(press(open(run), ...keys.replaceAll(" ", ""))), title).toBe(true);
  }
});

test("the footer fits, the most wanted first, and the help names every command once", () => {
  fc.assert(
    fc.property(actions, fc.nat({ max: 200 }), fc.boolean(), ([run, list], columns, unicode) => {
      const session = list.reduce((state, each) => reduce(state, each)[0], open(run));
      const hints = footerHints(session, columns, unicode);
      expect(hints.map(({ keys, title }) => `${keys} ${title}`).join("  ").length).toBeLessThanOrEqual(columns);
      const rows = helpGroups(session, unicode).flatMap((group) => group.rows);
      expect(rows.flatMap(({ ids }) => ids).sort()).toEqual(COMMANDS.ids.toSorted());
      for (const { id, keys } of COMMANDS.all) {
        const shown = rows.find(({ ids }) => ids.includes(id))?.keys.split(/ +/);
        expect(shown).toEqual(expect.arrayContaining(keys.map((key) => keyLabel(key, unicode))));
      }
      if (!unicode) for (const { keys } of [...hints, ...rows]) expect(keys).toMatch(/^[\x20-\x7e]+$/);
    }),
    { numRuns: 100, seed: 7 },
  );
});
