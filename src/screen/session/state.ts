/** What one person at one screen has: a run, a place in it, and what is open. Plain data; only the reducer makes a next one. */
import type { Ns } from "../../base/time.ts";
import type { WhatIf } from "../../trace/what-if.ts";
import type { Tile } from "../frame/frame.ts";
import type { Lens } from "../frame/lens.ts";
import type { Speed } from "./speeds.ts";

/** A run as the session needs it: an order of events in time, and where the remarkable ones are. Events count from 0. */
export interface Run {
  /** How many events there are. */
  readonly events: number;
  readonly end: Ns;
  timeAt(event: number): Ns;
  /** The last event at or before an instant; -1 before the first. */
  lastAtOrBefore(time: Ns): number;
  /** The events that are context switches, ascending. */
  readonly switches: ArrayLike<number>;
  /** The events at which a GIL gets another holder, ascending. */
  readonly handovers: ArrayLike<number>;
  /** The events at which what is to be learnt from the run shows first, ascending. */
  readonly findings: ArrayLike<number>;
  /** The event of each finding, the most important finding first. */
  readonly lessons: ArrayLike<number>;
  /** The events at which the kernel had a choice among several threads, ascending. */
  readonly choices: ArrayLike<number>;
  /** @param number from 0, below how many choices there are */
  choice(number: number): ChoiceAt;
  presentAt(cursor: Cursor): Present;
  /** The cause of this event that is worth telling, or null where the chain of causes begins. */
  causeOf(event: number): number | null;
  readonly tasks: number;
  readonly processes: number;
  /** How much of it a page of a small screen shows where the run itself decides. */
  readonly page: Ns;
  /** The tasks that a list shows at a place, in its order, and how many of them stand before the first that has not ended. */
  listed(cursor: Cursor, filter: string): { readonly tasks: readonly number[]; readonly ended: number };
  /** The events that concern a task: what it does, waits for, and is woken by. Ascending. */
  eventsOf(task: number): ArrayLike<number>;
  readonly hasGil: boolean;
  /** Whether it has a switch interval: the GIL of CPython 2 has none. */
  readonly hasInterval: boolean;
}

/** How far the making of a run has come. */
export interface SliceMade {
  readonly events: number;
  /** The simulated instant; null once it is simulated, and only made ready to be shown. */
  readonly time: Ns | null;
}

/** Something long that is being done. */
export interface Underway {
  /** `simulating threads + GIL`. */
  readonly what: string;
  /** Null where it is not begun. */
  readonly made: SliceMade | null;
}

/** A place where the kernel could have taken another thread. */
export interface ChoiceAt {
  /** From 0: what a fork names it by. */
  readonly number: number;
  readonly event: number;
  /** Whether a core took its next thread, or a wake-up its next waiter. */
  readonly of: "core" | "waiter";
  /** Those that could have been taken, the one that was first; `name` is the thread's, which a fork takes it by. */
  readonly candidates: readonly { readonly name: string; readonly tile: Tile }[];
  /** Which of them was taken. */
  readonly taken: number;
}

/** What holds at a place, and can be otherwise from there on. */
export interface Present {
  /** Those online. */
  readonly cores: number;
  /** Null where there is no such thing. */
  readonly interval: Ns | null;
  /** How long an operation at each device takes that is in use: the one under way, or else the next one, or the last. */
  readonly devices: readonly { readonly name: string; readonly latency: Ns }[];
}

/** A place in a run: the last event that has happened (-1: none yet), and an instant until the next one. */
export interface Cursor {
  readonly event: number;
  readonly time: Ns;
}

/** What can be changed while watching; a change simulates again. */
export interface Knobs {
  readonly model: string;
  readonly cores: number;
  readonly interval: Ns;
  /** Null where the scenario's tasks are fixed. */
  readonly tasks: number | null;
  /** What is otherwise than the scenario says, from an instant on: the forks of the run, oldest first. */
  readonly whatIf: readonly WhatIf[];
}

export interface Pace {
  readonly perSecond: number;
  /** The part of the next event that has been waited for, 0 to 1. */
  readonly due: number;
}

/** A place a person marked; as a chapter of a recording it has its note for a title. */
export interface Mark {
  readonly cursor: Cursor;
  readonly note: string;
}

/** What is asked for on the bottom line. */
export type Question = "place" | "filter" | "note";

/** What takes the keys. */
export type Mode =
  | { readonly kind: "watch" }
  /** `top`: how many lines are scrolled away. */
  | { readonly kind: "help"; readonly top: number }
  | { readonly kind: "knobs"; readonly row: number }
  | { readonly kind: "prompt"; readonly asks: Question; readonly text: string }
  /** What if …: the row chosen, and by how many steps its value differs from what is. */
  | { readonly kind: "fork"; readonly row: number; readonly steps: number }
  /** The findings, one chosen. */
  | { readonly kind: "findings"; readonly row: number };

export type ModeOf<Kind extends Mode["kind"]> = Extract<Mode, { kind: Kind }>;

export interface Session<R extends Run = Run> {
  readonly run: R;
  readonly cursor: Cursor;
  /**
   * The last place between two events at which the cursor stood: stepping stops there again, so that n steps on and n steps back always
   * end where they began. Null while there is none; any other movement forgets it.
   */
  readonly rest: Cursor | null;
  /** Where a run ended before the cursor's time: the time to go back to in a longer one. Forgotten by whatever makes another cursor. */
  readonly overrun: { readonly cursor: Cursor; readonly time: Ns } | null;
  readonly playing: boolean;
  readonly speed: Speed;
  /** Playing so many events a second instead, however far apart they are; null: by time. */
  readonly pace: Pace | null;
  readonly view: string;
  /** The selected task, or null. */
  readonly selected: number | null;
  /** The digits typed before a command, or null. */
  readonly count: number | null;
  readonly mode: Mode;
  /** How many causes back from the cursor's event the explanation stands. */
  readonly why: number;
  /** Those of the run. */
  readonly knobs: Knobs;
  /** Those that were asked for, until their run is there. */
  readonly asked: Knobs | null;
  /** How far that run is, where it takes a while; else null. */
  readonly underway: Underway | null;
  /** The model that was asked for last and refused, so that asking for the next one goes on from there. */
  readonly refused: string | null;
  /** A line to the person, gone with the next key. */
  readonly message: string | null;
  readonly lens: Lens;
  /** In the order of the run. */
  readonly marks: readonly Mark[];
  /** What is done is kept for a tape: the show's word, for the line at the bottom. */
  readonly recording: boolean;
  /** The large letters for an audience, and a pause at every mark. */
  readonly presenting: boolean;
  /** The ids to choose from, in order. */
  readonly models: readonly string[];
  readonly views: readonly string[];
}

/** What the reducer asks for and cannot do itself. */
export type Effect =
  /** The knobs are those asked for. */
  | { readonly type: "simulate"; readonly knobs: Knobs }
  | { readonly type: "pick" }
  /** This scenario under several models, as a race, from the cursor's time on. */
  | { readonly type: "compare" }
  /** The run as it is, and with one more thing otherwise, side by side: with these forks in place of its own. */
  | { readonly type: "futures"; readonly change: WhatIf; readonly whatIf: readonly WhatIf[] }
  /** Writes the scenario with its forks to a file of its own. */
  | { readonly type: "save" }
  /** Begins to record what is done, or ends it and writes it. */
  | { readonly type: "record" }
  /** The next theme. */
  | { readonly type: "theme"; readonly steps: number }
  | { readonly type: "suspend" }
  /** `status` as for the process: 0, or 130 after Ctrl+C. */
  | { readonly type: "quit"; readonly status: number };

/** What a command changes. */
export interface Change {
  readonly set?: Partial<Omit<Session, "run">>;
  readonly effects?: readonly Effect[];
}
