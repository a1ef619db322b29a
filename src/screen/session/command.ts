import type { Change, Session } from "./state.ts";

/** In the order of the help overlay. */
export const GROUPS = ["play", "move", "change", "why", "look", "program"] as const;

/** Something that keys do to a state of one kind. */
export interface Binding<State, Outcome, Group extends string> {
  /** `noun.verb`. */
  readonly id: string;
  /** A character, or the name of a key: `space`, `left`, `ctrl+c`. The first one is shown where there is little room. */
  readonly keys: readonly string[];
  readonly title: string;
  /** Its words in the help, which is narrow; commands with the same words are opposites and share a row. @default its title */
  readonly row?: string;
  readonly group: Group;
  /** Whether it does something now; if not, why, as a sentence for the person. */
  enabled(state: State): true | string;
  /** @param count the digits typed before it, or null; called only where it is enabled. */
  run(state: State, count: number | null): Outcome;
}

/** Of a session. */
export type Command = Binding<Session, Change, (typeof GROUPS)[number]>;

/** Enabled whatever the state. */
export const always = (): true => true;

/** Enabled where the test says so, else with the reason. */
export const when =
  <State = Session>(test: (state: State) => boolean, reason: string) =>
  (state: State): true | string =>
    test(state) ? true : reason;
