/** For the back row: the time, who runs where, who has the GIL, and what happens now as one sentence. */
import { formatIn } from "../../../base/units.ts";
import type { Frame, Phrase, Tile } from "../../frame/frame.ts";
import { hueStyle, lawful, NOW, Pen, sentence, tileStyle, wrap } from "../lanes/pen.ts";
import { unitOf } from "../lanes/words.ts";
import type { Line, Style } from "../line.ts";
import type { Room, View } from "../view.ts";
import { drawnLetter, LETTER_SIZE } from "./letters.ts";

const LABEL: Style = { ink: "label" };
const MARGIN = 2;
/** Between two blocks. */
const GAP = 2;

/** How large the parts are: cells of a drawn cell, across and down. */
interface Scale {
  readonly wide: number;
  readonly high: number;
  /** The same of the time, across; 0 where it is not drawn large. */
  readonly time: number;
  /** What it takes to look good. */
  readonly rows: number;
}

const SMALLEST: Scale = { wide: 1, high: 1, time: 0, rows: 0 };
const SCALES: readonly Scale[] = [
  { wide: 6, high: 3, time: 5, rows: 46 },
  { wide: 5, high: 3, time: 4, rows: 46 },
  { wide: 4, high: 2, time: 2, rows: 32 },
  { wide: 3, high: 2, time: 2, rows: 32 },
  { wide: 2, high: 1, time: 1, rows: 20 },
  SMALLEST,
];

/** The largest at which everybody has a place; where nobody can have that, the smallest. */
function scaleOf(frame: Frame, room: Room): Scale {
  const wanted = frame.cores.length + (frame.gils.length === 1 ? 1 : 0);
  return SCALES.find((scale) => room.rows >= scale.rows && blocksThatFit(room, scale) >= wanted) ?? SMALLEST;
}

const blockWidth = ({ wide }: Scale): number => (LETTER_SIZE + 2) * wide;
const blocksThatFit = (room: Room, scale: Scale): number =>
  Math.floor((room.columns - MARGIN + GAP) / (blockWidth(scale) + GAP));

/** Someone's place: a core, or the GIL. */
interface Block {
  readonly label: string;
  readonly tile: Tile | null;
  readonly nobody: string;
}

export const presenter: View = {
  id: "presenter",
  title: "for an audience",
  timelineColumns: () => 0,
  draw(frame, room) {
    const scale = scaleOf(frame, room);
    const airy = scale.time > 0;
    const top = [heading(frame, room), ...(airy ? [[]] : []), ...timeLines(frame, room, scale), []];
    const blocks = blockLines(frame, room, scale);
    const told = toldLines(frame, room, room.rows - top.length - blocks.length - 1);
    return lawful([...top, ...blocks, [], ...told], room);
  },
};

function heading(frame: Frame, room: Room): Line {
  const pen = new Pen(room.columns).write(" ".repeat(MARGIN));
  const model = frame.modelTitle;
  return pen
    .cell(frame.title, Math.max(0, pen.left - model.length - MARGIN - 2), NOW)
    .write("  ")
    .write(model, LABEL).line;
}

function timeLines(frame: Frame, room: Room, scale: Scale): readonly Line[] {
  const unit = unitOf(frame.timeline);
  const text = formatIn(frame.now, unit);
  if (scale.time === 0) return [new Pen(room.columns).write(" ".repeat(MARGIN)).write(text, NOW).line];
  const [number = "", name = ""] = text.split(" ");
  const wide = scale.time;
  // A dot needs no room of its own width: the cell it is in is enough.
  const letters = [...number].map((sign) =>
    drawnLetter(sign, room.unicode ? "█" : "", wide, scale.high).map((row) =>
      sign === "." ? row.slice(wide, wide * 4) : row,
    ),
  );
  return Array.from({ length: LETTER_SIZE * scale.high }, (_, row) => {
    const pen = new Pen(room.columns).write(" ".repeat(MARGIN));
    for (const letter of letters) pen.write(letter[row] ?? "", NOW).write(" ".repeat(wide));
    return row === LETTER_SIZE * scale.high - 1 ? pen.write(` ${name}`, NOW).line : pen.line;
  });
}

/** All that fit: the cores, the busiest first where not all do, and the GIL where there is one. */
function blocksOf(frame: Frame, most: number): { readonly blocks: readonly Block[]; readonly left: number } {
  const [gil, ...others] = frame.gils;
  const gils: Block[] =
    gil === undefined || others.length > 0 ? [] : [{ label: "GIL", tile: gil.holder, nobody: "nobody" }];
  const room = Math.max(1, most - gils.length);
  const busiest = [...frame.cores].sort((a, b) => b.total - a.total || a.core - b.core).slice(0, room);
  const shown = frame.cores.filter((core) => busiest.includes(core));
  const cores = shown.map(({ label, running }): Block => ({ label, tile: running, nobody: "idle" }));
  return { blocks: [...cores, ...gils], left: frame.cores.length - shown.length };
}

function blockLines(frame: Frame, room: Room, scale: Scale): readonly Line[] {
  const width = blockWidth(scale);
  const { blocks, left } = blocksOf(frame, blocksThatFit(room, scale));
  const high = LETTER_SIZE * scale.high;
  const row = (draw: (pen: Pen, block: Block) => void): Line => {
    const pen = new Pen(room.columns).write(" ".repeat(MARGIN));
    for (const block of blocks) {
      const from = pen.at;
      draw(pen, block);
      pen.to(from + width + GAP);
    }
    return pen.line;
  };
  const labels = row((pen, { label }) => pen.cell(label, width, LABEL));
  const rows = Array.from({ length: high }, (_, at) =>
    row((pen, { tile }) => blockRow(pen, tile, at, width, scale, room)),
  );
  const edge = (side: "top" | "bottom"): Line =>
    row((pen, { tile }) => {
      if (tile !== null) pen.write(...edgeOf(tile, side, scale));
    });
  const thick = Array.from({ length: scale.high > 2 ? 2 : 1 });
  const letters = room.unicode ? [...thick.map(() => edge("top")), ...rows, ...thick.map(() => edge("bottom"))] : rows;
  const names = row((pen, { tile, nobody }) =>
    tile === null ? pen.cell(nobody, width, LABEL) : pen.cell(tile.name, width, { ...hueStyle(tile, NOW), bold: true }),
  );
  if (left === 0) return [labels, ...letters, names];
  const more = `and ${left} more ${left === 1 ? "core" : "cores"}`;
  return [labels, ...letters, names, new Pen(room.columns).write(" ".repeat(MARGIN)).write(more, LABEL).line];
}

/** One row of somebody's letter on a tile; in ASCII the letter is drawn with itself. */
function blockRow(pen: Pen, tile: Tile | null, at: number, width: number, scale: Scale, room: Room): void {
  if (tile === null) {
    const middle = Math.floor((LETTER_SIZE * scale.high) / 2);
    if (at === middle) pen.to(pen.at + Math.floor(width / 2)).write(room.unicode ? "·" : ".", { ink: "faint" });
    return;
  }
  const drawn = drawnLetter(tile.letter, room.unicode ? "█" : "", scale.wide, scale.high)[at] ?? "";
  const side = " ".repeat(scale.wide);
  const style = room.unicode ? tileStyle(tile) : { ...hueStyle(tile, NOW), bold: true };
  pen.write(`${side}${drawn}${side}`, style);
}

/** A tile's ground above and below its letter, as much as beside it: on the terminal's own the letter would run out of its tile. */
function edgeOf(tile: Tile, side: "top" | "bottom", scale: Scale): readonly [string, Style] {
  const width = blockWidth(scale);
  if (scale.wide > 1) return [" ".repeat(width), tileStyle(tile)];
  const half = tile.hue ?? "machine";
  return side === "top" ? ["▄".repeat(width), { halves: [null, half] }] : ["▀".repeat(width), { halves: [half, null] }];
}

/** What is to be learnt where it shows, else what happened; with air between the rows where there is room. */
function toldLines(frame: Frame, room: Room, rows: number): readonly Line[] {
  const said: readonly Phrase[] = frame.findings[0] ?? frame.why[0]?.phrases ?? [{ text: "Nothing has happened yet." }];
  const width = room.columns - 2 * MARGIN;
  const bold: Style = { ink: "now", bold: true };
  const pieces = sentence(said, bold).map(([text, style]) => [text, { ...style, bold: true }] as const);
  const tight = wrap(pieces, width, Math.max(1, rows));
  const airy = tight.length * 2 - 1 <= rows;
  return tight.flatMap((line, index): Line[] => {
    const written = new Pen(room.columns).write(" ".repeat(MARGIN)).pieces(line).line;
    return airy && index > 0 ? [[], written] : [written];
  });
}
