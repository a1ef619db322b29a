/** One screen of a run as plain data: a pure function of the run, the cursor and what the viewer chose. */
import { cellText } from "../../base/cells.ts";
import { atLeast, minus, NEVER, type Ns, ZERO } from "../../base/time.ts";
import { endOf } from "../../trace/trace.ts";
import type { TaskPhase, World } from "../../trace/world.ts";
import { type Blame, blameAt } from "./blame.ts";
import { densityAt, processFolds, stateCounts } from "./folds.ts";
import type { CoreLane, Frame, GilLane, GilWaiter, Lane, ParkedLane, TaskLane, TaskRow, Tile } from "./frame.ts";
import { type Inside, insideAt } from "./inside.ts";
import { type Lens, WHOLE } from "./lens.ts";
import { matching } from "./listed.ts";
import { type ListingFrame, listingAt } from "./listing.ts";
import { codeOn, type Moment, momentOf } from "./moment.ts";
import { withAbsences } from "./offline.ts";
import type { Head, PageStrips, Present } from "./page.ts";
import type { PreparedRun } from "./prepared.ts";
import { taskRow, taskRows } from "./rows.ts";
import { executorRows, goroutineTile, lockRows, loopRows, processRows, procRows, threadRows } from "./services.ts";
import { scaleOf, timelineAt } from "./timeline.ts";
import { phrasesOf, storyOf, whyChain } from "./why.ts";

/** Where the viewer stands: after event `seq` (-1 before the first), at an instant before the next event. */
export interface Cursor {
  readonly seq: number;
  readonly time: Ns;
}

export interface FrameOptions {
  /** Columns of the timeline; 0 where the view draws no lanes. */
  readonly columns: number;
  readonly selectedTask: number | null;
  /** The event to explain; null for the cursor's own. */
  readonly whySeq: number | null;
  /** Only what a race shows of a run: its lanes, tasks and counts, without sentences and tasks' own lanes. @default false */
  readonly lanesOnly?: boolean;
  /** With `lanesOnly`: tasks' own lanes all the same. @default false */
  readonly ownLanes?: boolean;
  /** Exactly so much of the run on a page, whatever the lens says. @default as the lens says */
  readonly pageSpan?: Ns;
  /** How the run is looked at. @default all of it, as the run decides */
  readonly lens?: Partial<Lens>;
  /** What a person marked. @default nothing */
  readonly marks?: readonly { readonly time: Ns; readonly note: string }[];
}

/** Lanes of tasks in one frame; beyond it, those round the first unfinished or the selected task. */
const TASK_LANES = 64;
/** Lanes of GILs in one frame; beyond it they are counted. */
const GIL_LANES = 64;

export function buildFrame(run: PreparedRun, cursor: Cursor, options: FrameOptions): Frame {
  const { trace } = run;
  const { header } = trace;
  const world = run.history.worldAt(cursor.seq);
  const now = atLeast(cursor.time, world.time);
  const moment = momentOf(run, world, now);
  const columns = Math.max(1, options.columns);
  const lens = { ...WHOLE, ...options.lens };
  const scale =
    options.pageSpan === undefined ? scaleOf(run, lens.span, columns) : Math.ceil(options.pageSpan / columns);
  const timeline = timelineAt(now, { columns, scale: Math.max(1, scale), end: run.end, anchor: lens.anchor });
  const head = { column: timeline.cursor, now, over: world.outcome !== null };
  const lanes: Lanes = { moment, head, timeline, page: options.columns === 0 ? null : run.page(timeline) };
  const { selectedTask } = options;
  const process = world.tasks[selectedTask ?? -1] && taskRow(moment, selectedTask as number).process;
  // A race, which counts, asks for no rows: of a large run they are the most work.
  let rows: readonly TaskRow[] | null = null;
  let listed: readonly TaskRow[] | null = null;
  const tasks = (): readonly TaskRow[] => {
    rows ??= taskRows(momentAt(run, cursor), selectedTask);
    return rows;
  };
  const people = (): readonly TaskRow[] => {
    listed ??= matching(run, tasks(), lens.filter, lens.follow);
    return listed;
  };
  const threads = threadRows(moment);
  const matches = lens.filter === "" ? null : new Set(people().map(({ tile }) => tile.task as number));
  const whySeq = options.whySeq ?? cursor.seq;
  const told = options.lanesOnly !== true;
  let blame: Blame | null = null;
  let inside: Inside | null = null;
  let program: ListingFrame | null = null;
  return {
    title: cellText(header.scenario.title),
    model: header.model,
    modelTitle: cellText(header.modelTitle),
    machine: {
      ...header.machine,
      cores: world.cores.filter(({ online }) => online).length / header.machine.threadsPerCore,
    },
    python: header.python === null ? null : { ...header.python, switchInterval: world.switchInterval },
    now,
    end: endOf(trace),
    timeline,
    widest: run.widest,
    shown: run.shown,
    cores: world.cores.map((_, core) => coreLane(lanes, core)),
    gils: shownGils(world.gils.length, process, run).map((gil) => gilLane(lanes, gil)),
    allGils: allGils(lanes),
    parked: run.berths.map((_, berth) => parkedLane(lanes, berth)),
    parkedCounts: parkedCounts(lanes),
    get tasks() {
      return tasks();
    },
    lens,
    get people() {
      return people();
    },
    matches,
    density: told ? densityAt(run, timeline, now, options.marks ?? []) : null,
    marks: (options.marks ?? []).flatMap(({ time, note }) =>
      time < timeline.start || time >= timeline.end || time > run.end
        ? []
        : [{ column: Math.floor((time - timeline.start) / timeline.scale), note }],
    ),
    folds: lens.fold === "process" ? processFolds(moment, people(), lanes.page, head) : [],
    stateCounts: lens.fold === "state" ? stateCounts(moment, lanes.page, head) : [],
    taskLanes:
      told || options.ownLanes === true
        ? laneWindow(people(), options.selectedTask, lens.top).map((row) => taskLane(lanes, row))
        : [],
    threads,
    loops: loopRows(moment),
    executors: executorRows(moment),
    procs: procRows(moment, threads),
    globalQueue: [...world.runnable].map((task) => goroutineTile(run, task)),
    locks: lockRows(moment),
    processes: processRows(moment),
    variables: world.variables.map(({ values, lost }, id) => {
      const facts = trace.tables.variables[id];
      const all = Object.values(values);
      return { name: cellText(facts?.name ?? ""), values: all.length === 0 ? [facts?.initial ?? 0] : all, lost };
    }),
    why: told ? whyChain(run, whySeq, world) : [],
    get blame() {
      blame ??= blameAt(momentAt(run, cursor), cursor.seq, {
        ...options,
        only: matches,
        people: people(),
        fold: lens.fold,
      });
      return blame;
    },
    get inside() {
      inside ??= insideAt(momentAt(run, cursor));
      return inside;
    },
    get listing() {
      if (run.listing === null) return null;
      program ??= listingAt(momentAt(run, cursor), run.listing, tasks());
      return program;
    },
    findings: !told ? [] : world.outcome === null ? run.findingsAt(whySeq) : run.findings,
    story: whySeq < 0 || !told ? [] : phrasesOf(run, whySeq, "restaurant", world),
    selectedStory: storyOf(run, cursor.seq, options.selectedTask),
    status: statusOf(moment, cursor.seq),
  };
}

/** The world is the history's, and by the time a part is asked for that may stand elsewhere. */
function momentAt(run: PreparedRun, cursor: Cursor): Moment {
  const world = run.history.worldAt(cursor.seq);
  return momentOf(run, world, atLeast(cursor.time, world.time));
}

interface Lanes {
  readonly moment: Moment;
  readonly timeline: Frame["timeline"];
  readonly head: Head;
  /** Null where no lanes are drawn. */
  readonly page: PageStrips | null;
}

function cellsOf(
  lanes: Lanes,
  kind: "core" | "gil" | "berth" | "task",
  index: number,
  present: Present,
): Lane["cells"] {
  return lanes.page?.cells(kind, index, lanes.head, present) ?? [];
}

function coreLane(lanes: Lanes, core: number): CoreLane {
  const { run, world, now } = lanes.moment;
  const { machine } = run.trace.header;
  const { online, running, since, busy } = world.cores[core] as World["cores"][number];
  const thread = running === null ? undefined : world.threads[running];
  const code = thread === undefined ? null : codeOn(thread);
  const burst = thread?.burst?.task ?? thread?.task ?? null;
  const tile = running === null ? null : run.tileOn(running, burst);
  const physical = Math.floor(core / machine.threadsPerCore);
  const label =
    machine.threadsPerCore === 1 ? `core ${core}` : `core ${physical}.${(core % machine.threadsPerCore) + 1}`;
  return {
    label,
    cells: withAbsences(
      cellsOf(lanes, "core", core, { state: code ?? (online ? "idle" : "empty"), tile }),
      run.absences[core] ?? [],
      lanes.timeline,
    ),
    core,
    online,
    running: tile,
    code,
    busy: now === 0 ? 0 : Math.min(1, (busy + (running === null ? 0 : now - since)) / now),
    total: run.coreTotals[core] ?? ZERO,
  };
}

function gilLane(lanes: Lanes, gil: number): GilLane {
  const { run, world, now } = lanes.moment;
  const state = world.gils[gil] as World["gils"][number];
  const facts = run.trace.tables.gils[gil] as PreparedRun["trace"]["tables"]["gils"][number];
  const tileOf = (thread: number | null): Tile | null => {
    if (thread === null) return null;
    const { burst, task } = world.threads[thread] as World["threads"][number];
    return run.tileOn(thread, burst?.task ?? task);
  };
  const holder = tileOf(state.holder);
  return {
    label: world.gils.length === 1 ? "GIL" : `GIL ${gil + 1}`,
    cells: cellsOf(lanes, "gil", gil, { state: holder === null ? "free" : "python", tile: holder }),
    gil,
    process: facts.process,
    owner: run.names.owners[gil] ?? "",
    holder,
    through: throughOf(run, state.holder),
    heldFor: state.holder === null ? ZERO : minus(now, state.since),
    waiters: [...state.wanted].map((thread): GilWaiter => {
      const { wait, gilSince } = world.threads[thread] as World["threads"][number];
      const timed = wait !== null && wait.on === "gil" && wait.until !== NEVER;
      return {
        tile: tileOf(thread) as Tile,
        waited: minus(now, timed ? wait.since : (gilSince ?? now)),
        asksIn: timed ? (Math.max(0, wait.until - now) as Ns) : null,
      };
    }),
    dropRequestedBy: state.holder === null ? null : tileOf(state.dropRequestedBy),
  };
}

/** A thread that is not made for one task has a name of its own. */
function throughOf(run: PreparedRun, thread: number | null): string {
  const tile = thread === null ? undefined : run.tiles.threads[thread];
  return tile === undefined || tile.task !== null ? "" : tile.name;
}

function parkedLane(lanes: Lanes, berth: number): ParkedLane {
  const { run, now } = lanes.moment;
  const track = run.berths[berth] as PreparedRun["berths"][number];
  const index = track.firstEndingAfter(now);
  const row = index < track.length && track.fromAt(index) <= now ? taskRow(lanes.moment, track.taskAt(index)) : null;
  const parked = row !== null && isParked(row.phase) ? row : null;
  const tile = parked?.tile ?? null;
  return {
    label: "parked",
    cells: cellsOf(lanes, "berth", berth, { state: parked === null ? "empty" : "parked", tile }),
    tile,
    on: parked === null ? "" : parked.phase === "timer" ? "timer" : parked.waitsFor,
    done: parked?.wait?.done ?? ZERO,
    total: parked?.wait?.total ?? ZERO,
  };
}

const isParked = (phase: TaskPhase): boolean => phase === "io" || phase === "timer";

const STATE_OF_PHASE = {
  pending: "empty",
  start: "ready",
  running: "system",
  core: "ready",
  gil: "gil",
  io: "parked",
  timer: "parked",
  lock: "waiting",
  queue: "waiting",
  loop: "ready",
  join: "waiting",
  result: "waiting",
  finished: "empty",
  failed: "empty",
  cancelled: "empty",
  crashed: "empty",
} as const;

function taskLane(lanes: Lanes, row: TaskRow): TaskLane {
  const task = row.tile.task as number;
  const state = row.code ?? STATE_OF_PHASE[row.phase];
  const cells = cellsOf(lanes, "task", task, { state, tile: state === "empty" ? null : row.tile });
  return { label: row.tile.name, cells, tile: row.tile, task };
}

function parkedCounts({ moment, page, head }: Lanes): number[] {
  if (page === null || moment.run.parkers.length === 0) return [];
  const counts = page.parkedCounts().slice(0, head.column + 1);
  if (!head.over) {
    counts[head.column] = moment.world.tasks.reduce((sum, task) => sum + (isParked(task.phase) ? 1 : 0), 0);
  }
  return counts;
}

/** The tasks whose lanes a frame carries. */
function laneWindow(people: readonly TaskRow[], selected: number | null, top: number | null): readonly TaskRow[] {
  if (people.length <= TASK_LANES) return people;
  const open = people.findIndex((task) => task.finishedAt === null);
  let from = top ?? (open < 0 ? people.length : open);
  const at = selected === null ? -1 : people.findIndex((row) => row.selected);
  if (top === null && at >= 0 && (at < from || at >= from + TASK_LANES)) from = at - TASK_LANES / 2;
  from = Math.max(0, Math.min(from, people.length - TASK_LANES));
  return people.slice(from, from + TASK_LANES);
}

/** The GILs whose lanes a frame carries. */
function shownGils(count: number, process: number | undefined, run: PreparedRun): readonly number[] {
  const all = Array.from({ length: Math.min(count, GIL_LANES) }, (_, gil) => gil);
  if (count <= GIL_LANES || process === undefined) return all;
  const own = run.trace.tables.gils.findIndex((gil) => gil.process === process);
  return own < GIL_LANES ? all : [...all.slice(0, -1), own];
}

function allGils({ moment: { world }, page, head }: Lanes): Frame["allGils"] {
  const held = world.gils.reduce((sum, { holder }) => sum + (holder === null ? 0 : 1), 0);
  const count = world.gils.length;
  if (page === null || count <= GIL_LANES) return { count, held, counts: [] };
  const counts = page.heldCounts().slice(0, head.column + 1);
  if (!head.over) counts[head.column] = held;
  return { count, held, counts };
}

function statusOf({ run, world, now }: Moment, seq: number): Frame["status"] {
  let busy = 0;
  for (const core of world.cores) busy += core.busy + (core.running === null ? 0 : now - core.since);
  return {
    event: seq + 1,
    events: run.trace.log.length,
    switches: world.voluntary + world.involuntary,
    forced: world.gils.reduce((sum, gil) => sum + gil.forced, world.involuntary),
    migrations: world.migrations,
    futile: run.futileUpTo(seq),
    cpu: now === 0 ? 0 : busy / now,
    outcome: world.outcome,
    served: world.tasks.reduce((sum, { phase }, id) => sum + (phase === "finished" && !run.isPart(id) ? 1 : 0), 0),
  };
}
