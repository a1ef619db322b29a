/**
 * A recording for asciinema: version 2 (https://docs.asciinema.org/manual/asciicast/v2/), which every player reads, or version 3. Made-up
 * time and no date, so that equal recordings are equal files.
 */
import { written } from "../../base/cells.ts";
import { Painter, type PaintOptions } from "../../screen/paint/painter.ts";
import type { Marker, Recording } from "../../screen/recorder/recording.ts";
import type { Theme } from "../../screen/views/themes/theme.ts";

export const CAST_VERSIONS = ["2", "3"] as const;
export type CastVersion = (typeof CAST_VERSIONS)[number];

export interface CastOptions extends PaintOptions {
  readonly version: CastVersion;
  readonly theme: Theme;
  /** The colours of a player's own ground and letters; `#rrggbb`. */
  readonly ground: string;
  readonly letter: string;
}

interface CastEvent {
  readonly atMs: number;
  readonly code: "o" | "m";
  readonly data: string;
}

const HIDE_CURSOR = "\x1b[?25l";
const SHOW_CURSOR = "\x1b[?25h";

/** The lines of the file, each with its end: a header, then an event each. */
export function* castLines(recording: Recording, options: CastOptions): Iterable<string> {
  yield `${JSON.stringify(header(recording, options))}\n`;
  let last = 0;
  for (const { atMs, code, data } of events(recording, options)) {
    // Version 3 counts from the event before. Times are whole milliseconds first, so that no rounding adds up.
    const time = options.version === "3" ? atMs - last : atMs;
    last = atMs;
    yield `[${seconds(time)}, ${JSON.stringify(code)}, ${JSON.stringify(data)}]\n`;
  }
}

function header({ title, columns, rows, durationMs }: Recording, { version, ground, letter }: CastOptions): object {
  const theme = { fg: letter, bg: ground, palette: PALETTE };
  if (version === "3") {
    return { version: 3, term: { cols: columns, rows, type: "xterm-256color", theme }, title: written(title) };
  }
  const env = { TERM: "xterm-256color" };
  return { version: 2, width: columns, height: rows, duration: durationMs / 1000, title: written(title), env, theme };
}

/** The sixteen colours that a palette has to name; what is painted names its own. */
const PALETTE =
  "#1b1d20:#d55e00:#4fbf9a:#e69f00:#4477dd:#cc79a7:#56b4e9:#c8ccd0:#5a5f65:#ff5c5c:#7fd8b8:#f0e442:#7aa2f7:#e2a3c7:#8fd0f5:#ffffff";

function* events(recording: Recording, options: CastOptions): Iterable<CastEvent> {
  const { columns, rows, shots, markers, durationMs } = recording;
  const painter = new Painter(options);
  const left = [...markers];
  for (const [index, { atMs, lines, theme = options.theme }] of shots.entries()) {
    yield* markersUntil(left, atMs);
    // A player has one ground: that of the theme it begins with.
    painter.wear(theme, theme.paper !== options.theme.paper);
    const bytes = painter.paint(lines, columns, rows);
    yield { atMs, code: "o", data: index === 0 ? HIDE_CURSOR + bytes : bytes };
  }
  yield* markersUntil(left, durationMs);
  // Below the picture, where a shell goes on; a terminal that has no such row takes its last one.
  const plain = shots.at(-1)?.theme === undefined ? "" : "\x1b[m";
  yield { atMs: durationMs, code: "o", data: `${plain}\x1b[${rows + 1};1H${SHOW_CURSOR}` };
}

/** Takes the markers off the list that come before an instant or at it: a player that jumps to one shows the picture that comes next. */
function* markersUntil(left: Marker[], atMs: number): Iterable<CastEvent> {
  for (let next = left[0]; next !== undefined && next.atMs <= atMs; next = left[0]) {
    left.shift();
    yield { atMs: next.atMs, code: "m", data: written(next.label) };
  }
}

/** Whole milliseconds as seconds with three decimals. */
function seconds(milliseconds: number): string {
  const text = `${milliseconds}`.padStart(4, "0");
  return `${text.slice(0, -3)}.${text.slice(-3)}`;
}
