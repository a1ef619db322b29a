/** All the cores of a run folded into one row of cells: how many of them worked, at what, and for whom. */
import type { Ns } from "../../base/time.ts";
import type { Tile, Timeline } from "./frame.ts";
import type { PreparedRun } from "./prepared.ts";

const CODES = ["python", "native", "system", "startup"] as const;
type Code = (typeof CODES)[number];

/** What the cores did in one cell of the time axis. */
export interface BandCell {
  /** How many cores were busy with this, on average over the cell (its past part, for the cursor's). */
  readonly busy: Readonly<Record<Code, number>>;
  /** Whether a GIL's holder was made to let go in it. */
  readonly forced: boolean;
  /** How many tasks waited for something outside, for most of it. */
  readonly parked: number;
  /** Who had the cores most; null where nobody was on one. */
  readonly lead: Tile | null;
}

interface Page {
  readonly key: string;
  readonly cells: BandCell[];
}

const pages = new WeakMap<PreparedRun, Page>();

/** The cells up to the cursor, its own last. Whole cells are kept while the page stays. */
export function bandOf(run: PreparedRun, timeline: Timeline, now: Ns): readonly BandCell[] {
  const key = `${timeline.start} ${timeline.scale} ${timeline.columns}`;
  let page = pages.get(run);
  if (page?.key !== key) {
    page = { key, cells: [] };
    pages.set(run, page);
  }
  const counts = run.parkers.length === 0 ? [] : run.page(timeline).parkedCounts();
  const cells: BandCell[] = [];
  const { start, scale } = timeline;
  for (let column = 0; column <= timeline.cursor; column++) {
    const from = start + column * scale;
    const to = Math.min(from + scale, run.end);
    if (to <= now && to > from) page.cells[column] ??= cellOf(run, from, to, counts[column] ?? 0);
    const kept = page.cells[column];
    if (kept !== undefined && to <= now) cells.push(kept);
    // An instant has no length: what is the case right after it.
    else if (from < run.end) cells.push(cellOf(run, from, Math.max(from + 1, Math.min(to, now)), counts[column] ?? 0));
  }
  return cells;
}

function cellOf(run: PreparedRun, from: number, to: number, parked: number): BandCell {
  const time = { python: 0, native: 0, system: 0, startup: 0 };
  const byTile = new Map<Tile, number>();
  for (const track of run.spans.cores) {
    for (let index = track.firstEndingAfter(from); index < track.length && track.fromAt(index) < to; index++) {
      const length = Math.min(to, track.toAt(index)) - Math.max(from, track.fromAt(index));
      const { kind, thread, task } = track.at(index);
      time[kind as Code] += length;
      const tile = run.tileOn(thread ?? 0, task);
      byTile.set(tile, (byTile.get(tile) ?? 0) + length);
    }
  }
  const length = to - from;
  const busy = { ...time };
  for (const code of CODES) busy[code] = time[code] / length;
  return { busy, forced: isForced(run, from, to), parked, lead: mostOf(byTile) };
}

function isForced({ spans }: PreparedRun, from: number, to: number): boolean {
  return spans.gils.some((track) => {
    for (let index = track.firstEndingAfter(from); index < track.length && track.toAt(index) <= to; index++) {
      if (track.forcedAt(index)) return true;
    }
    return false;
  });
}

/** People before machinery, then who had most; at a tie, who came first. */
function mostOf(byTile: ReadonlyMap<Tile, number>): Tile | null {
  let most: Tile | null = null;
  let time = 0;
  for (const [tile, each] of byTile) {
    const weight = tile.task === null ? each / 4 : each;
    if (weight > time) {
      most = tile;
      time = weight;
    }
  }
  return most;
}
