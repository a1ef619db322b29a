/** A list with a cursor: by arrows, by page, by number; it scrolls where it is longer, under headings that are no entries. */
import { Box } from "ink";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { glyphs } from "../views/glyphs.ts";
import type { Line } from "../views/line.ts";
import { InkLine, type Palette } from "./InkLine.tsx";
import { rowsOf, topFor } from "./list-rows.ts";
import { useKeys } from "./use-keys.ts";

/** Before each entry: the mark. */
export const MARK_COLUMNS = 3;

export interface ListEntry {
  /** Before the label, quiet: its number, its kind. */
  readonly aside: string;
  /** On one line with the aside, and no wider than there is room. */
  readonly label: string;
  /** Typing it moves the cursor here. */
  readonly number?: string;
  /** A heading above it, where a group begins. */
  readonly heading?: string;
}

export interface ListProps {
  readonly entries: readonly ListEntry[];
  /** The cursor's first place, an index. */
  readonly first?: number;
  /** At most so many rows, headings included. */
  readonly rows: number;
  readonly palette: Palette;
  onMark?(index: number): void;
  onPick(index: number): void;
}

export function List({ entries, first = 0, rows, palette, onMark, onPick }: ListProps): ReactNode {
  const [marked, setMarked] = useState(first);
  // Keys that arrive together are seen before the next rendering.
  const cursor = useRef(first);
  const typed = useRef("");
  const scrolled = useRef(0);
  const last = entries.length - 1;
  const move = (to: number): void => {
    cursor.current = to;
    setMarked(to);
    onMark?.(to);
  };
  const type = (key: string): boolean => {
    const begins = (text: string): boolean => entries.some(({ number }) => number?.startsWith(text) === true);
    const next = [typed.current + key, key].find(begins);
    typed.current = next ?? "";
    const at = entries.findIndex(({ number }) => number === next);
    if (next !== undefined && at >= 0) move(at);
    return next !== undefined;
  };
  useKeys((key) => {
    if (type(key)) return;
    const at = cursor.current;
    const moves: Readonly<Record<string, number>> = {
      up: at === 0 ? last : at - 1,
      down: at === last ? 0 : at + 1,
      pageup: Math.max(0, at - rows + 1),
      pagedown: Math.min(last, at + rows - 1),
      home: 0,
      end: last,
    };
    const to = moves[VIM[key] ?? key];
    if (to !== undefined) move(to);
    else if (key === "enter") onPick(at);
  });

  const all = rowsOf(entries, rows);
  const row = all.findIndex(({ index }) => index === marked);
  const top = topFor(scrolled.current, row, all, rows);
  useEffect(() => {
    scrolled.current = top;
  }, [top]);
  return (
    <Box flexDirection="column">
      {all.slice(top, top + rows).map(({ index, heading }, at) => (
        <InkLine
          // biome-ignore lint/suspicious/noArrayIndexKey: a row of a screen is its number
          key={at}
          line={index === null ? headingLine(heading) : entryLine(entries[index], index === marked, palette)}
          palette={palette}
        />
      ))}
    </Box>
  );
}

const VIM: Readonly<Record<string, string>> = { k: "up", j: "down" };

function headingLine(heading: string): Line {
  return [{ text: heading === "" ? " " : `${" ".repeat(MARK_COLUMNS)}${heading}`, style: { ink: "label" } }];
}

export function entryLine(entry: ListEntry | undefined, isMarked: boolean, palette: Palette): Line {
  const { play } = glyphs(palette.unicode);
  return [
    { text: isMarked ? ` ${play} ` : " ".repeat(MARK_COLUMNS), style: { ink: "now" } },
    { text: entry?.aside ?? "", style: { ink: "label" } },
    { text: entry?.label ?? "", style: { ink: isMarked ? "now" : "fact", bold: isMarked } },
  ];
}
