/** Large letters: each of five rows of dots, two rows of dots to a cell, or one where there are no blocks. */
import { asciiText, cellText } from "../../base/cells.ts";
import type { Line, Style } from "./line.ts";

/** Five rows of dots each, top to bottom. */
const LETTERS: Readonly<Record<string, string>> = {
  A: ".#. #.# ### #.# #.#",
  B: "##. #.# ##. #.# ##.",
  C: ".## #.. #.. #.. .##",
  D: "##. #.# #.# #.# ##.",
  E: "### #.. ##. #.. ###",
  F: "### #.. ##. #.. #..",
  G: ".## #.. #.# #.# .##",
  H: "#.# #.# ### #.# #.#",
  I: "# # # # #",
  J: "..# ..# ..# #.# .#.",
  K: "#.# #.# ##. #.# #.#",
  L: "#.. #.. #.. #.. ###",
  M: "#...# ##.## #.#.# #...# #...#",
  N: "#..# ##.# #.## #..# #..#",
  O: ".#. #.# #.# #.# .#.",
  P: "##. #.# ##. #.. #..",
  Q: ".##. #..# #..# #.#. .#.#",
  R: "##. #.# ##. #.# #.#",
  S: ".## #.. .#. ..# ##.",
  T: "### .#. .#. .#. .#.",
  U: "#.# #.# #.# #.# ###",
  V: "#.# #.# #.# #.# .#.",
  W: "#...# #...# #.#.# ##.## #...#",
  X: "#.# #.# .#. #.# #.#",
  Y: "#.# #.# .#. .#. .#.",
  Z: "### ..# .#. #.. ###",
  "0": "### #.# #.# #.# ###",
  "1": ".# ## .# .# .#",
  "2": "##. ..# .#. #.. ###",
  "3": "##. ..# .#. ..# ##.",
  "4": "#.# #.# ### ..# ..#",
  "5": "### #.. ##. ..# ##.",
  "6": ".## #.. ### #.# ###",
  "7": "### ..# ..# .#. .#.",
  "8": "### #.# ### #.# ###",
  "9": "### #.# ### ..# ##.",
  ".": ". . . . #",
  ",": ".. .. .. .# #.",
  ":": ". # . # .",
  "'": "# # . . .",
  "!": "# # # . #",
  "?": "##. ..# .#. ... .#.",
  "-": "... ... ### ... ...",
  "+": "... .#. ### .#. ...",
  "/": "..# ..# .#. #.. #..",
  "%": "#.# ..# .#. #.. #.#",
  "(": ".# #. #. #. .#",
  ")": "#. .# .# .# #.",
  "&": ".#.. #.#. .#.. #.#. .#.#",
  " ": ".. .. .. .. ..",
};
const DOT_ROWS = 5;

/**
 * A text in large letters, as few lines of whole words as there can be, each `largeRows` high, with a blank row between them.
 *
 * @returns null where a letter is missing or a word does not fit.
 */
export function largeLines(text: string, columns: number, style: Style, unicode: boolean): readonly Line[] | null {
  const cells = cellText(text);
  if ([...cells].some((sign) => sign !== "?" && asciiText(sign).includes("?"))) return null;
  const words = asciiText(cells)
    .toUpperCase()
    .split(" ")
    .filter((word) => word !== "");
  if (words.some((word) => [...word].some((letter) => LETTERS[letter] === undefined))) return null;
  if (words.some((word) => widthOf(word) > columns)) return null;
  const { length } = filled(words, columns);
  // As many lines, and none of them much shorter than the others.
  let width = Math.max(...words.map(widthOf));
  while (filled(words, width).length > length) width++;
  return filled(words, width).flatMap((line, index): readonly Line[] => [
    ...(index === 0 ? [] : [[]]),
    ...drawn(line, style, unicode),
  ]);
}

function filled(words: readonly string[], columns: number): readonly string[] {
  const lines: string[] = [];
  for (const word of words) {
    const longer = `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && widthOf(longer) <= columns) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/** How high one line of large letters is. */
export const largeRows = (unicode: boolean): number => (unicode ? Math.ceil(DOT_ROWS / 2) : DOT_ROWS);

/** With a blank between two letters. */
const widthOf = (line: string): number =>
  [...line].reduce((sum, letter) => sum + (LETTERS[letter]?.indexOf(" ") ?? 0) + 1, -1);

function drawn(line: string, style: Style, unicode: boolean): readonly Line[] {
  const dots = Array.from({ length: DOT_ROWS + 1 }, (_, row) =>
    [...line].map((letter) => (LETTERS[letter] ?? "").split(" ")[row] ?? "").join("."),
  );
  const blank = ".".repeat(dots[0]?.length ?? 0);
  const isSet = (row: number, column: number): boolean => (dots[row] || blank).charAt(column) === "#";
  return Array.from({ length: largeRows(unicode) }, (_, row): Line => {
    const cells = [...blank].map((_dot, column) => {
      if (!unicode) return isSet(row, column) ? "#" : " ";
      const [upper, lower] = [isSet(2 * row, column), isSet(2 * row + 1, column)];
      return upper ? (lower ? "█" : "▀") : lower ? "▄" : " ";
    });
    return [{ text: cells.join("").trimEnd(), style }];
  });
}
