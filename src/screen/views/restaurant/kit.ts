/** What every room of the restaurant is drawn with: the frame, the glyphs, tiles, bars, numbers. */
import { clip } from "../../../base/cells.ts";
import { formatMs, minus, type Ns } from "../../../base/time.ts";
import type { Frame, TaskRow, Tile } from "../../frame/frame.ts";
import { MAIN } from "../../frame/tiles.ts";
import { type Glyphs, glyphs } from "../glyphs.ts";
import type { Line, Style } from "../line.ts";
import { clipName } from "../names.ts";
import type { Room } from "../view.ts";
import { text } from "./runs.ts";

const NAME_MOST = 12;
/** A terminal of 40 rows has two for the session. */
export const LARGE = 36;

export interface Kit {
  readonly frame: Frame;
  readonly room: Room;
  readonly glyphs: Glyphs;
  /** Cells of a name: the longest of this run, within reason. Fixed for a run, so that nothing behind it moves. */
  readonly nameWidth: number;
  readonly tileWidth: number;
  /** Tasks by their number. */
  readonly tasks: readonly TaskRow[];
  /** Tasks on their way to a GIL that somebody else holds. */
  readonly wanting: ReadonlySet<number | null>;
  /** The same by where they are, each list in the order of the tasks. */
  readonly byPhase: ReadonlyMap<TaskRow["phase"], readonly TaskRow[]>;
}

export function kitOf(frame: Frame, room: Room): Kit {
  const byPhase = new Map<TaskRow["phase"], TaskRow[]>();
  let names = 4;
  for (const row of frame.tasks) {
    names = Math.max(names, row.tile.name.length);
    const list = byPhase.get(row.phase);
    if (list === undefined) byPhase.set(row.phase, [row]);
    else list.push(row);
  }
  return {
    frame,
    room,
    glyphs: glyphs(room.unicode),
    nameWidth: Math.min(NAME_MOST, names),
    tileWidth: room.colour ? 1 : 3,
    tasks: frame.tasks,
    wanting: new Set(frame.gils.flatMap((gil) => gil.waiters.map(({ tile }) => tile.task))),
    byPhase,
  };
}

/** A person as one cell, or in brackets where there is no colour to tell the cell from a letter. */
export function tileOf(kit: Kit, tile: Tile): Line {
  const who: Style = tile.hue === null ? {} : { task: tile.hue };
  return kit.room.colour
    ? [text(tile.letter, { ...who, ground: "tile" })]
    : [text(`(${tile.letter})`, { ...who, bold: true })];
}

/** The tile and the name, always as wide. Machinery is called by its job. */
export function personOf(kit: Kit, tile: Tile, ink: Style = {}): Line {
  const name = clipName(jobOf(tile), kit.nameWidth);
  return [...tileOf(kit, tile), text(" "), text(name, ink), text(" ".repeat(kit.nameWidth - name.length))];
}

export const personWidth = (kit: Kit): number => kit.tileWidth + 1 + kit.nameWidth;

/** What machinery is called among guests. */
export const jobOf = (tile: Tile): string => (tile.task === null && tile.name === MAIN ? "host" : tile.name);

export const hueOf = (tile: Tile | null): Style => (tile === null || tile.hue === null ? {} : { task: tile.hue });

/** Milliseconds in six cells: `  46.2`. */
export const millis = (time: Ns): string => formatMs(time).padStart(6);

/** A length in milliseconds without idle decimals: `5`, `0.5`. */
export const roundMs = (time: Ns): string => formatMs(time).replace(/\.0$/, "");

/** A screen with rows to spare: rooms may have air in them. */
export const isLarge = (kit: Kit): boolean => kit.room.rows >= LARGE;

export const left = ({ done, total }: { readonly done: Ns; readonly total: Ns }): Ns => minus(total, done);

type Progress = { readonly done: Ns; readonly total: Ns };

const share = ({ done, total }: Progress): number => (total <= 0 ? 0 : Math.max(0, Math.min(1, done / total)));

/** A burger on the grill: a solid bar in the guest's colour, to the eighth of a cell. */
export function bar(kit: Kit, progress: Progress, width: number, style: Style): Line {
  if (width < 3) return [];
  const { barFull, barRest, barParts } = kit.glyphs;
  const cells = share(progress) * width;
  const full = Math.floor(cells);
  const part = barParts[Math.floor((cells - full) * (barParts.length + 1)) - 1] ?? "";
  const rest = width - full - part.length;
  if (!kit.room.colour || !kit.room.unicode) {
    return [text(barFull.repeat(full) + part, style), text(barRest.repeat(rest), { ink: "faint" })];
  }
  // All of it on the one ground: letters are of another shade on it than beside it.
  return [text(barFull.repeat(full) + part + " ".repeat(rest), { ...style, ground: "tint" })];
}

/** Fries in the fryer: a thin line, because nobody works on it. */
export function thinLine(kit: Kit, progress: Progress, width: number, style: Style): Line {
  return ruled(kit.glyphs.lineFull, kit.glyphs.lineRest, progress, width, style);
}

/** A wait that has a limit: a row of chips. */
export function chips(kit: Kit, progress: Progress, width: number, style: Style): Line {
  return ruled(kit.glyphs.chipFull, kit.glyphs.chipRest, progress, width, style);
}

function ruled(full: string, rest: string, progress: Progress, width: number, style: Style): Line {
  if (width < 3) return [];
  const done = Math.min(width, Math.floor(share(progress) * width + 1e-9));
  return [text(full.repeat(done), style), text(rest.repeat(width - done), { ink: "faint" })];
}

/** What a device makes: `fries`, `drink`, `fries (network)`. */
export function foodOf(device: string): string {
  if (/fr(y|ies)/i.test(device)) return "fries";
  return /drink|soda|coffee/i.test(device) ? "drink" : `fries (${device})`;
}

/** What stands in brackets is the first to go where room is short. */
export function shortened(words: string, width: number): string {
  return words.length <= width ? words : clip(words.replace(/ \(.*\)$/, ""), width);
}

/** The same as a wish: `waits for a drink`. */
export const wishOf = (device: string): string => foodOf(device).replace(/^drink$/, "a drink");

/** How many tiles fit side by side: with blanks between them, or brackets round them. */
export const tilesIn = (kit: Kit, width: number): number =>
  kit.room.colour ? Math.floor((width + 1) / (kit.tileWidth + 1)) : Math.floor(width / kit.tileWidth);

/** Several tiles in a row, and how many more there are. */
export function crowd(kit: Kit, tiles: readonly Tile[], width: number, more = 0): Line {
  const each = kit.tileWidth + (kit.room.colour ? 1 : 0);
  const all = tiles.length + more;
  const fits = tilesIn(kit, width);
  if (all <= fits && more === 0) return tiles.flatMap((tile) => [...tileOf(kit, tile), ...gap(kit)]);
  const tail = (hidden: number): string => `+ ${hidden} more`;
  const shown = Math.max(0, Math.min(tiles.length, Math.floor((width - tail(all).length) / each)));
  return [
    ...tiles.slice(0, shown).flatMap((tile) => [...tileOf(kit, tile), ...gap(kit)]),
    text(clip(`${tail(all - shown)}`, width), { ink: "label" }),
  ];
}

const gap = (kit: Kit): Line => (kit.room.colour ? [text(" ")] : []);
