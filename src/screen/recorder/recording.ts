/** What a recording is: screens as lines, each from when on, and places worth finding again. Real time, in whole milliseconds. */
import type { Line } from "../views/line.ts";
import type { Theme } from "../views/themes/theme.ts";

export interface Shot {
  readonly atMs: number;
  readonly lines: readonly Line[];
  /** Its colours, where they are not those that the recording begins with. */
  readonly theme?: Theme;
}

export interface Marker {
  readonly atMs: number;
  readonly label: string;
}

export interface Recording {
  /** One line, for whoever lists recordings. */
  readonly title: string;
  /** A sentence or two for whoever cannot see it. */
  readonly about: string;
  readonly columns: number;
  readonly rows: number;
  /** At least one, the first at 0, each later than the one before, no two equal ones in a row. */
  readonly shots: readonly Shot[];
  /** In the order of time. */
  readonly markers: readonly Marker[];
  /** When the last shot ends. */
  readonly durationMs: number;
}

/** Shortens every pause in which nothing changes to `limit` milliseconds; how long the last shot stands is nobody's pause. */
export function withoutPauses(recording: Recording, limit: number): Recording {
  const { shots } = recording;
  /** How much has gone before each shot. */
  const gone: number[] = [];
  let sum = 0;
  shots.forEach(({ atMs }, index) => {
    sum += Math.max(0, atMs - (shots[index - 1]?.atMs ?? 0) - limit);
    gone.push(sum);
  });
  const moved = (atMs: number): number => {
    const before = lastAt(shots, atMs);
    const inPause = before === shots.length - 1 ? 0 : Math.max(0, atMs - (shots[before]?.atMs ?? 0) - limit);
    return atMs - (gone[before] ?? 0) - inPause;
  };
  return {
    ...recording,
    shots: shots.map((shot, index) => ({ ...shot, atMs: shot.atMs - (gone[index] ?? 0) })),
    markers: recording.markers.map((marker) => ({ ...marker, atMs: moved(marker.atMs) })),
    durationMs: recording.durationMs - sum,
  };
}

/** The same with a screen before it that stands so long. */
export function withCard(recording: Recording, lines: readonly Line[], milliseconds: number): Recording {
  const later = <Timed extends { readonly atMs: number }>(timed: Timed): Timed => ({
    ...timed,
    atMs: timed.atMs + milliseconds,
  });
  return {
    ...recording,
    shots: [{ atMs: 0, lines }, ...recording.shots.map(later)],
    markers: recording.markers.map(later),
    durationMs: recording.durationMs + milliseconds,
  };
}

/** The index of the shot that stands at an instant. */
function lastAt(shots: readonly Shot[], atMs: number): number {
  let low = 0;
  let high = shots.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((shots[middle] as Shot).atMs > atMs) high = middle;
    else low = middle + 1;
  }
  return Math.max(0, low - 1);
}

/** Whether two screens look the same. */
export function sameLines(one: readonly Line[], other: readonly Line[]): boolean {
  return one.length === other.length && one.every((line, row) => sameLine(line, other[row] as Line));
}

function sameLine(one: Line, other: Line): boolean {
  if (one === other) return true;
  if (one.length !== other.length) return false;
  return one.every((run, at) => {
    const { text, style } = other[at] as Line[number];
    return run.text === text && (run.style === style || sameStyle(run.style, style));
  });
}

const sameStyle = (one: Line[number]["style"], other: Line[number]["style"]): boolean =>
  one.ink === other.ink &&
  one.task === other.task &&
  one.ground === other.ground &&
  one.halves?.[0] === other.halves?.[0] &&
  one.halves?.[1] === other.halves?.[1] &&
  one.bold === other.bold &&
  one.underline === other.underline;
