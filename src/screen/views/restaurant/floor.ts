/** Rooms on a floor: widths and heights that depend on the size of the screen and of the run, never on the moment. */
import { clip } from "../../../base/cells.ts";
import type { Line } from "../line.ts";
import type { Kit } from "./kit.ts";
import { clipped, fitted, text } from "./runs.ts";

/** One room: what it stands for, and how it draws itself in a given space. */
export interface Place {
  /** Its name with the real counterpart, the longest first: the first that fits is written on the wall. */
  readonly titles: readonly string[];
  /** Its name where each room is one line. */
  readonly label: string;
  /** Share of the floor's width. */
  readonly share: number;
  /** Cells it needs at least to say anything. */
  readonly least?: number;
  /** Lines it would like to have; fixed for a run. */
  readonly wants: number;
  draw(width: number, height: number): readonly Line[];
  /** Everything in one line. */
  brief(width: number): Line;
  /** Something passes from this room to the next: an arrow in the gap between them. */
  readonly arrow?: Line | undefined;
}

export type Floor = readonly (readonly Place[])[];

/** Fewer rows than this have no room for walls. */
export const LEAST_WALLED = 14;
const ARROW_GAP = 4;
const GAP = 1;

/** A room with its walls: `height` lines inside, `width` cells outside. */
export function walled(
  kit: Kit,
  titles: readonly string[],
  lines: readonly Line[],
  width: number,
  height: number,
): Line[] {
  const { topLeft, topRight, bottomLeft, bottomRight, rule, wall } = kit.glyphs;
  const inside = width - 4;
  const title = clip(titles.find((each) => each.length <= width - 6) ?? titles[titles.length - 1] ?? "", width - 6, "");
  const edge = { ink: "faint" } as const;
  const shelf = rule.repeat(Math.max(0, width - 5 - title.length));
  return [
    [text(`${topLeft}${rule} `, edge), text(title, { ink: "label" }), text(` ${shelf}${topRight}`, edge)],
    ...Array.from({ length: height }, (_, index) => [
      text(`${wall} `, edge),
      ...fitted(lines[index] ?? [], inside),
      text(` ${wall}`, edge),
    ]),
    [text(`${bottomLeft}${rule.repeat(width - 2)}${bottomRight}`, edge)],
  ];
}

/** One row of rooms, side by side, `height` lines inside each. */
export function rowOfRooms(kit: Kit, places: readonly Place[], columns: number, height: number): Line[] {
  const widths = shareOut(places, columns);
  const walls = places.map((place, index) => {
    const width = widths[index] as number;
    return walled(kit, place.titles, place.draw(width - 4, height), width, height);
  });
  const middle = Math.ceil(height / 2);
  return Array.from({ length: height + 2 }, (_, row) =>
    places.flatMap((place, index): Line => {
      const line = walls[index]?.[row] ?? [];
      if (index === places.length - 1) return line;
      if (place.arrow === undefined) return [...line, text(" ".repeat(GAP))];
      const arrow = row === middle ? place.arrow : [];
      return [...line, ...fitted([text(" "), ...arrow], ARROW_GAP)];
    }),
  );
}

/** Widths by share; a room below its least takes from the widest ones. */
function shareOut(places: readonly Place[], columns: number): number[] {
  const gaps = places.slice(0, -1).reduce((sum, place) => sum + (place.arrow === undefined ? GAP : ARROW_GAP), 0);
  const shares = places.reduce((sum, place) => sum + place.share, 0);
  const widths = places.map((place) => Math.floor(((columns - gaps) * place.share) / shares));
  const last = widths.length - 1;
  widths[last] = columns - gaps - widths.slice(0, last).reduce((sum, width) => sum + width, 0);
  places.forEach((place, index) => {
    for (let missing = (place.least ?? 0) - (widths[index] as number); missing > 0; missing--) {
      const widest = widths.indexOf(Math.max(...widths));
      if (widest === index) break;
      widths[widest] = (widths[widest] as number) - 1;
      widths[index] = (widths[index] as number) + 1;
    }
  });
  return widths;
}

/** Every room as one line: its label, then what is in it. */
export function directory(floor: Floor, columns: number): Line[] {
  const places = floor.flat();
  const labels = places.reduce((most, place) => Math.max(most, place.label.length), 0);
  return places.map((place) => [
    text(` ${place.label.padEnd(labels)}  `, { ink: "label" }),
    ...clipped(place.brief(columns - labels - 3), columns - labels - 3),
  ]);
}

/** Lines that a row of rooms must have: two, or one where nobody in it wants more. */
const leastOf = (places: readonly Place[]): number => Math.min(2, wishOf(places));
const wishOf = (places: readonly Place[]): number => places.reduce((most, place) => Math.max(most, place.wants), 1);

/** Rows that a floor takes at least, with its walls. */
export const leastRows = (floor: Floor): number => floor.reduce((sum, places) => sum + leastOf(places) + 2, 0);

/** Lines that its rooms would like on top of that. */
export const wishes = (floor: Floor): number =>
  floor.reduce((sum, places) => sum + wishOf(places) - leastOf(places), 0);

/** Heights of the rows of rooms: the least, and `more` lines shared out in turn among those that want them. */
export function heightsOf(floor: Floor, more: number): number[] {
  const heights = floor.map(leastOf);
  let spare = more;
  for (let grown = true; grown && spare > 0; ) {
    grown = false;
    floor.forEach((places, index) => {
      if (spare === 0 || (heights[index] as number) >= wishOf(places)) return;
      heights[index] = (heights[index] as number) + 1;
      spare--;
      grown = true;
    });
  }
  return heights;
}
