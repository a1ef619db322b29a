/** A recording as a picture that moves, or one screen of it as a picture that does not. Scalable, without scripts, one file. */
import { written } from "../../base/cells.ts";
import { gridOf } from "../../screen/paint/grid.ts";
import type { PaintOptions } from "../../screen/paint/painter.ts";
import { Pens } from "../../screen/paint/pens.ts";
import type { Recording, Shot } from "../../screen/recorder/recording.ts";
import type { Theme } from "../../screen/views/themes/theme.ts";
import { type Film, filmOf, type Still } from "./film.ts";
import { piecesOf } from "./pieces.ts";
import { CELL } from "./shapes.ts";
import { hexColour, type Paper, Styles } from "./styles.ts";
import { xmlText } from "./xml.ts";

export interface SvgOptions extends PaintOptions, Paper {}

/** Between the screen and the edge of the picture. */
const PADDING = 22;
const ROUNDING = 14;
/** A picture is shown so much smaller than its units: the letters are then as large as text. */
const SCALE = 0.84;
const FONT = "ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono','Liberation Mono',monospace";

/** The picture that plays for as long as the recording takes, and then begins again. */
export function svgAnimation(recording: Recording, options: SvgOptions): string {
  return svgOf(recording, recording.shots, recording.durationMs, options);
}

/** The picture of one shot. */
export function svgStill(recording: Recording, shot: Shot, options: SvgOptions): string {
  return svgOf(recording, [{ ...shot, atMs: 0 }], 1, options);
}

function svgOf(
  { title, about, columns, rows }: Recording,
  shots: readonly Shot[],
  durationMs: number,
  options: SvgOptions,
): string {
  const styles = new Styles(options);
  const stills = stillsOf(shots, columns, rows, styles, options);
  const [width, height] = [columns * CELL.width, rows * CELL.height];
  const film = filmOf(stills, durationMs, width);
  const [wide, high] = [width + 2 * PADDING, height + 2 * PADDING];
  const size = `width="${Math.round(wide * SCALE)}" height="${Math.round(high * SCALE)}" viewBox="0 0 ${wide} ${high}"`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} role="img" aria-labelledby="title about">`,
    `<title id="title">${xmlText(written(title))}</title><desc id="about">${xmlText(written(about))}</desc>`,
    `<style>${rulesOf(styles, film, durationMs, stills.length > 1)}</style>`,
    film.definitions === "" ? "" : `<defs>${film.definitions}</defs>`,
    `<rect width="${wide}" height="${high}" rx="${ROUNDING}" fill="${hexColour(options.paper)}"/>`,
    `<g transform="translate(${PADDING} ${PADDING})" color="${hexColour(options.letter)}">${film.elements}</g>`,
    "</svg>\n",
  ].join("\n");
}

/** Rows that were drawn before are the same pieces: nearly all rows of nearly all shots. */
function stillsOf(
  shots: readonly Shot[],
  columns: number,
  rows: number,
  styles: Styles,
  options: SvgOptions,
): readonly Still[] {
  const known = new Map<string, ReturnType<typeof piecesOf>>();
  const worn = new Map<Theme | undefined, Pens>();
  return shots.map(({ atMs, lines, theme = options.theme }): Still => {
    const pens =
      worn.get(theme) ?? new Pens(options.level, theme, theme !== undefined && theme.paper !== options.paper);
    worn.set(theme, pens);
    const grid = gridOf(lines, columns, rows, pens, options.ascii === true);
    const drawn = Array.from({ length: rows }, (_, row) => {
      const [from, to] = [row * columns, (row + 1) * columns];
      const key = `${theme?.id} ${grid.codes.subarray(from, to).join()} ${grid.pens.subarray(from, to).join()}`;
      const pieces = known.get(key) ?? piecesOf(grid, row, pens, styles);
      known.set(key, pieces);
      return pieces;
    });
    return { atMs, rows: drawn };
  });
}

function rulesOf(styles: Styles, film: Film, durationMs: number, isMoving: boolean): string {
  const still = `path,text{fill:currentColor}path{shape-rendering:crispEdges}text{font:16.6px ${FONT}}${styles.rules}`;
  if (!isMoving) return still;
  const seconds = durationMs / 1000;
  const moving = `.film{animation-duration:${seconds}s;animation-timing-function:step-end;animation-iteration-count:infinite}`;
  // Whoever wants no motion sees the end.
  return `${still}${moving}${film.rules}@media(prefers-reduced-motion:reduce){.film{animation:none!important}}`;
}
