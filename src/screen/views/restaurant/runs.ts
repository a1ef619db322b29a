/** Lines as values: measure, clip, pad, join, wrap. */
import { clip } from "../../../base/cells.ts";
import type { Line, Run, Style } from "../line.ts";

export const text = (words: string, style: Style = {}): Run => ({ text: words, style });

export const widthOf = (line: Line): number => line.reduce((sum, run) => sum + run.text.length, 0);

/** At most `columns` cells; the rest is cut. */
export function clipped(line: Line, columns: number): Line {
  if (widthOf(line) <= columns) return line;
  const kept: Run[] = [];
  let room = columns;
  for (const run of line) {
    if (room <= 0) break;
    kept.push(run.text.length <= room ? run : { text: run.text.slice(0, room), style: run.style });
    room -= run.text.length;
  }
  return kept;
}

/** Exactly `columns` cells: cut or filled with blanks at the right. */
export function fitted(line: Line, columns: number): Line {
  const short = columns - widthOf(line);
  if (short > 0) return [...line, text(" ".repeat(short))];
  return short < 0 ? clipped(line, columns) : line;
}

/** The left part, then the right one at the far end; the left one gives way. */
export function spread(left: Line, right: Line, columns: number): Line {
  const room = columns - widthOf(right);
  return room <= 0 ? clipped(left, columns) : [...fitted(left, room), ...right];
}

/** Lines with something between them. */
export const joined = (lines: readonly Line[], between: Line): Line =>
  lines.flatMap((line, index) => (index === 0 ? line : [...between, ...line]));

/** Breaks at blanks into at most `rows` lines of at most `columns` cells. */
export function wrapped(line: Line, columns: number, rows: number): readonly Line[] {
  const lines: Run[][] = [[]];
  let used = 0;
  for (const run of line) {
    for (const word of run.text.split(/(?<= )/)) {
      const bare = word.trimEnd();
      if (used > 0 && used + bare.length > columns && lines.length < rows) {
        lines.push([]);
        used = 0;
      }
      const current = lines[lines.length - 1] as Run[];
      const last = current[current.length - 1];
      if (last !== undefined && last.style === run.style) {
        current[current.length - 1] = { text: last.text + word, style: run.style };
      } else {
        current.push({ text: word, style: run.style });
      }
      used += word.length;
    }
  }
  return lines.map((each) => clipped(each, columns));
}

/** A blank line after each line, where there is room for the most lines there can ever be. */
export const airy = (lines: readonly Line[], most: number, height: number): readonly Line[] =>
  2 * most - 1 <= height ? lines.flatMap((line) => [line, []]) : lines;

/** A sentence in one style, wrapped. */
export const paragraph = (words: string, style: Style, columns: number, rows: number): readonly Line[] =>
  words === "" ? [] : wrapped([text(rows === 1 ? clip(words, columns) : words, style)], columns, rows);

/** A sentence that fits: without its last clauses where it would be too long. */
export function inOneLine(sentence: string, columns: number): string {
  let words = sentence;
  while (words.length > columns) {
    const end = Math.max(words.lastIndexOf(", "), words.lastIndexOf(": "));
    if (end < columns / 3) return clip(sentence, columns);
    words = `${words.slice(0, end)}.`;
  }
  return words;
}
