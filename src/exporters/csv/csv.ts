/**
 * Who was in which state from when to when: a row a span, for tables and data frames. RFC 4180, UTF-8, whole nanoseconds.
 *
 * Rows come in the order in which spans end. A task that has a thread of its own is that thread.
 */
import { taskName, threadName } from "../../analysis/insights/names.ts";
import type { Trace } from "../../trace/trace.ts";
import type { ExportedRun } from "../exporter.ts";
import { instantsOf, worldOf } from "../walk/instants.ts";
import { taskStanding, threadStanding } from "../walk/standing.ts";

const COLUMNS = ["model", "who", "is", "state", "start_ns", "end_ns", "core", "task", "waited_for", "ended"] as const;
/** Rows are handed out in pieces of about this many characters. */
const PIECE = 64 * 1024;

interface Row {
  readonly who: string;
  readonly is: "thread" | "task";
  readonly state: string;
  readonly from: number;
  readonly core: number | null;
  readonly task: string | null;
  readonly waitedFor: string | null;
}

/** The file in pieces, in order. */
export function* csv(runs: readonly ExportedRun[]): Generator<string, void, void> {
  let piece = line(COLUMNS);
  for (const { trace } of runs) {
    for (const row of rowsOf(trace)) {
      piece += line(row);
      if (piece.length < PIECE) continue;
      yield piece;
      piece = "";
    }
  }
  yield piece;
}

function* rowsOf(trace: Trace): Generator<readonly (string | number | null)[], void, void> {
  const { tables, header } = trace;
  const world = worldOf(trace);
  const carried = new Set(tables.threads.map(({ role, task }) => (role === "task" ? task : null)));
  const threads: (Row & { readonly key: string })[] = [];
  const tasks: (Row & { readonly key: string })[] = [];
  const cells = (row: Row, to: number, ended: string | undefined) => [
    ...[header.model, row.who, row.is, row.state, row.from, to],
    ...[row.core, row.task, row.waitedFor, ended ?? "goes on"],
  ];

  const threadRow = (id: number) => {
    const standing = threadStanding(id, world, tables);
    const thread = world.threads[id];
    if (standing === null || thread === undefined) return null;
    const isRunning = standing.text === "running";
    const task = isRunning ? (thread.burst?.task ?? thread.task) : thread.task;
    return {
      who: threadName(trace, id),
      is: "thread" as const,
      state: standing.kind,
      core: isRunning ? thread.core : null,
      task: task === null ? null : taskName(trace, task),
      waitedFor: standing.waitsFor,
      key: `${standing.since} ${standing.kind} ${task}`,
    };
  };
  const taskRow = (id: number) => {
    const standing = taskStanding(id, world, tables);
    if (standing === null || carried.has(id)) return null;
    const thread = world.tasks[id]?.thread ?? null;
    return {
      who: taskName(trace, id),
      is: "task" as const,
      state: standing.kind,
      core: standing.text === "running" && thread !== null ? (world.threads[thread]?.core ?? null) : null,
      task: taskName(trace, id),
      waitedFor: standing.waitsFor,
      key: `${standing.since} ${standing.kind}`,
    };
  };

  for (const instant of instantsOf(trace, world)) {
    const { time } = instant;
    const isOver = instant.events.at(-1)?.kind === "run.ended";
    const lists = [
      [instant.threads, threads, threadRow, instant.threadEnds],
      [instant.tasks, tasks, taskRow, instant.taskEnds],
    ] as const;
    for (const [touched, open, rowOf, ends] of lists) {
      for (const id of touched.keys()) {
        const before = open[id];
        const now = isOver ? null : rowOf(id);
        if (before?.key === now?.key) continue;
        if (before !== undefined) yield cells(before, time, ends.get(id));
        if (now === null) delete open[id];
        else open[id] = { ...now, from: time };
      }
    }
  }
}

/** Ends as RFC 4180 says. */
const line = (cells: readonly (string | number | null)[]): string => `${cells.map(cell).join(",")}\r\n`;

/**
 * Quoted where it must be. A text that a spreadsheet would take for a formula (scenario files come from anywhere) gets an apostrophe in
 * front, which a spreadsheet takes for "this is text".
 */
function cell(value: string | number | null): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
