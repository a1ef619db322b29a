/** What a race shows at one instant: every run at the same time, on the same scale. Plain data, without glyphs and colours. */
import { baseOf, type Contender, placesOf } from "../../analysis/verdict/standing.ts";
import { type Verdict, verdictOf } from "../../analysis/verdict/verdict.ts";
import { cellText } from "../../base/cells.ts";
import { atLeast, atMost, type Ns, ns } from "../../base/time.ts";
import type { TaskPhase, TaskState, World } from "../../trace/world.ts";
import { type BandCell, bandOf } from "./band.ts";
import { buildFrame } from "./build.ts";
import type { Frame, Tile, Timeline } from "./frame.ts";
import { codeOn } from "./moment.ts";
import type { PreparedRun } from "./prepared.ts";
import { wholeTimeline } from "./timeline.ts";

/** An entrant: its run, or why there is none (null: it is being simulated). */
export interface RaceEntry {
  readonly label: string;
  /** What its model is, in a sentence. */
  readonly about: string;
  readonly run: PreparedRun | { readonly refusal: string } | null;
  /** How far the simulation is, where it is under way: so many events, up to an instant. @default it is not begun */
  readonly made?: { readonly events: number; readonly time: Ns | null } | null;
}

export interface RaceWishes {
  readonly title: string;
  readonly now: Ns;
  /** When the last entrant ends. */
  readonly end: Ns;
  /** Columns of the time axis. */
  readonly columns: number;
  readonly chosen: number;
  /** Up to here all entrants are one run; null where they have nothing in common. */
  readonly partsAt: Ns | null;
}

/** Where everybody is: on a core, or waiting for what. Machinery is left out. */
export interface Crowd {
  /** On a core with code of their own. */
  readonly onCore: readonly Tile[];
  /** Those of them that are in native code. */
  readonly inNative: readonly Tile[];
  /** On a core for the system's work alone: on the way into a wait or out of it. */
  readonly switching: readonly Tile[];
  readonly wantGil: readonly Tile[];
  /** Could go on and have no core, or their loop or server has not come to them. */
  readonly ready: readonly Tile[];
  /** At a lock, a queue, for somebody's result. */
  readonly waiting: readonly Tile[];
  readonly outside: readonly Tile[];
  readonly done: readonly Tile[];
}

/** An entrant that runs, as far as the cursor; what only its end tells is null until then. */
export interface RaceRunner {
  readonly kind: "runs";
  readonly label: string;
  /** What its model is, in a sentence. */
  readonly about: string;
  /** The run itself at the same instant (its own end, where that is past). */
  readonly frame: Frame;
  readonly band: readonly BandCell[];
  readonly crowd: Crowd;
  /** Everybody there is in the run, without parts of others. */
  readonly people: readonly Tile[];
  /** Whether its GIL ever goes from one task's thread to another's: then it has a row. */
  readonly isContended: boolean;
  readonly ended: null | {
    readonly at: Ns;
    readonly outcome: NonNullable<Frame["status"]["outcome"]>;
    /** Among those who came to the end; null for who did not. */
    readonly place: number | null;
    /** Over blocking calls, or the first entrant; null where there is nothing to compare. */
    readonly speedUp: number | null;
    readonly peakBytes: number;
    /** How often a GIL was taken from somebody who had not let go by himself. */
    readonly taken: number;
    readonly concurrent: boolean;
    readonly parallel: boolean;
  };
}

export type RaceRow =
  | RaceRunner
  | { readonly kind: "waits"; readonly label: string; readonly made: NonNullable<RaceEntry["made"]> | null }
  | { readonly kind: "refused"; readonly label: string; readonly reason: string };

export interface RaceFrame {
  readonly title: string;
  readonly scenario: string;
  /** Null while nobody is there. */
  readonly cores: number | null;
  readonly now: Ns;
  readonly end: Ns;
  readonly timeline: Timeline;
  /** The column in which the futures part; null where they have nothing in common. */
  readonly partsAt: number | null;
  readonly rows: readonly RaceRow[];
  readonly chosen: number;
  /** Whom the others are measured by; empty where nobody runs. */
  readonly base: string;
  readonly widest: { readonly label: number; readonly switches: number };
  /** Once everybody has ended: the podium, and why. */
  readonly verdict: Verdict | null;
}

export function buildRace(entries: readonly RaceEntry[], wishes: RaceWishes): RaceFrame {
  const runs = entries.flatMap(({ run }) => (isRun(run) ? [run] : []));
  const [first] = runs;
  const end = atLeast(wishes.end, ns(1));
  const timeline = wholeTimeline(end, atMost(wishes.now, end), Math.max(1, wishes.columns));
  const contest = contestOf(entries);
  const isOver = runs.length > 0 && wishes.now >= wishes.end && entries.every(({ run }) => run !== null);
  // Of two futures one may have more cores than the other.
  const lanes = runs.map(({ trace }) => trace.header.machine.cores * trace.header.machine.threadsPerCore);
  return {
    title: wishes.title,
    scenario: cellText(first?.trace.header.scenario.title ?? ""),
    cores: lanes.length === 0 ? null : Math.max(...lanes),
    now: wishes.now,
    end,
    timeline,
    partsAt:
      wishes.partsAt === null ? null : Math.min(timeline.columns - 1, Math.floor(wishes.partsAt / timeline.scale)),
    rows: entries.map((entry) => rowOf(entry, timeline, wishes.now, contest)),
    chosen: wishes.chosen,
    base: contest.base,
    widest: {
      label: entries.reduce((most, { label }) => Math.max(most, label.length), 0),
      switches: runs.reduce((most, run) => Math.max(most, run.widest.switches), 0),
    },
    verdict: isOver ? verdictOf(contest.all) : null,
  };
}

const isRun = (run: RaceEntry["run"]): run is PreparedRun => run !== null && !("refusal" in run);

/** So many entrants can have a lane for each of their tasks. */
const FEW = 2;

interface Contest {
  readonly all: readonly Contender[];
  readonly base: string;
  /** Whether there may be room for a lane for each task, too. */
  readonly isSmall: boolean;
  /** By run: its place and speed-up. */
  readonly standing: ReadonlyMap<PreparedRun, { readonly place: number; readonly speedUp: number | null }>;
}

function contestOf(entries: readonly RaceEntry[]): Contest {
  const all = entries.flatMap(({ label, run }) => {
    if (!isRun(run)) return [];
    const { model, python } = run.trace.header;
    return [{ label: cellText(label), model, python: python !== null, metrics: run.metrics, run }];
  });
  const standing = new Map(
    placesOf(all).flatMap(({ place, speedUp, contenders }) =>
      contenders.map(({ run }) => [run, { place, speedUp }] as const),
    ),
  );
  return { all, base: baseOf(all)?.label ?? "", isSmall: entries.length <= FEW, standing };
}

function rowOf(
  { label, about, run, made = null }: RaceEntry,
  timeline: Timeline,
  now: Ns,
  { standing, isSmall }: Contest,
): RaceRow {
  const name = cellText(label);
  if (run === null) return { kind: "waits", label: name, made };
  if (!isRun(run)) return { kind: "refused", label: name, reason: cellText(run.refusal) };
  const own = atMost(now, run.end);
  const { frame, crowd } = momentOf(run, own, timeline, isSmall);
  const { metrics } = run;
  const { place = null, speedUp = null } = standing.get(run) ?? {};
  return {
    kind: "runs",
    label: name,
    about: cellText(about),
    frame,
    band: bandOf(run, frame.timeline, own),
    crowd,
    people: run.people,
    isContended: metrics.gils.some(({ handoffs }) => handoffs > 0),
    ended:
      now < run.end || frame.status.outcome === null
        ? null
        : {
            at: run.end,
            outcome: frame.status.outcome,
            place,
            speedUp,
            peakBytes: metrics.peakBytes,
            taken: metrics.gils.reduce((sum, { forced }) => sum + forced, 0),
            concurrent: metrics.concurrent,
            parallel: metrics.parallel,
          },
  };
}

interface Moment {
  readonly frame: Frame;
  readonly crowd: Crowd;
}

const kept = new WeakMap<PreparedRun, Moment & { readonly key: string }>();

/** The run's own frame on the race's axis, and who is where; that of a finished run is kept. */
function momentOf(run: PreparedRun, now: Ns, { columns, scale }: Timeline, ownLanes: boolean): Moment {
  const key = `${now} ${columns} ${scale}`;
  const known = kept.get(run);
  if (known?.key === key) return known;
  const cursor = { seq: run.trace.log.lastAtOrBefore(now), time: now };
  const pageSpan = ns(columns * scale);
  const only = { lanesOnly: true, ownLanes };
  const frame = buildFrame(run, cursor, { columns, selectedTask: null, whySeq: null, pageSpan, ...only });
  const moment = { key, frame, crowd: crowdOf(run, frame, run.history.worldAt(cursor.seq)) };
  kept.set(run, moment);
  return moment;
}

type Place = Exclude<keyof Crowd, "wantGil" | "inNative" | "switching"> | null;

/** Who waits for the GIL is told by the GIL itself, longest-waiting first. */
const PLACES: Readonly<Record<TaskPhase, Place>> = {
  pending: null,
  running: "onCore",
  gil: null,
  core: "ready",
  loop: "ready",
  start: "ready",
  lock: "waiting",
  queue: "waiting",
  result: "waiting",
  join: null,
  io: "outside",
  timer: "outside",
  finished: "done",
  failed: "done",
  cancelled: "done",
  crashed: "done",
};

function crowdOf(run: PreparedRun, { gils }: Frame, { tasks, threads }: Readonly<World>): Crowd {
  const lists: Record<NonNullable<Place>, Tile[]> = { onCore: [], ready: [], waiting: [], outside: [], done: [] };
  const inNative: Tile[] = [];
  const switching: Tile[] = [];
  for (let id = 0; id < tasks.length; id++) {
    const { phase, thread } = tasks[id] as TaskState;
    const place = PLACES[phase];
    if (place === null || run.isSplit(id)) continue;
    const tile = run.tiles.tasks[id] as Tile;
    if (place !== "onCore") {
      lists[place].push(tile);
      continue;
    }
    const server = thread === null ? undefined : threads[thread];
    const code = server?.task === id ? codeOn(server) : null;
    if (code === "system") switching.push(tile);
    else lists.onCore.push(tile);
    if (code === "native") inNative.push(tile);
  }
  const wantGil = gils.flatMap(({ waiters }) => waiters.map(({ tile }) => tile)).filter(({ task }) => task !== null);
  return { ...lists, inNative, switching, wantGil };
}
