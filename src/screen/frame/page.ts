/** The strips of one page of the timeline, cut when first asked for and kept while the page stays. */
import { SPAN_KINDS, type SpanTrack } from "../../trace/span-track.ts";
import type { Cell, CellState, Tile, Timeline } from "./frame.ts";
import { OUTSIDE } from "./parking.ts";
import type { PreparedRun } from "./prepared.ts";
import {
  CORE_READING,
  cellAfter,
  EMPTY_CELL,
  GIL_READING,
  PARKED_READING,
  type Reading,
  type Strip,
  stripOf,
  TASK_READING,
} from "./strips.ts";

/** What a lane shows in the cursor's own cell: what is the case right now. */
export type Present = Pick<Cell, "state" | "tile">;

/** The cursor on a page; `over` where the run has ended, and its cell is like every other. */
export interface Head {
  readonly column: number;
  readonly now: number;
  readonly over: boolean;
}

const READINGS = { core: CORE_READING, gil: GIL_READING, berth: PARKED_READING, task: TASK_READING } as const;
type LaneKind = keyof typeof READINGS;

export class PageStrips {
  readonly #run: PreparedRun;
  readonly #timeline: Timeline;
  readonly #strips: Readonly<Record<LaneKind, Strip[]>> = { core: [], gil: [], berth: [], task: [] };
  /** What each lane showed last: from frame to frame most lanes show the same, and whoever draws them can tell by identity. */
  readonly #shown: Readonly<Record<LaneKind, Shown[]>> = { core: [], gil: [], berth: [], task: [] };
  /** By what they count: tasks that are parked, GILs that are held. */
  readonly #counts = new Map<string, readonly number[]>();
  #byProcess: ReadonlyMap<number, readonly number[]> | null = null;

  constructor(run: PreparedRun, timeline: Timeline) {
    this.#run = run;
    this.#timeline = timeline;
  }

  shows({ start, scale, columns }: Timeline): boolean {
    const page = this.#timeline;
    return page.start === start && page.scale === scale && page.columns === columns;
  }

  /** The cells of one lane as far as the cursor. */
  cells(kind: LaneKind, index: number, head: Head, present: Present): readonly Cell[] {
    const track = this.#trackOf(kind, index);
    const strips = this.#strips[kind];
    strips[index] ??= this.#cut(track, kind, index);
    const strip = strips[index];
    const place = head.over ? -1 : placeAt(track, head.now);
    const before = this.#shown[kind][index];
    if (before !== undefined && isSame(before, head.column, place, present)) return before.cells;
    const cells = upTo(strip, track, READINGS[kind], head.column, place, present);
    this.#shown[kind][index] = { column: head.column, place, present, cells };
    return cells;
  }

  /** How many tasks are parked for most of each cell of the page. */
  parkedCounts(): readonly number[] {
    const { parkers, spans } = this.#run;
    return this.#counted("parked", () => parkers.map((task) => spans.tasks[task] as SpanTrack), isOutside);
  }

  /** How many GILs are held for most of each cell. */
  heldCounts(): readonly number[] {
    return this.#counted("held", () => this.#run.spans.gils, always);
  }

  /** How many tasks' lanes show one of these for most of each cell. */
  stateCounts(states: readonly CellState[]): readonly number[] {
    const isOne = SPAN_KINDS.map((kind) => states.includes(TASK_READING.kinds[kind]));
    const counts: Counts = (track, index) => isOne[track.kindAt(index)] === true;
    return this.#counted(states.join(), () => this.#run.spans.tasks, counts);
  }

  /** On how many cores each process is for most of each cell; only of those whose number is wanted. */
  processCounts(wanted: readonly number[]): ReadonlyMap<number, readonly number[]> {
    this.#byProcess ??= new Map(
      wanted.map((process) => [process, this.#count(this.#run.spans.cores, this.#on(process))]),
    );
    return this.#byProcess;
  }

  #on(process: number): Counts {
    const { threads } = this.#run.trace.tables;
    return (track, index) => threads[track.threadAt(index)]?.process === process;
  }

  #counted(what: string, tracks: () => readonly SpanTrack[], counts: Counts): readonly number[] {
    let made = this.#counts.get(what);
    if (made === undefined) {
      made = this.#count(tracks(), counts);
      this.#counts.set(what, made);
    }
    return made;
  }

  #trackOf(kind: LaneKind, index: number): SpanTrack {
    const { spans, berths } = this.#run;
    const tracks = { core: spans.cores, gil: spans.gils, berth: berths, task: spans.tasks };
    return tracks[kind][index] as SpanTrack;
  }

  #cut(track: SpanTrack, kind: LaneKind, lane: number): Strip {
    const run = this.#run;
    const tileOf = (index: number): Tile => {
      if (kind === "task") return run.tileOf(lane) as Tile;
      const { thread, task } = track.at(index);
      return run.tileOn(thread ?? 0, task);
    };
    return stripOf(track, this.#timeline, run.end, READINGS[kind], tileOf);
  }

  #count(tracks: readonly SpanTrack[], counts: Counts): number[] {
    const { start, scale, columns } = this.#timeline;
    const time = new Float64Array(columns);
    for (const track of tracks) {
      for (let index = track.firstEndingAfter(start); index < track.length; index++) {
        const from = Math.max(track.fromAt(index), start);
        if (from >= start + columns * scale) break;
        if (!counts(track, index)) continue;
        const to = Math.min(track.toAt(index), start + columns * scale);
        for (let column = Math.floor((from - start) / scale); column * scale < to - start; column++) {
          const left = Math.max(from, start + column * scale);
          const right = Math.min(to, start + (column + 1) * scale);
          time[column] = (time[column] as number) + (right - left);
        }
      }
    }
    return Array.from(time, (each) => Math.round(each / scale));
  }
}

/** Whether a span is one of those that are counted. */
type Counts = (track: SpanTrack, index: number) => boolean;
const always: Counts = () => true;
const isOutside: Counts = (track, index) => OUTSIDE[track.kindAt(index)] === true;

/** A lane as far as a cursor. */
interface Shown {
  readonly column: number;
  /** In the track at the cursor; -1 where the run is over. */
  readonly place: number;
  readonly present: Present;
  readonly cells: readonly Cell[];
}

const isSame = (shown: Shown, column: number, place: number, { state, tile }: Present): boolean =>
  shown.column === column &&
  shown.place === place &&
  (place < 0 || (shown.present.state === state && shown.present.tile === tile));

/** Twice the index of the span at an instant, and one more; even for the gap before that span. */
function placeAt(track: SpanTrack, now: number): number {
  const index = track.firstEndingAfter(now);
  return 2 * index + (index < track.length && track.fromAt(index) <= now ? 1 : 0);
}

/** The strip as far as the cursor; beyond it nothing is known. */
function upTo(
  strip: Strip,
  track: SpanTrack,
  reading: Reading,
  column: number,
  place: number,
  present: Present,
): readonly Cell[] {
  const cells = strip.cells.slice(0, column + 1);
  if (place >= 0) {
    const before = column === 0 ? null : (cells[column - 1] as Cell);
    const placeBefore = column === 0 ? 0 : (strip.places[column - 1] as number);
    cells[column] = cellAfter(before, { ...present, track, reading, place, placeBefore });
  }
  while (cells.length < strip.cells.length) cells.push(EMPTY_CELL);
  return cells;
}
