/** The one reducer of a race: a state and what happened to the next state and what is to be done. */
import { atMost, type Ns, ns, plus, ZERO } from "../../base/time.ts";
import { inRace } from "./race-keys.ts";
import {
  type Entrant,
  endOfRace,
  isReady,
  type Race,
  type RaceChange,
  type RaceEffect,
  runsOf,
  speedOfRace,
} from "./race-state.ts";
import type { Speed } from "./speeds.ts";
import type { Knobs, Run, SliceMade } from "./state.ts";

export type RaceAction<R extends Run> =
  | { readonly type: "key"; readonly key: string }
  /** Real time went by, in milliseconds. */
  | { readonly type: "elapsed"; readonly milliseconds: number }
  /** An entrant is being simulated. */
  | { readonly type: "making"; readonly entrant: number; readonly progress: SliceMade }
  /** What an effect came to. */
  | { readonly type: "told"; readonly message: string }
  /** An entrant is simulated, or cannot be. */
  | { readonly type: "made"; readonly entrant: number; readonly made: R | string };

export interface RaceOpening {
  /** @default "Compare" */
  readonly title?: string;
  /** At most `MOST_ENTRANTS`. */
  readonly entrants: readonly { readonly label: string; readonly knobs: Knobs }[];
  /** @default the beginning */
  readonly at?: Ns;
  /** @default null: the entrants have nothing in common */
  readonly partsAt?: Ns | null;
  /** The entrant that is chosen. @default the first */
  readonly chosen?: number;
  /** @default one of `SPEEDS`, such that it plays in about 20 seconds */
  readonly speed?: Speed;
  /** @default true */
  readonly playing?: boolean;
  /** @default false */
  readonly canLeave?: boolean;
}

/** A race of entrants none of which is simulated yet. */
export function openRace<R extends Run>(opening: RaceOpening): Race<R> {
  const at = opening.at ?? ZERO;
  return {
    title: opening.title ?? "Compare",
    entrants: opening.entrants.map((entrant) => ({ ...entrant, state: "waiting", made: null })),
    time: at,
    rest: at,
    playing: opening.playing ?? true,
    speed: opening.speed ?? null,
    chosen: opening.chosen ?? 0,
    count: null,
    mode: { kind: "watch" },
    message: null,
    partsAt: opening.partsAt ?? null,
    recording: false,
    canLeave: opening.canLeave === true,
  };
}

export function reduceRace<R extends Run>(
  race: Race<R>,
  action: RaceAction<R>,
): readonly [Race<R>, readonly RaceEffect[]] {
  switch (action.type) {
    case "key":
      return applied(race, inRace(race, action.key));
    case "elapsed":
      return applied(race, played(race, action.milliseconds));
    case "making":
      return [withProgress(race, action.entrant, action.progress), []];
    case "told":
      return [{ ...race, message: action.message }, []];
    case "made":
      return [withMade(race, action.entrant, action.made), []];
  }
}

function applied<R extends Run>(race: Race<R>, change: RaceChange): readonly [Race<R>, readonly RaceEffect[]] {
  return [change.set === undefined ? race : { ...race, ...change.set }, change.effects ?? []];
}

/** It begins when everybody is there, and ends with the last one. */
function played(race: Race, milliseconds: number): RaceChange {
  if (!race.playing || !isReady(race)) return {};
  const end = endOfRace(race);
  const span = ns(Math.round(milliseconds * 1e6 * speedOfRace(race).factor));
  const time = atMost(end, plus(race.time, span));
  return { set: { time, rest: time, playing: time < end } };
}

function withProgress<R extends Run>(race: Race<R>, index: number, made: SliceMade): Race<R> {
  const entrants = race.entrants.map((entrant, at) =>
    at === index && entrant.state === "waiting" ? { ...entrant, made } : entrant,
  );
  return { ...race, entrants };
}

function withMade<R extends Run>(race: Race<R>, index: number, made: R | string): Race<R> {
  const entrants = race.entrants.map((entrant, at): Entrant<R> => {
    if (at !== index) return entrant;
    const { label, knobs } = entrant;
    return typeof made === "string"
      ? { label, knobs, state: "refused", reason: made }
      : { label, knobs, state: "ready", run: made };
  });
  const next = { ...race, entrants };
  // Only the whole race says where it ends.
  if (!isReady(next)) return next;
  const time = atMost(next.time, endOfRace(next));
  return { ...next, time, rest: time, playing: next.playing && runsOf(next).length > 0 };
}
