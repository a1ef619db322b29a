/** What is read of a whole run before its first frame. Of a long run that takes a while: it comes in slices. */
import { SLICE_EVENTS } from "../../base/slices.ts";
import type { Ns } from "../../base/time.ts";
import { gilAcquired, gilMissed, ipcSent, schedSwitched } from "../../trace/event.ts";
import type { SpanTrack } from "../../trace/span-track.ts";
import { type Spans, spansInSlices } from "../../trace/spans.ts";
import { endOf, type Trace } from "../../trace/trace.ts";
import type { Frame } from "./frame.ts";
import { berthsOf, parkersOf } from "./parking.ts";
import { shownIn } from "./shown.ts";
import { type Tiles, tilesOf } from "./tiles.ts";
import { type Grain, grainOf } from "./timeline.ts";

/** An open operand of an event. */
const NOBODY = -1;
/** To look at a code is a small part of the work of a slice. */
const PLACES_AT_ONCE = 10 * SLICE_EVENTS;

export interface Reading {
  readonly spans: Spans;
  readonly tiles: Tiles;
  readonly grain: Grain;
  /** By core: how long it is busy in the whole run. */
  readonly coreTotals: readonly Ns[];
  /** Tasks that wait for something outside at some time of the run, in order. */
  readonly parkers: readonly number[];
  /** Their waits, in as few tracks as hold them side by side; none where that is too many. */
  readonly berths: readonly SpanTrack[];
  readonly shown: Frame["shown"];
  readonly places: Places;
}

/** Where things happen that are counted or gone to. */
interface Places {
  /** Cores that change threads, or begin or end to be idle: how often. */
  readonly changes: number;
  /** Context switches: a core that was idle lost nobody. */
  readonly switches: readonly number[];
  /** The GIL went to another thread. */
  readonly handovers: readonly number[];
  /** Futile wake-ups for a GIL. */
  readonly missed: readonly number[];
  /** By task: when its call was sent to whichever worker process is free. */
  readonly postedAt: ReadonlyMap<number, number>;
}

/** Reads a run; each slice is some tens of milliseconds of work. */
export function* readingOf(trace: Trace): Generator<void, Reading, void> {
  const spans = yield* spansInSlices(trace);
  yield;
  const places = yield* placesOf(trace);
  yield;
  const grain = grainOf(spans, endOf(trace));
  yield;
  const parkers = parkersOf(spans);
  const berths = berthsOf(spans, parkers);
  yield;
  const shown = shownIn(spans, trace.tables);
  yield;
  const tiles = tilesOf(trace.tables);
  return { spans, tiles, grain, coreTotals: spans.cores.map(totalOf), parkers, berths, shown, places };
}

function totalOf(track: SpanTrack): Ns {
  let total = 0;
  for (let index = 0; index < track.length; index++) total += track.toAt(index) - track.fromAt(index);
  return total as Ns;
}

function* placesOf({ log }: Trace): Generator<void, Places, void> {
  let changes = 0;
  const switches: number[] = [];
  const handovers: number[] = [];
  const missed: number[] = [];
  const postedAt = new Map<number, number>();
  for (let seq = 0; seq < log.length; seq++) {
    switch (log.codeAt(seq)) {
      case schedSwitched.code:
        changes++;
        if (log.operandAt(seq, 1) !== NOBODY) switches.push(seq);
        break;
      case gilAcquired.code:
        if (log.operandAt(seq, 2) === 1) handovers.push(seq);
        break;
      case gilMissed.code:
        missed.push(seq);
        break;
      case ipcSent.code:
        if (log.operandAt(seq, 1) === NOBODY) postedAt.set(log.operandAt(seq, 2), seq);
    }
    if (seq % PLACES_AT_ONCE === PLACES_AT_ONCE - 1) yield;
  }
  return { changes, switches, handovers, missed, postedAt };
}
