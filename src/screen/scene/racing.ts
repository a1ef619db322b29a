/** From a run to a race and back: one cursor, whichever of the two is on the screen. */
import { atMost, type Ns } from "../../base/time.ts";
import type { WhatIf } from "../../trace/what-if.ts";
import { futureLabel } from "../session/fork-rows.ts";
import { openRace } from "../session/race.ts";
import { endOfRace, MOST_ENTRANTS } from "../session/race-state.ts";
import { openSession } from "../session/session.ts";
import type { Knobs, Run, Session } from "../session/state.ts";
import type { Racing, Watching } from "./scenes.ts";
import type { RaceStart, Stage, Wishes } from "./stage.ts";

export const racing = <R extends Run>(start: RaceStart, from: Watching<R> | null): Racing<R> => ({
  kind: "race",
  scenario: start.scenario,
  race: openRace({ ...start, canLeave: from !== null }),
  from,
});

/** The models people compare, this run's among them, with this run's knobs and from its cursor's time on. */
export function raceOf<R extends Run>(stage: Stage<R>, { scenario, session }: Watching<R>): RaceStart {
  const { knobs, cursor, playing } = session;
  const models = stage.compared.includes(knobs.model)
    ? stage.compared
    : [knobs.model, ...stage.compared].slice(0, MOST_ENTRANTS);
  // In the order of the list there is, whatever was opened first.
  const inOrder = stage.models.filter(({ id }) => models.includes(id));
  return {
    scenario,
    entrants: inOrder.map(({ id, title }) => ({ label: title, knobs: underModel(knobs, id) })),
    chosen: Math.max(
      0,
      inOrder.findIndex(({ id }) => id === knobs.model),
    ),
    at: cursor.time,
    playing,
  };
}

/** The run as it is and with its forks otherwise, from where the two part. */
export function futuresOf<R extends Run>(
  { scenario, session: { knobs } }: Watching<R>,
  change: WhatIf,
  whatIf: readonly WhatIf[],
): RaceStart {
  return {
    scenario,
    title: "What if",
    entrants: [
      { label: knobs.whatIf.length === 0 ? "as it was" : "as it is", knobs },
      { label: futureLabel(change), knobs: { ...knobs, whatIf } },
    ],
    chosen: 1,
    at: change.at,
    partsAt: change.at,
  };
}

/** The order in which a kernel would have picked its threads means nothing under another model. */
function underModel(knobs: Knobs, model: string): Knobs {
  if (model === knobs.model) return knobs;
  return { ...knobs, model, whatIf: knobs.whatIf.filter((each) => !("choice" in each)) };
}

/** The chosen entrant in the visualizer, at the race's time; null where it does not run. */
export function opened<R extends Run>(stage: Stage<R>, scene: Racing<R>, wishes: Wishes): Watching<R> | null {
  const { race, scenario, from } = scene;
  const entrant = race.entrants[race.chosen];
  if (entrant?.state !== "ready") return null;
  const { run, knobs } = entrant;
  const models = stage.models.map(({ id }) => id);
  const views = stage.views.map(({ id }) => id);
  const look = from === null ? wishes : { view: from.session.view, lens: from.session.lens };
  const speed = race.speed === null ? {} : { speed: race.speed };
  const session = openSession({ run, knobs, models, views, ...look, ...speed, at: race.time, playing: false });
  const message = `${entrant.label}, at this moment of the race: esc goes back to the comparison`;
  return { kind: "watch", scenario, session: { ...session, message }, from: scene };
}

/** The race again, at the time of the run it had opened. */
export function backInRace<R extends Run>(scene: Racing<R>, session: Session<R>): Racing<R> {
  const { race } = scene;
  const time = timeOf(session);
  if (time === race.time) return scene;
  const place = atMost(time, endOfRace(race));
  return { ...scene, race: { ...race, time: place, rest: place } };
}

/** The race that opened this run, while the run is still the one that it opened; else null. */
export function sameRace<R extends Run>({ session, from }: Watching<R>): Racing<R> | null {
  if (from?.kind !== "race") return null;
  const entrant = from.race.entrants[from.race.chosen];
  return entrant?.knobs === session.knobs ? backInRace(from, session) : null;
}

/** A run that ended earlier stands at its end; the time it was asked for is what counts. */
const timeOf = ({ cursor, overrun }: Session): Ns => (overrun?.cursor === cursor ? overrun.time : cursor.time);
