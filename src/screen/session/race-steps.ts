/** The instants at which a step through a race stops: those of anybody's events, and the place where the stepping began. */
import type { Ns } from "../../base/time.ts";
import { type Race, runsOf } from "./race-state.ts";
import type { Run } from "./state.ts";

/** The first stop after an instant, or null where none comes. */
export function nextInstant(race: Race, which: "events" | "switches", time: Ns): Ns | null {
  const stops = runsOf(race).map((run) => nextOf(run, which, time));
  return nearest([...stops, race.rest > time ? race.rest : null], (a, b) => a < b);
}

/** The last stop before an instant, or null where there is none. */
export function previousInstant(race: Race, which: "events" | "switches", time: Ns): Ns | null {
  const stops = runsOf(race).map((run) => previousOf(run, which, time));
  return nearest([...stops, race.rest < time ? race.rest : null], (a, b) => a > b);
}

function nearest(stops: readonly (Ns | null)[], isNearer: (a: Ns, b: Ns) => boolean): Ns | null {
  let best: Ns | null = null;
  for (const stop of stops) if (stop !== null && (best === null || isNearer(stop, best))) best = stop;
  return best;
}

function nextOf(run: Run, which: "events" | "switches", time: Ns): Ns | null {
  if (which === "events") {
    const event = run.lastAtOrBefore(time) + 1;
    return event < run.events ? run.timeAt(event) : null;
  }
  const at = countUpTo(run, time);
  return at < run.switches.length ? run.timeAt(run.switches[at] as number) : null;
}

function previousOf(run: Run, which: "events" | "switches", time: Ns): Ns | null {
  const before = (time - 1) as Ns;
  if (which === "events") {
    const event = before < 0 ? -1 : run.lastAtOrBefore(before);
    return event < 0 ? null : run.timeAt(event);
  }
  const at = countUpTo(run, before) - 1;
  return at < 0 ? null : run.timeAt(run.switches[at] as number);
}

/** How many context switches there are up to an instant, by halving. */
function countUpTo(run: Run, time: Ns): number {
  let low = 0;
  let high = run.switches.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (run.timeAt(run.switches[middle] as number) > time) high = middle;
    else low = middle + 1;
  }
  return low;
}
