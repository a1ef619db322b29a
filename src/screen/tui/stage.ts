/** What the screen plays on: everything it needs of the rest of the program, as one value that is passed in. */
import type { Frame } from "../frame/frame.ts";
import type { Cursor, Knobs, Run } from "../session/state.ts";
import type { Line } from "../views/line.ts";
import type { Room, View } from "../views/view.ts";

export interface ScenarioCard {
  readonly id: string;
  readonly title: string;
  /** One line: what happens. */
  readonly about: string;
  /** One line: what it teaches. */
  readonly teaches: string;
  /** The model it is opened with, the id. */
  readonly bestModel: string;
}

export interface ModelCard {
  readonly id: string;
  readonly title: string;
  readonly about: string;
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
}

export interface Stage<R extends Run> {
  readonly scenarios: readonly ScenarioCard[];
  readonly models: readonly ModelCard[];
  readonly views: readonly View[];
  /** The knobs as the scenario itself sets them. */
  knobsOf(scenario: string, model: string): Knobs;
  /** Throws only where the program is at fault. */
  simulate(scenario: string, knobs: Knobs): Simulated<R>;
  frame(run: R, cursor: Cursor, wishes: FrameWishes): Frame;
  /** What the picker shows beside the lists; a model of null is not chosen yet. */
  preview(scenario: string, model: string | null, room: Room): readonly Line[];
}

/** What is on stage when the screen opens: a scenario under knobs, or null for the picker. */
export interface Opening {
  readonly scenario: string;
  readonly knobs: Knobs;
  /** @default the stage's first view */
  readonly view?: string;
  /** An index of `SPEEDS`. @default so that it plays in about 20 seconds */
  readonly speed?: number;
  /** @default true */
  readonly playing?: boolean;
}
