/** A race: several runs on one time axis, under one cursor. Plain data. */
import { atLeast, type Ns, ZERO } from "../../base/time.ts";
import { defaultSpeed, type Speed } from "./speeds.ts";
import type { Knobs, Run, SliceMade } from "./state.ts";

/** More bands than this nobody can follow. */
export const MOST_ENTRANTS = 6;

/**
 * One future of a workload: under a model, or with something else than it was. `made` says how far a simulation has come; null where it
 * is not begun.
 */
export type Entrant<R extends Run = Run> = {
  /** `threads + GIL`, `with 2 cores from 46.2 ms`. */
  readonly label: string;
  readonly knobs: Knobs;
} & (
  | { readonly state: "waiting"; readonly made: SliceMade | null }
  | { readonly state: "ready"; readonly run: R }
  /** `reason`: a sentence for the person. */
  | { readonly state: "refused"; readonly reason: string }
);

/** What takes the keys. */
export type RaceMode =
  | { readonly kind: "watch" }
  | { readonly kind: "help"; readonly top: number }
  | { readonly kind: "prompt"; readonly text: string };

export interface Race<R extends Run = Run> {
  /** What is compared: `Compare`, `What if`. */
  readonly title: string;
  readonly entrants: readonly Entrant<R>[];
  readonly time: Ns;
  /** Where the cursor stood when it was last put anywhere but by steps: steps stop there too, so that as many back undo them. */
  readonly rest: Ns;
  readonly playing: boolean;
  /** Null: one of `SPEEDS`, so that the race takes about 20 seconds. */
  readonly speed: Speed | null;
  /** The entrant that is told about and opened. */
  readonly chosen: number;
  /** The digits typed before a command, or null. */
  readonly count: number | null;
  readonly mode: RaceMode;
  /** A line to the person, gone with the next key. */
  readonly message: string | null;
  /** Up to here all entrants are one and the same run; null where they have nothing in common. */
  readonly partsAt: Ns | null;
  /** What is done is kept for a tape: the show's word, for the line at the bottom. */
  readonly recording: boolean;
  /** Whether there is a screen to go back to. */
  readonly canLeave: boolean;
}

/** What the reducer asks for and cannot do itself. */
export type RaceEffect =
  /** The chosen entrant, at the race's time. */
  | { readonly type: "open" }
  | { readonly type: "leave" }
  /** Begins to record what is done, or ends it and writes it. */
  | { readonly type: "record" }
  | { readonly type: "suspend" }
  /** `status` as for the process: 0, or 130 after Ctrl+C. */
  | { readonly type: "quit"; readonly status: number };

/** What a command changes. */
export interface RaceChange {
  readonly set?: Partial<Omit<Race, "entrants">>;
  readonly effects?: readonly RaceEffect[];
}

/** Those that run. */
export const runsOf = <R extends Run>({ entrants }: Race<R>): readonly R[] =>
  entrants.flatMap((entrant) => (entrant.state === "ready" ? [entrant.run] : []));

/** Whether each entrant is simulated, or has refused. */
export const isReady = ({ entrants }: Race): boolean => entrants.every(({ state }) => state !== "waiting");

/** When the last entrant ends; zero while none is there. */
export const endOfRace = (race: Race): Ns => runsOf(race).reduce((end, run) => atLeast(end, run.end), ZERO);

export const speedOfRace = (race: Race): Speed => race.speed ?? defaultSpeed(endOfRace(race));
