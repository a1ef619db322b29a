/** The lines of a program, each with the people on it at its left. */
import { clip } from "../../../base/cells.ts";
import type { LinePeople, ListingFrame } from "../../frame/listing.ts";
import { glyphs } from "../glyphs.ts";
import { FACT, hueStyle, LABEL, NOW, Pen, type Piece, tileStyle, widthOf } from "../lanes/pen.ts";
import type { Line, Style } from "../line.ts";
import type { Room } from "../view.ts";
import { windowOf } from "./window.ts";
import { wordsOf } from "./words.ts";

/** Cells for the people: a sign for each, more of them where there is room. */
const gutterOf = (room: Room): number => (room.columns >= 100 ? 16 : 11);

/** `rows` lines of the program, and below the last of them nothing. */
export function codeRows(listing: ListingFrame, room: Room, rows: number): Line[] {
  const people = new Map(listing.people.map((each) => [each.line, each]));
  const digits = String(listing.lines.length).length;
  return windowOf(listing, rows).map((line) => codeLine(listing, line, people.get(line), digits, room));
}

function codeLine(listing: ListingFrame, line: number, here: LinePeople | undefined, digits: number, room: Room): Line {
  const marks = glyphs(room.unicode);
  const gutter = gutterOf(room);
  const isRunning = here !== undefined && here.running.length > 0;
  const pieces = here === undefined ? [] : peoplePieces(here, gutter - 3);
  const pen = new Pen(room.columns).to(Math.max(1, gutter - 2 - widthOf(pieces))).pieces(pieces);
  pen
    .to(gutter - 2)
    .write(isRunning ? marks.point : " ", NOW)
    .to(gutter);
  pen.cell(String(line + 1), digits, here === undefined ? LABEL : FACT, "right").write("  ");
  const ground = groundOf(here, room);
  // A place is kept for the mark of the selected task.
  const text = cut(listing.lines[line] ?? "", pen.left - 3);
  const inset = text.length - text.trimStart().length;
  pen.write(text.slice(0, inset));
  for (const { text: word, kind } of wordsOf(text.slice(inset), listing.language)) {
    const style = kind === "remark" ? LABEL : isRunning ? NOW : FACT;
    pen.write(word, { ...style, ...(kind === "keyword" ? { bold: true } : {}), ...ground });
  }
  if (here?.selected === true) pen.write(` ${marks.left}`, NOW);
  return pen.line;
}

/** Between words where there is a blank near the edge. */
function cut(text: string, width: number): string {
  if (text.length <= width) return text;
  const blank = text.lastIndexOf(" ", width - 2);
  return blank > width / 2 ? `${text.slice(0, blank)} …` : clip(text, width);
}

/** The line that a core works at has the colour of who is first there, faintly. */
function groundOf(here: LinePeople | undefined, room: Room): Style {
  const [first] = here?.running ?? [];
  if (first === undefined || !room.colour || first.hue === null) return {};
  return { ground: "tint" };
}

/** Who waits as letters, who runs as tiles, next to the mark: `BC A`; where they are too many, the first and how many more. */
function peoplePieces({ running, waiting }: LinePeople, width: number): Piece[] {
  const fits = running.length + waiting.length + 1 <= width;
  // With a number before them there is room for so many less.
  const places = fits ? width : width - 8;
  const runs = running.slice(0, Math.max(1, places)).map((tile): Piece => [tile.letter, tileStyle(tile)]);
  const waits = waiting.slice(0, Math.max(0, places - runs.length)).map((tile): Piece => [tile.letter, hueStyle(tile)]);
  const rest = running.length - runs.length + waiting.length - waits.length;
  const more: Piece[] = rest > 0 ? [[`+${rest} `, LABEL]] : [];
  const gap: Piece[] = waits.length > 0 && runs.length > 0 ? [[" ", {}]] : [];
  return [...more, ...waits, ...gap, ...runs];
}
