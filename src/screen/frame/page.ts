/** The strips of one page of the timeline, cut when first asked for and kept while the page stays. */
import type { SpanTrack } from "../../trace/span-track.ts";
import { SPAN_KINDS } from "../../trace/span-track.ts";
import type { Cell, Tile, Timeline } from "./frame.ts";
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

export class PageStrips {
  readonly #run: PreparedRun;
  readonly #timeline: Timeline;
  readonly #cores: Strip[] = [];
  readonly #gils: Strip[] = [];
  readonly #tasks = new Map<number, Strip>();
  readonly #parked = new Map<number, Strip>();
  #counts: number[] | null = null;

  constructor(run: PreparedRun, timeline: Timeline) {
    this.#run = run;
    this.#timeline = timeline;
  }

  shows({ start, scale, columns }: Timeline): boolean {
    const page = this.#timeline;
    return page.start === start && page.scale === scale && page.columns === columns;
  }

  core(core: number, cursor: number, now: number, present: Present | null): readonly Cell[] {
    const track = this.#run.spans.cores[core] as SpanTrack;
    this.#cores[core] ??= this.#cut(track, CORE_READING);
    return upTo(this.#cores[core], track, CORE_READING, cursor, now, present);
  }

  gil(gil: number, cursor: number, now: number, present: Present | null): readonly Cell[] {
    const track = this.#run.spans.gils[gil] as SpanTrack;
    this.#gils[gil] ??= this.#cut(track, GIL_READING);
    return upTo(this.#gils[gil], track, GIL_READING, cursor, now, present);
  }

  task(task: number, cursor: number, now: number, present: Present | null): readonly Cell[] {
    return this.#ofTask(this.#tasks, TASK_READING, task, cursor, now, present);
  }

  parked(task: number, cursor: number, now: number, present: Present | null): readonly Cell[] {
    return this.#ofTask(this.#parked, PARKED_READING, task, cursor, now, present);
  }

  /** How many tasks are parked for most of each cell of the page. */
  parkedCounts(): readonly number[] {
    this.#counts ??= this.#count();
    return this.#counts;
  }

  #ofTask(
    strips: Map<number, Strip>,
    reading: Reading,
    task: number,
    cursor: number,
    now: number,
    present: Present | null,
  ): readonly Cell[] {
    const track = this.#run.spans.tasks[task] as SpanTrack;
    let strip = strips.get(task);
    if (strip === undefined) {
      strip = this.#cut(track, reading, this.#run.tileOf(task) as Tile);
      strips.set(task, strip);
    }
    return upTo(strip, track, reading, cursor, now, present);
  }

  #cut(track: SpanTrack, reading: Reading, own?: Tile): Strip {
    const run = this.#run;
    const tileOf = (index: number): Tile => {
      if (own !== undefined) return own;
      const { thread, task } = track.at(index);
      return run.tileOn(thread as number, task);
    };
    return stripOf(track, this.#timeline, run.end, reading, tileOf);
  }

  #count(): number[] {
    const { start, scale, columns } = this.#timeline;
    const parked = SPAN_KINDS.map((kind) => kind === "io" || kind === "timer");
    const time = new Float64Array(columns);
    for (const task of this.#run.parkers) {
      const track = this.#run.spans.tasks[task] as SpanTrack;
      for (let index = track.firstEndingAfter(start); index < track.length; index++) {
        const from = Math.max(track.fromAt(index), start);
        if (from >= start + columns * scale) break;
        if (!parked[track.kindAt(index)]) continue;
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

/** The strip as far as the cursor; beyond it nothing is known. `present` is null where the run is over. */
function upTo(
  strip: Strip,
  track: SpanTrack,
  reading: Reading,
  cursor: number,
  now: number,
  present: Present | null,
): readonly Cell[] {
  const cells = strip.cells.slice(0, cursor + 1);
  if (present !== null) {
    const index = track.firstEndingAfter(now);
    const inside = index < track.length && track.fromAt(index) <= now;
    const before = cursor === 0 ? null : (cells[cursor - 1] as Cell);
    const placeBefore = cursor === 0 ? 0 : (strip.places[cursor - 1] as number);
    const place = 2 * index + (inside ? 1 : 0);
    cells[cursor] = cellAfter(before, { ...present, track, reading, place, placeBefore });
  }
  while (cells.length < strip.cells.length) cells.push(EMPTY_CELL);
  return cells;
}
