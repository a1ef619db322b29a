/** What the screen plays on: everything it needs of the rest of the program, as one value that is passed in. */
import type { Ns } from "../../base/time.ts";
import type { Settled } from "../../claims/settle.ts";
import type { Frame, Phrase } from "../frame/frame.ts";
import type { Lens } from "../frame/lens.ts";
import type { RaceFrame, RaceWishes } from "../frame/race.ts";
import type { RaceOpening } from "../session/race.ts";
import type { Entrant } from "../session/race-state.ts";
import type { Speed } from "../session/speeds.ts";
import type { Cursor, Knobs, Mark, Run, SliceMade } from "../session/state.ts";
import type { Line } from "../views/line.ts";
import type { Room, View } from "../views/view.ts";
import type { Take } from "./taking.ts";

export interface ScenarioCard {
  readonly id: string;
  readonly title: string;
  /** One line: what happens. */
  readonly about: string;
  /** One line: what it teaches. */
  readonly teaches: string;
  /** The model it is opened with, the id. */
  readonly bestModel: string;
  /** Those of a group stand together. */
  readonly group?: string;
}

export interface ModelCard {
  readonly id: string;
  readonly title: string;
  readonly about: string;
}

export interface PageSection {
  readonly heading: string;
  readonly sentences: readonly string[];
}

/** A claim in the list. */
export interface ClaimCard {
  readonly id: string;
  readonly statement: string;
  /** The verdict's word. */
  readonly verdict: string;
}

/** A run to watch: what the command line would call it, and what opens it. */
export interface RunCard {
  readonly title: string;
  /** As `knobsOf` and `simulate` take it; it includes what the claim changes in its scenario. */
  readonly scenario: string;
  readonly model: string;
}

/** How far a claim's runs are. */
export interface Settling {
  /** Which of them is being made, from 1, and how many there are to make. */
  readonly run: number;
  readonly runs: number;
  /** Its model. */
  readonly title: string;
  readonly made: SliceMade;
}

/** What people say, and the runs that settle it. */
export interface Ledger {
  readonly claims: readonly ClaimCard[];
  /** Makes its runs, bit by bit. */
  settling(id: string): Generator<Settling, Settled, void>;
  runsOf(id: string): readonly RunCard[];
}

export type Simulated<R extends Run> =
  | { readonly ok: true; readonly run: R }
  /** `error`: a sentence for the person. */
  | { readonly ok: false; readonly error: string };

/** What a frame is to show besides the run and the cursor. */
export interface FrameWishes {
  /** Columns of the timeline; 0 where the view draws none. */
  readonly columns: number;
  readonly selected: number | null;
  /** The event to explain, or null before the first. */
  readonly explain: number | null;
  readonly lens: Lens;
  /** @default none */
  readonly marks?: readonly Mark[];
}

/** Something to be learnt from a run, and when it shows. */
export interface FindingCard {
  readonly time: Ns;
  readonly phrases: readonly Phrase[];
}

export interface Stage<R extends Run> {
  readonly scenarios: readonly ScenarioCard[];
  readonly models: readonly ModelCard[];
  readonly views: readonly View[];
  /** The knobs as the scenario itself sets them. */
  knobsOf(scenario: string, model: string): Knobs;
  /** Throws only where the program is at fault. */
  simulate(scenario: string, knobs: Knobs): Simulated<R>;
  /**
   * The same bit by bit, for who shows how far it is or may give it up. A refusal comes with the first step, and so does a run that is
   * over before anybody would notice.
   */
  inSlices(scenario: string, knobs: Knobs): Generator<SliceMade, Simulated<R>, void>;
  /** Works out, bit by bit, what a race's frames want to know of all of a run. */
  measuring(run: R): Generator<SliceMade, void, void>;
  frame(run: R, cursor: Cursor, wishes: FrameWishes): Frame;
  /** What is to be learnt from a run, the most important first. */
  findings(run: R): readonly FindingCard[];
  /** Writes the scenario with these knobs to a file. @returns a line that says where, or why not. */
  save(scenario: string, knobs: Knobs): string;
  /** The models people compare, at most as many as a race takes. */
  readonly compared: readonly string[];
  raceFrame(entrants: readonly Entrant<R>[], wishes: RaceWishes): RaceFrame;
  /** Writes a tape of what was done, and what it looks like, to files; says in a sentence where they are, or why not. */
  keep?(take: Take<R>): Promise<string>;
  /** What a model's own page says, in sections. */
  page(model: string): readonly PageSection[];
  /** Loaded when first asked for. */
  ledger(): Promise<Ledger>;
  /** What the picker shows beside the lists; a model of null is not chosen yet. */
  preview(scenario: string, model: string | null, room: Room): readonly Line[];
}

/** What whoever opened the program wants of every run that is watched, where its own opening does not say. */
export interface Wishes {
  /** The id of a theme. @default "dark" */
  readonly theme?: string;
  readonly view?: string;
  readonly speed?: Speed;
  readonly presenting?: boolean;
}

/** What is on stage when the screen opens: a scenario under knobs, or null for the picker. */
export interface Opening {
  readonly scenario: string;
  readonly knobs: Knobs;
  /** @default the stage's first view */
  readonly view?: string;
  /** @default one of `SPEEDS`, so that it plays in about 20 seconds */
  readonly speed?: Speed;
  readonly lens?: Partial<Lens>;
  /** Events a second. @default plays by time */
  readonly pace?: number;
  readonly presenting?: boolean;
  /** @default true */
  readonly playing?: boolean;
  /** Where in the run it begins. @default before the first event */
  readonly at?: Ns;
}

/** A race that is on when the screen opens, or that a key opens. */
export interface RaceStart extends RaceOpening {
  readonly scenario: string;
}
