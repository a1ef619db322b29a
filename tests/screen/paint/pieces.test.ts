/** The painter's small parts, as tables. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cellText } from "../../../src/base/cells.ts";
import { moveTo } from "../../../src/screen/paint/cursor.ts";
import { gridOf, gridText } from "../../../src/screen/paint/grid.ts";
import { Pens } from "../../../src/screen/paint/pens.ts";
import { changeLook } from "../../../src/screen/paint/sgr.ts";
import { PLAIN } from "../../../src/screen/views/theme.ts";
import { RGB } from "../../../src/screen/views/themes/colour.ts";
import { style } from "./arbitraries.ts";

const seen = (bytes: string): string => bytes.replaceAll("\x1b", "^").replaceAll("\r", "CR").replaceAll("\n", "LF");

describe("moving the cursor", () => {
  test.each<[string, Parameters<typeof moveTo>, string]>([
    ["nowhere to home", [null, 0, 0], "^[H"],
    ["nowhere to a row's start", [null, 4, 0], "^[5H"],
    ["nowhere to a cell", [null, 4, 9], "^[5;10H"],
    ["staying", [{ row: 2, column: 3 }, 2, 3], ""],
    ["one to the right", [{ row: 2, column: 3 }, 2, 4], "^[C"],
    ["far to the right", [{ row: 2, column: 3 }, 2, 60], "^[57C"],
    ["a little to the left", [{ row: 2, column: 9 }, 2, 7], "\b\b"],
    ["to the row's start", [{ row: 2, column: 9 }, 2, 0], "CR"],
    ["from an unknown column to the row's start", [{ row: 2, column: null }, 2, 0], "CR"],
    ["from an unknown column to the next row", [{ row: 2, column: null }, 3, 1], "CRLF^[C"],
    ["down in the column", [{ row: 2, column: 9 }, 3, 9], "^[B"],
    ["up in the column", [{ row: 12, column: 90 }, 7, 90], "^[5A"],
    ["far up in the column", [{ row: 22, column: 90 }, 7, 90], "^[8d"],
    ["two rows down to the start", [{ row: 2, column: 9 }, 4, 0], "^[5H"],
  ])("%s", (_, parameters, expected) => {
    expect(seen(moveTo(...parameters))).toBe(expected);
  });
});

describe("changing the look", () => {
  const red = { ...PLAIN, letter: 1 };
  test.each([
    [PLAIN, PLAIN, ""],
    [PLAIN, { ...PLAIN, bold: true }, "^[1m"],
    [{ ...PLAIN, bold: true }, PLAIN, "^[m"],
    [{ ...PLAIN, bold: true, dim: true }, { ...PLAIN, dim: true, letter: RGB | 0x010203 }, "^[;2;38;2;1;2;3m"],
    [{ ...red, bold: true }, red, "^[22m"],
    [red, { ...red, ground: 214 }, "^[48;5;214m"],
    [PLAIN, { ...PLAIN, letter: 9, ground: 12 }, "^[91;104m"],
    [{ ...red, ground: 4, underline: true }, red, "^[;31m"],
  ])("case %#", (from, to, expected) => {
    expect(seen(changeLook(from, to))).toBe(expected);
  });
});

describe("text in cells", () => {
  const shown = (text: string, ascii: boolean): string =>
    gridText(gridOf([[{ text, style: {} }]], 20, 1, new Pens("none"), ascii));

  test.each([
    ["plain", "plain", "plain"],
    ["Zoë · 5×", "Zoë · 5×", "Zoe - 5x"],
    ["\x1b[31m", "?[31m", "?[31m"],
    [cellText("漢字🍔!"), "漢字🍔!", "??????!"],
    [cellText("漢字").slice(1, 3), " ?", " ?"],
    [`${cellText("🍔").slice(1)}.`, " .", " ."],
    ["漢字 that nobody made cells of", "?? that nobody made", "?? that nobody made"],
    ["e\u0301\u200b", "e??", "e??"],
  ])("%j", (text, unicode, ascii) => {
    expect(shown(text, false)).toBe(unicode);
    expect(shown(text, true)).toBe(ascii);
  });

  test("no control reaches the terminal, and ASCII is ASCII", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.boolean(), (text, ascii) => {
        expect(shown(text, ascii)).toMatch(ascii ? /^[\x20-\x7e]*$/ : /^[^\p{Cc}\p{Cs}]*$/u);
      }),
    );
  });
});

describe("grids", () => {
  test("lines are clipped to the screen", () => {
    const pens = new Pens("16");
    const grid = gridOf(
      [
        [
          { text: "abc", style: {} },
          { text: "def", style: {} },
        ],
        [],
        [{ text: "x", style: {} }],
      ],
      4,
      2,
      pens,
    );
    expect(gridText(grid)).toBe("abcd\n");
  });

  test("styles that look the same share a pen, and blanks of one ground too", () => {
    fc.assert(
      fc.property(style, style, (a, b) => {
        const pens = new Pens("256");
        const same = JSON.stringify(pens.look(pens.of(a))) === JSON.stringify(pens.look(pens.of(b)));
        expect(pens.of(a) === pens.of(b)).toBe(same);
      }),
    );
    const pens = new Pens("truecolour");
    expect(pens.ofBlank(pens.of({ task: 3, bold: true }))).toBe(pens.of({}));
    expect(pens.ofBlank(pens.of({ ground: "bar" }))).toBe(pens.ofBlank(pens.of({ ground: "bar", ink: "now" })));
  });
});
