/** What holds for a race in every room. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { asciiText } from "../../../../src/base/cells.ts";
import { ms } from "../../../../src/base/time.ts";
import type { RaceEntry } from "../../../../src/screen/frame/race.ts";
import { compareLines } from "../../../../src/screen/views/compare/compare.ts";
import { type BandPlan, leftOf, planOf, rowsOf } from "../../../../src/screen/views/compare/plan.ts";
import { sentenceNow } from "../../../../src/screen/views/compare/words.ts";
import { plain } from "../../../../src/screen/views/line.ts";
import type { Room } from "../../../../src/screen/views/view.ts";
import { endOfAll, entriesOf, raceAt, runsIn } from "../../../support/race.ts";

const refusing: RaceEntry = {
  label: "gevent",
  about: "",
  run: { refusal: `It cannot, ${"and never could, ".repeat(20)}` },
};
const waiting: RaceEntry = { label: "a model whose name is long enough for two", about: "", run: null };
const RACES: readonly (readonly [string, readonly RaceEntry[]])[] = [
  ["three friends", entriesOf("three-friends")],
  ["one model alone", entriesOf("three-friends", ["threads-gil"])],
  ["two futures", entriesOf("convoy", ["threads-gil", "threads"])],
  ["two locks", entriesOf("two-locks")],
  ["downloads", entriesOf("ten-downloads")],
  ["one core", entriesOf("one-core")],
  ["a refusal, and one to come", [...entriesOf("three-friends", ["threads"]), refusing, waiting]],
  ["nobody", [refusing, waiting]],
];

const anyRoom: fc.Arbitrary<Room> = fc.record({
  columns: fc.integer({ min: 60, max: 240 }),
  rows: fc.integer({ min: 15, max: 60 }),
  unicode: fc.boolean(),
  colour: fc.boolean(),
});

test.each(RACES)("%s: keeps to its room, says the same twice, and in ASCII says it in ASCII", (_, entries) => {
  fc.assert(
    fc.property(anyRoom, fc.nat({ max: 100 }), fc.nat({ max: 5 }), (room, percent, chosen) => {
      const now = Math.round((endOfAll(entries) * percent) / 100);
      const frame = raceAt(entries, now, room, chosen % entries.length);
      const lines = compareLines(frame, room);
      expect(compareLines(frame, room)).toEqual(lines);
      expect(lines.length).toBeLessThanOrEqual(room.rows);
      for (const text of lines.map(plain)) {
        expect(text.length).toBeLessThanOrEqual(room.columns);
        if (!room.unicode) expect(text).toBe(asciiText(text));
      }
    }),
    { numRuns: 60 },
  );
});

test("labels stand still: names are in the same rows from the beginning to the end", () => {
  const [, entries] = RACES[0] as (typeof RACES)[number];
  for (const [columns, rows] of [
    [60, 14],
    [80, 22],
    [100, 28],
    [120, 38],
    [200, 58],
  ] as const) {
    for (const colour of [true, false]) {
      const room = { columns, rows, unicode: true, colour };
      const at = (now: number): readonly number[] => {
        const lines = compareLines(raceAt(entries, now, room), room).map(plain);
        return entries.map(({ label }) => lines.findIndex((line) => line.slice(3).startsWith(label)));
      };
      const first = at(0);
      expect(first.every((row) => row >= 0)).toBe(true);
      for (const percent of [10, 40, 70, 100]) expect(at((endOfAll(entries) * percent) / 100)).toEqual(first);
    }
  }
});

test("in every room the finish of each, and at the end who was first and why the GIL lost, are told", () => {
  const [, entries] = RACES[0] as (typeof RACES)[number];
  for (const [columns, rows] of [
    [80, 22],
    [100, 28],
    [120, 38],
    [200, 58],
  ] as const) {
    for (const unicode of [true, false]) {
      const room = { columns, rows, unicode, colour: unicode };
      const text = compareLines(raceAt(entries, endOfAll(entries), room, 2), room)
        .map(plain)
        .join("\n");
      for (const place of ["1st", "2nd", "3rd", "4th", "5th", "6th"]) expect(text).toContain(`${place} `);
      expect(text).toContain("1st threads, no GIL");
      expect(text.replace(/\s+/g, " ")).toContain("ms for the GIL, which lets one thread run Python at a time.");
    }
  }
});

const SIZES = [
  [60, 14],
  [80, 22],
  [100, 28],
  [120, 38],
  [200, 58],
] as const;

const told = (text: readonly string[]): string => text.join(" ").replace(/\s+/g, " ");

test("the legend does not change while a race plays, and people come first in it", () => {
  for (const scenario of ["three friends", "downloads", "two futures"]) {
    const [, entries] = RACES.find(([name]) => name === scenario) as (typeof RACES)[number];
    for (const [columns, rows] of SIZES.slice(1)) {
      const room = { columns, rows, unicode: true, colour: true };
      const legendAt = (percent: number): string | undefined => {
        const lines = compareLines(raceAt(entries, (endOfAll(entries) * percent) / 100, room), room).map(plain);
        const rule = lines.findLastIndex((line) => line.startsWith(" ─ "));
        return lines[rule - 1];
      };
      const first = legendAt(0);
      const [person] = runsIn(entries).flatMap(({ tiles }) => tiles.tasks);
      expect(first).toMatch(new RegExp(`^ ${person?.letter} ${person?.name}`));
      for (const percent of [1, 20, 50, 80, 100]) expect(legendAt(percent)).toBe(first);
    }
  }
});

test("on the smallest screen, too, the chosen one's own reason is told whole", () => {
  const [, entries] = RACES[0] as (typeof RACES)[number];
  const room = { columns: 60, rows: 14, unicode: true, colour: true };
  const reasonOf = (chosen: number): string => {
    const frame = raceAt(entries, endOfAll(entries), room, chosen);
    const own = frame.verdict?.own.get(frame.rows[chosen]?.label ?? "");
    if (own !== undefined) expect(told(compareLines(frame, room).map(plain))).toContain(own);
    return own ?? "";
  };
  expect(reasonOf(2)).toContain("ms for the GIL, which lets one thread run Python at a time.");
  expect(reasonOf(3)).toContain("for the event loop");
  expect(reasonOf(1)).toMatch(/^Threads, no GIL won because/);
});

test("CPU and switches of each are told from the beginning, those that were forced in the lanes' own mark or in words", () => {
  const [, entries] = RACES[0] as (typeof RACES)[number];
  for (const [columns, rows] of SIZES.slice(1)) {
    for (const percent of [0, 30, 100]) {
      const room = { columns, rows, unicode: true, colour: true };
      const frame = raceAt(entries, (endOfAll(entries) * percent) / 100, room);
      const lines = compareLines(frame, room).map(plain);
      for (const row of frame.rows) {
        if (row.kind !== "runs") continue;
        const at = lines.findIndex((line) => line.slice(3).startsWith(row.label));
        const { cpu, switches, forced } = row.frame.status;
        const facts = lines[at + 1] ?? "";
        expect(facts).toContain(`${Math.round(cpu * 100)}%`);
        expect(facts).toMatch(new RegExp(` ${switches} switch`));
        if (columns >= 100 && forced > 0) expect(facts).toMatch(new RegExp(`, ${forced} (▌|forced)$`));
        if (columns >= 100 && row.ended !== null) expect(lines[at]).toContain(" MiB");
      }
    }
  }
});

test("every sentence below begins as a sentence does", () => {
  for (const [, entries] of RACES.slice(0, 6)) {
    const room = { columns: 200, rows: 58, unicode: true, colour: true };
    for (const percent of [0, 10, 35, 60, 90, 100]) {
      for (let chosen = 0; chosen < entries.length; chosen++) {
        const frame = raceAt(entries, (endOfAll(entries) * percent) / 100, room, chosen);
        const row = frame.rows[chosen];
        if (row?.kind !== "runs") continue;
        const sentence = sentenceNow(row, frame)
          .map(([text]) => text)
          .join("");
        expect(sentence).toMatch(/^[A-Z0-9].*\.$/);
        for (const each of frame.verdict?.reasons ?? []) expect(each).toMatch(/^[A-Z].*\.$/);
      }
    }
  }
});

test("futures part in one line from the axis down through all bands; it is drawn over nobody's letter or mark", () => {
  const entries = entriesOf("three-friends", ["threads-gil", "threads"]);
  const partsAt = ms(20);
  for (const [columns, rows] of SIZES) {
    for (const unicode of [true, false]) {
      const room = { columns, rows, unicode, colour: unicode };
      for (const now of [ms(21), ms(60), endOfAll(entries)]) {
        const frame = raceAt(entries, now, room, 0, partsAt);
        const lines = compareLines(frame, room).map(plain);
        const without = compareLines({ ...frame, partsAt: null }, room).map(plain);
        const column = leftOf(frame.widest.label, columns) + (frame.partsAt ?? 0);
        const first = lines.findIndex((line) => line.slice(3).startsWith(frame.rows[0]?.label ?? "?"));
        const last = lines.findLastIndex((line, at) => line !== without[at]);
        expect(last - first, "through both bands").toBeGreaterThan(rowsOf(planOf(frame, room).bands[0] as BandPlan));
        for (let row = first; row <= last; row++) {
          const was = without[row]?.[column] ?? " ";
          const is = lines[row]?.[column];
          if (is !== was) expect([" ", "·", "╌", ".", "~"]).toContain(was);
          expect(`${lines[row]?.slice(0, column)}${lines[row]?.slice(column + 1)}`.trimEnd()).toBe(
            `${without[row]?.slice(0, column).padEnd(column)}${without[row]?.slice(column + 1)}`.trimEnd(),
          );
        }
      }
    }
  }
});

test("one or two on a tall screen fill it: cores two rows high, a lane for each person, the GIL's clock", () => {
  const entries = entriesOf("three-friends", ["threads-gil", "threads"]);
  const room = { columns: 200, rows: 58, unicode: true, colour: true };
  const { bands, below } = planOf(raceAt(entries, ms(40), room), room);
  expect(bands[0]).toMatchObject({ manner: "lanes", lane: 2, gil: 1, clock: 1, own: 3 });
  expect(bands[1]).toMatchObject({ manner: "lanes", lane: 2, gil: 0, clock: 0, own: 3 });
  const used = bands.reduce((sum, band) => sum + rowsOf(band), 0);
  expect(used + below).toBeGreaterThan(40);
  const text = compareLines(raceAt(entries, ms(40), room), room).map(plain);
  expect(told(text)).toMatch(/held for \d+\.\d+ ms (Ann|Bob) may ask in/);
});
