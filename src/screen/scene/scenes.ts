/** The kinds of things that can be on the screen, each with what it has to know. */
import type { Settled } from "../../claims/settle.ts";
import type { Race } from "../session/race-state.ts";
import type { Run, Session, Underway } from "../session/state.ts";
import type { Ledger, Opening } from "./stage.ts";

/** The run that the screen opens with is being made: there is nothing else yet. */
export interface Awaiting {
  readonly kind: "await";
  readonly opening: Opening;
  readonly underway: Underway;
}

export interface Watching<R extends Run> {
  readonly kind: "watch";
  readonly scenario: string;
  readonly session: Session<R>;
  /** The verdict or the race it was opened from. */
  readonly from?: Judging<R> | Racing<R>;
}

export interface Picking<R extends Run> {
  readonly kind: "pick";
  /** The chosen scenario, then models are offered; null while scenarios are. */
  readonly scenario: string | null;
  readonly message: string | null;
  /** The run that is being made of what was picked, or null. */
  readonly underway: Underway | null;
  /** The model whose own page is open, or null. */
  readonly page: string | null;
  /** What goes on when nothing is picked. */
  readonly before: Watching<R> | null;
}

/** The list of claims, or what one of them came to. */
export interface Judging<R extends Run> {
  readonly kind: "judge";
  readonly ledger: Ledger;
  /** The claim the list's cursor begins at. */
  readonly claim: string | null;
  readonly settled: Settled | null;
  readonly message: string | null;
  /** What is being settled, or the run that is being made, or null. */
  readonly underway: Underway | null;
  /** Where it was opened from. */
  readonly before: Picking<R>;
}

/** Several runs on one time axis. */
export interface Racing<R extends Run> {
  readonly kind: "race";
  readonly scenario: string;
  readonly race: Race<R>;
  /** Where it was opened from, or null. */
  readonly from: Watching<R> | null;
}

/** The picker: of scenarios, or of models for one. */
export const picking = <R extends Run>(scenario: string | null, before: Watching<R> | null): Picking<R> => ({
  kind: "pick",
  scenario,
  message: null,
  underway: null,
  page: null,
  before,
});

export type Scene<R extends Run> = Awaiting | Picking<R> | Watching<R> | Judging<R> | Racing<R>;
