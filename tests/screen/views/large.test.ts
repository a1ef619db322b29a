import { expect, test } from "vitest";
import { largeLines } from "../../../src/screen/views/large.ts";
import { plain } from "../../../src/screen/views/line.ts";

const large = (text: string, columns: number, unicode: boolean) =>
  largeLines(text, columns, {}, unicode)?.map(plain) ?? null;

test("two rows of dots to a cell; ASCII has a row for each", () => {
  expect(large("The GIL", 40, true)).toEqual([
    "▀█▀ █ █ █▀▀    ▄▀▀ █ █",
    " █  █▀█ █▀     █ █ █ █",
    " ▀  ▀ ▀ ▀▀▀     ▀▀ ▀ ▀▀▀",
  ]);
  expect(large("If", 40, false)).toEqual(["# ###", "# #", "# ##", "# #", "# #"]);
});

test("lines are whole words, and about as long as each other", () => {
  const lines = large("Three friends at the counter", 96, true) ?? [];
  expect(lines.map((line) => line.length > 0)).toEqual([true, true, true, false, true, true, true]);
  const widths = [lines.slice(0, 3), lines.slice(4)].map((rows) => Math.max(...rows.map((row) => row.length)));
  expect(Math.abs((widths[0] as number) - (widths[1] as number))).toBeLessThan(12);
});

test("what has no large letter, or does not fit, is left to small ones", () => {
  expect(large("日本", 96, true)).toBeNull();
  expect(large("multiprocessing", 40, true)).toBeNull();
});
