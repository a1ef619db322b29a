/** A large run in few rows: all of it as density, and its cores and tasks by process. */
import type { Ns } from "../../base/time.ts";
import type { CellState, Density, Frame, ProcessFold, TaskRow, Timeline } from "./frame.ts";
import type { Moment } from "./moment.ts";
import type { Head, PageStrips } from "./page.ts";
import type { PreparedRun } from "./prepared.ts";
import { STATES, type StateName, stateOf } from "./states.ts";

/** From so many tasks on a run is large: its density is told even where the page shows all of it. */
const LARGE = 100;

/** So many processes are told of, the busiest of the whole run. */
const MOST = 32;

/** In which of so many equal parts of a run an instant is. */
const partAt = (time: number, end: number, columns: number): number =>
  Math.min(columns - 1, Math.floor((Math.max(0, time) * columns) / (end + 1)));

/** How many events there are in each of so many equal parts of a run. */
function countsOf({ trace: { log }, end }: PreparedRun, columns: number): readonly number[] {
  let before = -1;
  return Array.from({ length: columns }, (_, column) => {
    // The last whole nanosecond of the part.
    const last = Math.ceil(((column + 1) * (end + 1)) / columns) - 1;
    const until = log.lastAtOrBefore(last as Ns);
    const count = until - before;
    before = until;
    return count;
  });
}

export function densityAt(
  run: PreparedRun,
  timeline: Timeline,
  now: Ns,
  marks: readonly { readonly time: Ns }[],
): Density | null {
  const { columns, start, end } = timeline;
  const isWhole = start === 0 && end > run.end;
  if (columns < 2 || (isWhole && run.tiles.tasks.length < LARGE)) return null;
  const at = (time: number): number => partAt(time, run.end, columns);
  const { log } = run.trace;
  return {
    counts: countsOf(run, columns),
    from: at(start),
    to: at(end - 1),
    cursor: at(now),
    findings: [...new Set(run.findingEvents.map((seq) => at(log.timeAt(seq))))],
    marks: [...new Set(marks.filter(({ time }) => time <= run.end).map(({ time }) => at(time)))],
  };
}

/** The busiest processes, in order. */
export function processFolds(
  { run, world }: Moment,
  people: readonly TaskRow[],
  page: PageStrips | null,
  head: Head,
): readonly ProcessFold[] {
  const { threads } = run.trace.tables;
  const busy = world.processes.map(() => 0);
  for (const { running } of world.cores) {
    const process = running === null ? undefined : threads[running]?.process;
    if (process !== undefined) busy[process] = (busy[process] ?? 0) + 1;
  }
  const tasks = world.processes.map(() => new Map<string, number>());
  for (const { process, phase } of people) {
    const counts = tasks[process];
    counts?.set(stateOf(phase), (counts.get(stateOf(phase)) ?? 0) + 1);
  }
  const shown = busiest(run.processTotals);
  const counted = page?.processCounts(shown);
  return shown.map((process): ProcessFold => {
    const known = tasks[process];
    const counts = counted?.get(process)?.slice(0, head.column + 1) ?? [];
    if (page !== null && !head.over) counts[head.column] = busy[process] as number;
    return {
      process,
      name: run.names.processes[process] ?? "",
      counts,
      busy: busy[process] as number,
      total: run.processTotals[process] as Ns,
      tasks: STATES.flatMap(([state]) => {
        const count = known?.get(state) ?? 0;
        return count === 0 ? [] : [{ state, count }];
      }),
    };
  });
}

/** In their own order. */
function busiest(totals: readonly Ns[]): readonly number[] {
  const all = totals.map((total, process) => ({ total, process }));
  if (all.length > MOST) all.sort((a, b) => b.total - a.total || a.process - b.process).length = MOST;
  return all.map(({ process }) => process).sort((a, b) => a - b);
}

/** What the lanes of tasks show in each state that lasts, for a run in which it ever shows. */
const LASTING: readonly (readonly [StateName, readonly CellState[]])[] = [
  ["running", ["python", "native", "system", "startup"]],
  ["ready", ["ready"]],
  ["waiting for the GIL", ["gil"]],
  ["waiting outside", ["parked"]],
  ["waiting for others", ["waiting"]],
];

/** How many of all tasks are in each state. */
export function stateCounts({ run, world }: Moment, page: PageStrips | null, head: Head): Frame["stateCounts"] {
  return LASTING.filter(([, cells]) => cells.some((cell) => run.shown.includes(cell))).map(([state, cells]) => {
    const now = world.tasks.reduce((sum, { phase }) => sum + (stateOf(phase) === state ? 1 : 0), 0);
    const counts = page?.stateCounts(cells).slice(0, head.column + 1) ?? [];
    if (page !== null && !head.over) counts[head.column] = now;
    return { state, counts, now };
  });
}
