/** A tape: what is to be recorded, and the keys and waits that drive it, a line each. `docs/tapes.md` tells people how to write one. */
import type { Ns } from "../../base/time.ts";

/** What may be set before the first deed, and what is expected there. The command line has the same as options. */
export const SETTINGS = {
  scenario: "a built-in's name or a file's path",
  model: "the name of a model",
  models: "names of models with commas between, for a race",
  cores: "a number of cores",
  interval: "a switch interval, such as 5ms",
  tasks: "a number of tasks",
  seed: "a number",
  set: "PATH=VALUE, such as machine.scheduler=rr",
  view: "the name of a view",
  size: "COLUMNSxROWS, such as 100x30",
  speed: "simulated time for real time, such as 1/100",
  "events-per-second": "a number, such as 20",
  fps: "a number from 1 to 30",
  theme: "the name of a theme",
  title: "a text",
  card: "how long the title stands, such as 2s, or 0s for none",
  hold: "how long the last picture stands, such as 3s",
  "idle-limit": "the longest pause, such as 2s",
  markers: "some, chapters, handovers, switches",
  from: "a time (46ms), an event (120) or a share (50%)",
  span: "how much time the timeline shows, such as 20ms",
  filter: "a name, a state or a process",
  fold: "none, process, state",
  top: "the number of the first row, from 0",
  follow: "yes or no",
  select: "the number of a task, from 1; in a race, of a model",
  presenter: "yes or no",
  marked: "a place and a note, such as 46ms here Bob waits",
} as const;
export type SettingName = keyof typeof SETTINGS;

/** Where a word stands in its file, from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export interface TapeSetting {
  readonly name: SettingName;
  readonly value: string;
  readonly at: Position;
}

export type Act =
  /** Keys one after the other, at once; names as the commands have them. */
  | { readonly kind: "keys"; readonly keys: readonly string[] }
  /** A text, a key at a time. */
  | { readonly kind: "type"; readonly text: string }
  /** Real time goes by. */
  | { readonly kind: "wait"; readonly milliseconds: number }
  /** Plays to an instant of the run, and pauses there. */
  | { readonly kind: "until"; readonly time: Ns }
  /** Plays to the end of the run. */
  | { readonly kind: "end" }
  | { readonly kind: "play" }
  | { readonly kind: "pause" }
  | { readonly kind: "chapter"; readonly title: string }
  /** A mark of the session, with a note. */
  | { readonly kind: "mark"; readonly note: string };

export interface Deed {
  readonly act: Act;
  readonly at: Position;
}

export interface Tape {
  readonly settings: readonly TapeSetting[];
  readonly deeds: readonly Deed[];
}
