/** A track of spans cut into the cells of one page. */
import { SPAN_KINDS, type SpanKind, type SpanTrack } from "../../trace/span-track.ts";
import type { Cell, CellState, Seam, Tile, Timeline } from "./frame.ts";

/** What the cells of a track show: the state of each kind of span, and of the time between spans. */
export interface Reading {
  readonly kinds: Readonly<Record<SpanKind, CellState>>;
  readonly gap: CellState;
  /** Whether the seams between runs are shown. */
  readonly seams: boolean;
}

const KINDS: Reading["kinds"] = {
  python: "python",
  native: "native",
  system: "system",
  startup: "startup",
  gil: "gil",
  core: "ready",
  loop: "ready",
  start: "ready",
  io: "parked",
  timer: "parked",
  lock: "waiting",
  other: "waiting",
};

export const CORE_READING: Reading = { kinds: KINDS, gap: "idle", seams: true };
/** Whatever the holder does, it holds. */
export const GIL_READING: Reading = {
  kinds: { ...KINDS, python: "python", native: "python", system: "python", startup: "python" },
  gap: "free",
  seams: true,
};
export const TASK_READING: Reading = { kinds: KINDS, gap: "empty", seams: true };
const nothing = Object.fromEntries(SPAN_KINDS.map((kind) => [kind, "empty"])) as Record<SpanKind, CellState>;
export const PARKED_READING: Reading = {
  kinds: { ...nothing, io: "parked", timer: "parked" },
  gap: "empty",
  seams: false,
};

export const EMPTY_CELL: Cell = { state: "empty", tile: null, seam: "none", first: false };
/** Work is shown from this share of a cell on, though idleness took the rest: otherwise short runs would vanish. */
const VISIBLE = 1 / 4;
const RESTS: ReadonlySet<CellState> = new Set<CellState>(["idle", "free", "empty"]);

/** The cells of one track on one page, all of it, and where in the track each of them is. */
export interface Strip {
  readonly cells: readonly Cell[];
  /** Twice the index of the span a cell shows, and one more; even for the gap before that span. */
  readonly places: readonly number[];
}

interface Candidate {
  readonly state: CellState;
  readonly task: number;
  time: number;
  place: number;
  longest: number;
}

export function stripOf(
  track: SpanTrack,
  timeline: Timeline,
  end: number,
  reading: Reading,
  tileOf: (index: number) => Tile,
): Strip {
  const cells: Cell[] = [];
  const places: number[] = [];
  let index = track.firstEndingAfter(timeline.start);
  let before: Cell | null = null;
  let placeBefore = 2 * index;
  for (let column = 0; column < timeline.columns; column++) {
    const from = timeline.start + column * timeline.scale;
    const to = Math.min(from + timeline.scale, end);
    if (from >= end) {
      cells.push(EMPTY_CELL);
      places.push(placeBefore);
      continue;
    }
    const candidates = new Candidates();
    let at = from;
    while (at < to) {
      const starts = index < track.length ? track.fromAt(index) : Number.POSITIVE_INFINITY;
      const until = Math.min(to, at < starts ? starts : track.toAt(index));
      if (at < starts) candidates.count(reading.gap, -1, until - at, 2 * index);
      else {
        const kind = SPAN_KINDS[track.kindAt(index)] as SpanKind;
        candidates.count(reading.kinds[kind], track.taskAt(index), until - at, 2 * index + 1);
        if (track.toAt(index) <= to) index++;
      }
      at = until;
    }
    const winner = candidates.winnerOf(to - from);
    const tile = RESTS.has(winner.state) ? null : tileOf(winner.place >> 1);
    const cell = cellAfter(before, { state: winner.state, tile, track, reading, place: winner.place, placeBefore });
    cells.push(cell);
    places.push(winner.place);
    before = cell;
    placeBefore = winner.place;
  }
  return { cells, places };
}

/** Who and what wants to be shown in one cell: a cell of a large run can hold thousands of tasks. */
class Candidates {
  /** In the order in which they came. */
  readonly #all: Candidate[] = [];
  readonly #byTask = new Map<number, Candidate[]>();

  count(state: CellState, task: number, time: number, place: number): void {
    const ofTask = this.#byTask.get(task);
    const same = ofTask?.find((each) => each.state === state);
    if (same === undefined) {
      const candidate = { state, task, time, place, longest: time };
      this.#all.push(candidate);
      if (ofTask === undefined) this.#byTask.set(task, [candidate]);
      else ofTask.push(candidate);
      return;
    }
    same.time += time;
    if (time > same.longest) {
      same.longest = time;
      same.place = place;
    }
  }

  /** That which took most of the time; at a tie, that which came first. */
  winnerOf(total: number): Candidate {
    let winner: Candidate | undefined;
    let worker: Candidate | undefined;
    for (const each of this.#all) {
      if (winner === undefined || each.time > winner.time) winner = each;
      if (!RESTS.has(each.state) && (worker === undefined || each.time > worker.time)) worker = each;
    }
    if (worker !== undefined && worker.time >= VISIBLE * total) return worker;
    return winner as Candidate;
  }
}

/** What one cell is made of. */
export interface Seen {
  readonly state: CellState;
  readonly tile: Tile | null;
  readonly track: SpanTrack;
  readonly reading: Reading;
  readonly place: number;
  readonly placeBefore: number;
}

/** A cell with its seam to the one before it (null at the left edge). */
export function cellAfter(before: Cell | null, seen: Seen): Cell {
  const { state, tile } = seen;
  const changed = before === null || before.state !== state || before.tile !== tile;
  const seam =
    before === null || before.tile === null || !seen.reading.seams ? "none" : seamOf(before.tile !== tile, seen);
  return { state, tile, seam, first: tile !== null && (changed || seam !== "none") };
}

/** By force where any run between the two cells ended so; a run that came back by itself is no news. */
function seamOf(changed: boolean, { track, place, placeBefore }: Seen): Seam {
  let ended = false;
  for (let index = placeBefore >> 1; index < place >> 1; index++) {
    if (track.forcedAt(index)) return "forced";
    ended ||= track.endAt(index) !== "goes-on";
  }
  return changed && ended ? "voluntary" : "none";
}
