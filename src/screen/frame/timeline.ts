/** The time axis: pages of a fixed scale, on which the cursor moves to the right; when it passes the end, the page turns. */
import type { Ns } from "../../base/time.ts";
import { formatTick, type Unit, unitFor } from "../../base/units.ts";
import type { Spans } from "../../trace/spans.ts";
import type { Timeline } from "./frame.ts";

/** Steps of a decade that a cell of the timeline may last. */
const SCALES = [1, 1.25, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];
const TICKS = [1, 2, 5, 10];
/** A new page begins with this share of the old one, so that what led to the present is still there. */
const CARRIED = 1 / 8;
/** A run is one of time slices where at least this share of its computing ended by force. */
const SLICED = 1 / 5;
/** Below this share of the time on all cores together, a run is one of waiting. */
const COMPUTING = 1 / 4;
/** The most pages a run is cut into. */
const PAGES = 8;
/** Columns between two labelled instants. */
const TICK_COLUMNS = 9;

/** How finely a run must be shown, in nanoseconds. */
export interface Grain {
  /** Half of the stretches that ended by force are at least so long; infinite where they are not a good part of the run. */
  readonly forced: number;
  /** Three quarters of all computing is in stretches at least so long; infinite where there is little of it, and waiting is the story. */
  readonly usual: number;
}

/** Measures a run once: how long its threads stay on a core. */
export function grainOf(spans: Spans, end: Ns): Grain {
  const lengths: number[] = [];
  const cuts: number[] = [];
  for (const track of spans.cores) {
    let since = 0;
    for (let index = 0; index < track.length; index++) {
      const before = index - 1;
      const joined = index > 0 && track.endAt(before) === "goes-on" && track.taskAt(before) === track.taskAt(index);
      if (!joined) since = track.fromAt(index);
      const follows = index + 1 < track.length && track.taskAt(index + 1) === track.taskAt(index);
      if (track.endAt(index) === "goes-on" && follows) continue;
      lengths.push(track.toAt(index) - since);
      if (track.forcedAt(index)) cuts.push(track.toAt(index) - since);
    }
  }
  const cut = Float64Array.from(cuts).sort();
  const all = Float64Array.from(lengths).sort();
  const total = all.reduce((sum, length) => sum + length, 0);
  const forced = cut.reduce((sum, length) => sum + length, 0);
  const sliced = forced >= total * SLICED;
  return {
    forced: sliced ? (cut[cut.length >> 1] ?? Number.POSITIVE_INFINITY) : Number.POSITIVE_INFINITY,
    usual: total < end * COMPUTING ? Number.POSITIVE_INFINITY : quarterOf(all, total),
  };
}

/** The length below which a quarter of the total lies. */
function quarterOf(sorted: Float64Array, total: number): number {
  let below = 0;
  for (const length of sorted) {
    below += length;
    if (below >= total / 4) return length;
  }
  return Number.POSITIVE_INFINITY;
}

/** The least step of the ladder at or above a number; whole nanoseconds. */
function niceAbove(value: number, ladder: readonly number[]): number {
  if (value <= 1) return 1;
  const decade = 10 ** Math.floor(Math.log10(value));
  for (const step of ladder) {
    const candidate = step * decade;
    if (candidate >= value && Number.isInteger(candidate)) return candidate;
  }
  return 10 * decade;
}

/** What a run's pages are cut by. */
interface Paged {
  readonly end: Ns;
  readonly grain: Grain;
}

/** Nanoseconds a column: so much of a run on a page, all of it at most; null lets the run decide. */
export const scaleOf = ({ end, grain }: Paged, span: Ns | null, columns: number): number =>
  span === null ? ownScale(end, columns, grain) : niceAbove(Math.min(span, end + 1) / columns, SCALES);

/** The whole run on one page where its runs stay visible there, else finer. */
function ownScale(end: Ns, columns: number, grain: Grain): number {
  const whole = niceAbove((end + 1) / columns, SCALES);
  const wanted = Math.min(grain.forced / 3, grain.usual * 2);
  if (whole <= wanted) return whole;
  const fine = Math.min(grain.forced / 4, grain.usual);
  return Math.min(whole, niceAbove(Math.max(fine / 1.25, end / columns / PAGES), SCALES));
}

/** All of a run on one page, which it fills. */
export const wholeTimeline = (end: Ns, now: Ns, columns: number): Timeline =>
  timelineAt(now, { columns, scale: Math.ceil((end + 1) / columns), end, anchor: null });

/** What a page depends on besides the instant it holds. */
export interface Paging {
  readonly columns: number;
  /** Nanoseconds a column. */
  readonly scale: number;
  /** Of the run. */
  readonly end: Ns;
  /** An instant that has two thirds of its page before it; null where pages are counted from the beginning. */
  readonly anchor: Ns | null;
}

/** So much of a page lies before the instant it was zoomed at: what led to it is known, what follows is still to come. */
const BEFORE_ANCHOR = 2 / 3;

/** The page that holds an instant. */
export function timelineAt(now: Ns, { columns, scale, end, anchor }: Paging): Timeline {
  const span = columns * scale;
  const carried = Math.floor(columns * CARRIED);
  const stride = (columns - carried) * scale;
  const first =
    anchor === null ? 0 : Math.max(0, Math.floor(anchor / scale) - Math.floor(columns * BEFORE_ANCHOR)) * scale;
  const page = now < first || now > first + span ? Math.ceil((now - first - span) / stride) : 0;
  const start = Math.max(0, first + page * stride);
  const unit = unitFor(span as Ns, scale as Ns, Math.max(span, end) as Ns);
  return {
    start: start as Ns,
    end: (start + span) as Ns,
    columns,
    scale: scale as Ns,
    cursor: Math.min(columns - 1, Math.floor((now - start) / scale)),
    unit,
    ...ticksOf(start, columns, scale, unit),
  };
}

function ticksOf(start: number, columns: number, scale: number, unit: Unit): Pick<Timeline, "ticks" | "every"> {
  const last = start + columns * scale;
  let every = niceAbove(TICK_COLUMNS * scale, TICKS);
  // Two blanks between the longest labels.
  while (every < (formatTick(last as Ns, unit, every as Ns).length + 2) * scale) every = niceAbove(every + 1, TICKS);
  const ticks: { column: number; time: Ns }[] = [];
  for (let time = Math.ceil(start / every) * every; time < last; time += every) {
    ticks.push({ column: Math.floor((time - start) / scale), time: time as Ns });
  }
  return { ticks, every: every as Ns };
}
