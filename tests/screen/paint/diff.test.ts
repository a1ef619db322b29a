import fc from "fast-check";
import { expect, test } from "vitest";
import { cellText, isSecondCell } from "../../../src/base/cells.ts";
import { BEGIN_SYNC, diff, END_SYNC } from "../../../src/screen/paint/diff.ts";
import { type Grid, gridOf } from "../../../src/screen/paint/grid.ts";
import { bytesPerFrame, Painter } from "../../../src/screen/paint/painter.ts";
import { Pens } from "../../../src/screen/paint/pens.ts";
import type { Line } from "../../../src/screen/views/line.ts";
import { twoScreens } from "./arbitraries.ts";
import { describe as describeCell, Headless } from "./headless.ts";

const cellsOf = (grid: Grid, pens: Pens): string[] =>
  Array.from(grid.codes, (code, at) => {
    const next = grid.codes[at + 1] ?? 0;
    const text = code >= 0xd800 && code < 0xdc00 ? String.fromCharCode(code, next) : String.fromCharCode(code);
    return describeCell({ text: isSecondCell(code) ? " " : text, ...pens.look(grid.pens[at] ?? 0) });
  });
const say = (text: string, style: Line[number]["style"] = {}): Line => [{ text, style }];
/** The body of a difference, without the wrapping. */
const body = (before: readonly Line[], after: readonly Line[], columns = 20, rows = 3): string => {
  const pens = new Pens("16");
  const bytes = diff(gridOf(before, columns, rows, pens), gridOf(after, columns, rows, pens), pens);
  return bytes.replace(BEGIN_SYNC, "").replace(END_SYNC, "").replaceAll("\x1b", "^");
};

test("what is taken over from the picture before is what would be made", () => {
  fc.assert(
    fc.property(twoScreens, fc.integer({ min: 2, max: 45 }), fc.boolean(), ([first, second], columns, ascii) => {
      const pens = new Pens("truecolour");
      const last = { lines: first, grid: gridOf(first, columns, 8, pens, ascii) };
      // Equal lines are seldom the same ones.
      const again = second.map((line) => line.map(({ text, style }) => ({ text, style: { ...style } })));
      const { codes, pens: made } = gridOf(again, columns, 8, pens, ascii);
      const taken = gridOf(again, columns, 8, pens, ascii, last);
      expect([taken.codes, taken.pens]).toEqual([codes, made]);
    }),
  );
});

for (const level of ["none", "16", "256", "truecolour"] as const) {
  test(`for any two screens, the difference played on the first shows the second (${level})`, async () => {
    const size = fc.tuple(fc.integer({ min: 2, max: 45 }), fc.integer({ min: 1, max: 8 }));
    await fc.assert(
      fc.asyncProperty(twoScreens, size, async ([first, second], [columns, rows]) => {
        const pens = new Pens(level);
        const [a, b] = [gridOf(first, columns, rows, pens), gridOf(second, columns, rows, pens)];
        const terminal = new Headless(columns, rows);
        await terminal.write("leftovers");
        const scrolled = terminal.linesScrolledAway;
        await terminal.write(diff(null, a, pens));
        expect(terminal.cells()).toEqual(cellsOf(a, pens));
        await terminal.write(diff(a, b, pens));
        expect(terminal.cells()).toEqual(cellsOf(b, pens));
        expect(terminal.linesScrolledAway).toBe(scrolled);
      }),
      { numRuns: 120, seed: 7 },
    );
  });
}

test("equal screens cost nothing", () => {
  expect(body([say("the same")], [say("the same")])).toBe("");
  const painter = new Painter({ level: "256" });
  painter.paint([say("once")], 10, 2);
  expect(painter.paint([say("once")], 10, 2)).toBe("");
});

test.each<[string, Line[], Line[], string]>([
  ["one cell", [say("abc")], [say("abX")], "^[;3HX"],
  ["a short gap is written", [say("abcdef")], [say("XbcdeY")], "^[HXbcdeY"],
  ["a long gap is jumped", [say("a23456789012345b")], [say("X23456789012345Y")], "^[HX^[14CY"],
  ["the next row by return and line feed", [say("a"), say("a")], [say("X"), say("Y")], "^[HX\r\nY"],
  ["a tail is erased", [say("ab cdefghijk")], [say("ab")], "^[;4H^[K"],
  ["a short tail is overwritten", [say("abc")], [say("a")], "^[;2H  "],
  ["blanks inside are erased", [say("a234567890123456b")], [say(`a${" ".repeat(15)}b`)], "^[;2H^[15X"],
  ["a wide character is written whole", [say("😀b")], [say("😁b")], "^[H  \b\b😁"],
  ["after a wide character the cursor is put right", [say("ab")], [say(cellText("小ab"))], "^[H小^[;3Hab"],
  ["a colour is ended", [say("a")], [say("X", { task: 0 })], "^[H^[33mX^[m"],
])("%s", (_, before, after, expected) => {
  expect(body(before, after)).toBe(expected);
});

test("another size clears the screen", () => {
  const painter = new Painter({ level: "none" });
  painter.paint([say("hello")], 10, 2);
  expect(painter.paint([say("hello")], 12, 2)).toContain("\x1b[2J");
  painter.forget();
  expect(painter.paint([say("hello")], 12, 2)).toContain("hello");
});

test("a page that fills cell by cell stays small", () => {
  const frames = Array.from({ length: 60 }, (_, at) => [
    say(`frame ${at}`),
    ...Array.from(
      { length: 8 },
      (_, row): Line => [
        { text: `core ${row}  `, style: { ink: "label" } },
        { text: "A".padEnd(at), style: { task: row, ground: "tile" } },
      ],
    ),
  ]);
  const cost = bytesPerFrame(frames, 120, 40, { level: "truecolour" });
  expect(cost.frames).toBe(60);
  expect(cost.mean).toBeLessThan(8 * 40);
  expect(cost.first).toBeLessThan(600);
});
