/** Many in few rows: cores and GILs as bands, tasks counted by process or by state. */
import type { Frame, ProcessFold, TaskRow } from "../../frame/frame.ts";
import { STATES, type StateName, stateOf } from "../../frame/states.ts";
import { glyphs } from "../glyphs.ts";
import type { Line, Style } from "../line.ts";
import { clipName } from "../names.ts";
import type { Room } from "../view.ts";
import { leftOf, rule } from "./chrome.ts";
import { FACT, FAINT, hueStyle, LABEL, NOW, Pen } from "./pen.ts";
import { busyCounts, gilRows, levels } from "./tracks.ts";

/** What the cores and the GILs need where they are brought together. */
export const foldedRows = (frame: Frame): number =>
  frame.lens.fold === "state"
    ? 1 + Math.min(1, frame.allGils.count)
    : frame.folds.length + Math.min(1, frame.allGils.count);

/** Cores and GILs as bands. */
export function bandRows(frame: Frame, room: Room, rows: number): Line[] {
  if (rows <= 0) return [];
  if (frame.lens.fold === "state") {
    return [allCores(frame, room), ...gilRows(frame, room, Math.min(1, rows - 1), 1)].slice(0, rows);
  }
  const { folds } = frame;
  const gils = gilRows(frame, room, rows > folds.length ? 1 : 0, 1);
  const bands = rows - gils.length;
  if (folds.length <= bands) return [...folds.map((fold) => processBand(fold, frame, room)), ...gils];
  const shown = new Set([...folds].sort((a, b) => b.total - a.total).slice(0, bands - 1));
  const rest = folds.filter((fold) => !shown.has(fold));
  return [
    ...folds.filter((fold) => shown.has(fold)).map((fold) => processBand(fold, frame, room)),
    restBand(rest, frame, room),
    ...gils,
  ];
}

function allCores(frame: Frame, room: Room): Line {
  const { cores } = frame;
  const busy = cores.filter((core) => core.running !== null).length;
  return band("cores", busyCounts(cores, frame), cores.length, `${busy} of ${cores.length} at work`, frame, room);
}

function processBand({ name, counts, busy }: ProcessFold, frame: Frame, room: Room): Line {
  const words = busy === 0 ? "not at work" : `on ${busy} ${busy === 1 ? "core" : "cores"}`;
  const width = leftOf(room) - 2;
  const [first = name] = name.split(" ");
  // `main` says more than `main pr`.
  const label = name.length > width && first.length <= width ? first : clipName(name, width);
  return band(label, counts, frame.cores.length, words, frame, room, busy > 0);
}

function restBand(rest: readonly ProcessFold[], frame: Frame, room: Room): Line {
  const counts = (rest[0]?.counts ?? []).map((_, column) =>
    rest.reduce((sum, fold) => sum + (fold.counts[column] ?? 0), 0),
  );
  const busy = rest.reduce((sum, fold) => sum + fold.busy, 0);
  return band(
    `+${rest.length} more`,
    counts,
    frame.cores.length,
    `on ${busy} ${busy === 1 ? "core" : "cores"}`,
    frame,
    room,
  );
}

function band(
  label: string,
  counts: readonly number[],
  most: number,
  words: string,
  frame: Frame,
  room: Room,
  isBusy = false,
): Line {
  const pen = new Pen(room.columns)
    .write(" ")
    .write(label, isBusy ? NOW : FACT)
    .to(leftOf(room));
  pen.runs(levels(counts, most, frame, room));
  return pen.write(` ${words}`, LABEL).line;
}

/** What stands above the tasks, where they are brought together. */
export const foldRule = (frame: Frame, title: string, room: Room): Line => rule(`${title} by ${frame.lens.fold}`, room);

/** The states that tasks of this run are ever in, in their order. */
export const statesOf = ({ stateCounts }: Frame): readonly StateName[] =>
  STATES.map(([state]) => state).filter(
    (state) => state === "not here yet" || state === "ended" || stateCounts.some((each) => each.state === state),
  );

/** The tasks counted by state or by process. */
export function foldRows(frame: Frame, room: Room, rows: number): Line[] {
  const lines =
    frame.lens.fold === "state"
      ? statesOf(frame).map((state) => stateLine(state, frame, room))
      : frame.folds.map((fold) => processLine(fold, room));
  if (lines.length <= rows) return lines;
  const rest = lines.length - rows + 1;
  const more = new Pen(room.columns).write(` +${rest} more`, LABEL).line;
  return [...lines.slice(0, Math.max(0, rows - 1)), more].slice(0, rows);
}

const NAME = 20;
const COUNT = 6;

/** ` waiting for the GIL    37  ▇▇▇▇▇▇▇▇▇▇   ABCDEFG +30`. */
function stateLine(state: StateName, frame: Frame, room: Room): Line {
  const rows = frame.people.filter(({ phase }) => stateOf(phase) === state);
  const some = rows.length > 0;
  const ink: Style = !some
    ? FAINT
    : state === "running"
      ? NOW
      : state === "ended" || state === "not here yet"
        ? LABEL
        : FACT;
  const pen = new Pen(room.columns)
    .write(" ")
    .cell(state, NAME, ink === FAINT ? LABEL : ink)
    .write(" ");
  pen.cell(some ? String(rows.length) : "", COUNT, ink, "right").write("  ");
  const width = Math.max(8, Math.floor((room.columns - pen.at) * 0.45));
  bar(pen, rows.length / Math.max(1, frame.people.length), width, room);
  return who(pen.write("  "), rows).line;
}

/** Their share of all, to the eighth of a cell. */
function bar(pen: Pen, share: number, width: number, room: Room): void {
  const signs = glyphs(room.unicode);
  const whole = share * width;
  const part = signs.barParts[Math.floor((whole % 1) * 8) - 1] ?? "";
  // Somebody is somebody, in however large a crowd.
  const done =
    signs.barFull.repeat(Math.floor(whole)) + part || (share > 0 ? (signs.barParts[0] ?? signs.barFull) : "");
  pen
    .write(done, LABEL)
    .write(room.unicode ? " ".repeat(width - done.length) : signs.barRest.repeat(width - done.length), FAINT);
}

/** The first of them as tiles. */
function who(pen: Pen, rows: readonly TaskRow[]): Pen {
  const room = pen.left - 8;
  const shown = rows.length <= pen.left - 1 ? rows : rows.slice(0, Math.max(0, room));
  for (const { tile, selected } of shown)
    pen.write(tile.letter, { ...hueStyle(tile), ground: "tile", ...(selected ? { underline: true } : {}) });
  const rest = rows.length - shown.length;
  return rest === 0 || shown.length === 0 ? pen : pen.write(` +${rest}`, LABEL);
}

function processLine({ name, tasks }: ProcessFold, room: Room): Line {
  const all = tasks.reduce((sum, { count }) => sum + count, 0);
  const pen = new Pen(room.columns).write(" ").cell(clipName(name, NAME), NAME, FACT);
  pen.cell(String(all), COUNT, LABEL, "right").write(all === 1 ? " task   " : " tasks  ", LABEL);
  for (const [index, { state, count }] of tasks.entries()) {
    const words = `${index === 0 ? "" : "   "}${count} ${state}`;
    if (words.length > pen.left - 1) break;
    pen.write(words, state === "running" ? NOW : state === "ended" ? LABEL : FACT);
  }
  return pen.line;
}
