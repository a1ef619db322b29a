/** How a person looks at a run: part of what a frame is made from. */
import type { Ns } from "../../base/time.ts";

/** What part of a run is looked at, and how much of it at once. */
export interface Lens {
  /** How much time a page of the timeline shows: all of the run where it is longer than that; null lets the run decide. */
  readonly span: Ns | null;
  /** The instant it was zoomed at, round which the page is laid; null where pages are counted from the beginning. */
  readonly anchor: Ns | null;
  /** The span before all of the run was shown, to go back to. */
  readonly before: Ns | null;
  /** Only tasks whose name, state, kind of waiting or process contain these words; empty: all. */
  readonly filter: string;
  /** How tasks and cores are brought together where there are many. */
  readonly fold: "none" | "process" | "state";
  /** The first row shown of a list that is longer than its room; null where the run decides. */
  readonly top: number | null;
  /** The selected task stays in sight, and stepping goes to its events only. */
  readonly follow: boolean;
}

/** All of a run, as the run itself decides. */
export const WHOLE: Lens = {
  span: null,
  anchor: null,
  before: null,
  filter: "",
  fold: "none",
  top: null,
  follow: false,
};
