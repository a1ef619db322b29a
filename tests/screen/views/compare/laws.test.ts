/** What holds for a race in every room. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { asciiText } from "../../../../src/base/cells.ts";
import type { RaceEntry } from "../../../../src/screen/frame/race.ts";
import { compareLines } from "../../../../src/screen/views/compare/compare.ts";
import { plain } from "../../../../src/screen/views/line.ts";
import type { Room } from "../../../../src/screen/views/view.ts";
import { endOfAll, entriesOf, raceAt } from "../../../support/race.ts";

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
      const text = compareLines(raceAt(entries, endOfAll(entries), room), room)
        .map(plain)
        .join("\n");
      for (const place of ["1st", "2nd", "3rd", "4th", "5th", "6th"]) expect(text).toContain(`${place} `);
      expect(text).toContain("1st threads, no GIL");
      expect(text.replace(/\s+/g, " ")).toContain("ms for the GIL, which lets one thread run Python at a time.");
    }
  }
});
