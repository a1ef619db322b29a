/** The whole run as lanes on one page of text: a row a core, a GIL, a task. */
import { asciiText, fitLeft } from "../../base/cells.ts";
import { formatCount, formatPercent } from "../../base/quantities.ts";
import { formatDuration, ns, plus } from "../../base/time.ts";
import { buildFrame } from "../../screen/frame/build.ts";
import type { Cell, Frame, Timeline } from "../../screen/frame/frame.ts";
import { PreparedRun } from "../../screen/frame/prepared.ts";
import { glyphs } from "../../screen/views/glyphs.ts";
import { drawCells } from "../../screen/views/lanes/cells.ts";
import { plain } from "../../screen/views/line.ts";
import type { Room } from "../../screen/views/view.ts";
import type { History } from "../../trace/history.ts";

/** The page the text is for. */
export interface Page {
  readonly columns: number;
  /** Unicode, or ASCII only. */
  readonly unicode: boolean;
}

/** More rows of one kind than this are counted, not drawn. */
const ROWS = 24;
const MOST_LABEL = 18;
const LEAST_COLUMNS = 20;
/** Behind the lanes: two blanks and `busy 100%`. */
const NOTE = 11;

interface Row {
  readonly label: string;
  readonly cells: readonly Cell[];
  readonly note: string;
}

/** The lanes of a finished run, with an axis above and the signs explained below. */
export function laneLines(history: History, page: Page): readonly string[] {
  const run = new PreparedRun(history.trace, history);
  const labels = groupsOf(frameOf(run, 0)).flatMap(({ rows }) => rows.map((row) => row.label.length));
  const label = Math.min(MOST_LABEL, Math.max(0, ...labels));
  const columns = Math.max(LEAST_COLUMNS, page.columns - label - 2 - NOTE);
  const room: Room = { columns, rows: 1, unicode: page.unicode, colour: false };
  const frame = frameOf(run, columns);
  const groups = groupsOf(frame);
  const indent = " ".repeat(label + 2);
  const lines = groups.flatMap(({ rows, more }) => [
    ...rows.map((row) => {
      const cells = plain(drawCells(row.cells, { room, cursor: columns, letters: true }));
      return `${fitLeft(row.label, label)}  ${cells.padEnd(columns)}  ${row.note}`.trimEnd();
    }),
    ...(more === 0 ? [] : [`${indent}and ${formatCount(more)} more`]),
  ]);
  const cells = groups.flatMap(({ rows }) => rows.flatMap((row) => row.cells));
  const all = [`${indent}${axis(frame.timeline)}`, ...lines, "", ...legend(cells, page)];
  return page.unicode ? all : all.map(asciiText);
}

/** The frame at the run's end, with all of the run on one page and the first tasks in it; with no columns, its labels only. */
function frameOf(run: PreparedRun, columns: number): Frame {
  const cursor = { seq: run.trace.log.length - 1, time: run.end };
  return buildFrame(run, cursor, { columns, selectedTask: 0, whySeq: -1, pageSpan: plus(run.end, ns(1)) });
}

interface Group {
  readonly rows: readonly Row[];
  /** Rows there is no room for. */
  readonly more: number;
}

function groupsOf(frame: Frame): readonly Group[] {
  const group = (rows: readonly Row[], total = rows.length): Group => {
    const shown = rows.slice(0, ROWS);
    return { rows: shown, more: total - shown.length };
  };
  return [
    group(frame.cores.map(({ label, cells, busy }) => ({ label, cells, note: `busy ${formatPercent(busy)}` }))),
    group(frame.gils.map(({ label, cells }) => ({ label, cells, note: "" }))),
    group(
      frame.taskLanes.map(({ tile, cells }) => ({ label: `${tile.letter} ${tile.name}`, cells, note: "" })),
      frame.tasks.length,
    ),
  ];
}

/** `0 ms      20 ms     40 ms` */
function axis({ ticks, columns }: Timeline): string {
  let text = "";
  for (const { column, time } of ticks) {
    const mark = formatDuration(time);
    if (column >= text.length && column + mark.length <= columns) text = text.padEnd(column) + mark;
  }
  return text;
}

/** The signs that occur, in as many lines as they need. */
function legend(cells: readonly Cell[], page: Page): readonly string[] {
  const states = new Set(cells.map((cell) => cell.state));
  const seams = new Set(cells.map((cell) => cell.seam));
  const { forced, voluntary, idle, native, system, startup, parked } = glyphs(page.unicode);
  const isMachinery = ({ tile }: Cell): boolean => tile !== null && tile.task === null;
  const known: readonly (readonly [isUsed: boolean, text: string])[] = [
    [cells.some((cell) => cell.state === "python" && !isMachinery(cell)), "letter: that task runs"],
    [cells.some(isMachinery), "# nobody's task: the main thread, an event loop, a worker"],
    [states.has("native"), `small letter, ${native} runs native code`],
    [states.has("system"), `${system} the system works for it`],
    [states.has("startup"), `${startup} starts up`],
    [seams.has("forced"), `${forced} forced switch`],
    [seams.has("voluntary"), `${voluntary} voluntary switch`],
    [states.has("idle"), `${idle} idle`],
    [states.has("parked"), `${parked} waits for I/O or a timer`],
    [states.has("gil"), `${page.unicode ? "─" : "-"} waits for the GIL`],
    [states.has("waiting"), `${page.unicode ? "═" : "x"} waits for somebody`],
    [states.has("ready"), `${page.unicode ? "∙" : ","} could run`],
  ];
  const lines: string[] = [];
  for (const [isUsed, text] of known) {
    if (!isUsed) continue;
    const last = lines.at(-1);
    if (last === undefined || last.length + 3 + text.length > page.columns) lines.push(text);
    else lines[lines.length - 1] = `${last}   ${text}`;
  }
  return lines;
}
