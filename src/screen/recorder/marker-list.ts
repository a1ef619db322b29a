/** Which places of what is played become markers of the recording. */
import { formatDuration, type Ns } from "../../base/time.ts";
import { nextOf } from "../session/cursor.ts";
import type { Race } from "../session/race-state.ts";
import type { Cursor, Run, Session } from "../session/state.ts";
import type { Marker } from "./recording.ts";

/**
 * `chapters`: only those of the tape, and the marks of the session. `handovers`, `switches`: these as well, one a shot.
 * `some`: hand-overs of the GIL where there is one, else switches, so far apart that each can be found.
 */
export const MARKINGS = ["some", "chapters", "handovers", "switches"] as const;
export type Marking = (typeof MARKINGS)[number];

/** Closer markers are one dot on a player's bar. */
const APART_MS = 2_000;

export class MarkerList {
  readonly #marking: Marking;
  readonly #markers: Marker[] = [];

  constructor(marking: Marking) {
    this.#marking = marking;
  }

  get all(): readonly Marker[] {
    return this.#markers;
  }

  /** A place somebody named; it takes the place of one that is there by chance. */
  chapter(atMs: number, label: string): void {
    if (this.#markers.at(-1)?.atMs === atMs) this.#markers.pop();
    this.#markers.push({ atMs, label });
  }

  /**
   * What lies between two places of one run that was played on.
   *
   * @param sentence what an event is about
   */
  played(before: Cursor, after: Session, atMs: number, sentence: (event: number) => string): void {
    const { run, cursor, marks } = after;
    for (const mark of marks) {
      if (isAfter(mark.cursor, before) && !isAfter(mark.cursor, cursor)) this.chapter(atMs, mark.note || "a mark");
    }
    const last = this.#markers.at(-1)?.atMs ?? Number.NEGATIVE_INFINITY;
    if (atMs - last < (this.#marking === "some" ? APART_MS : 1)) return;
    const event = nextOf(this.#listed(run), before, 1);
    if (event !== undefined && event <= cursor.event) this.#markers.push({ atMs, label: sentence(event) });
  }

  /** Who came to the end in a race between two instants. */
  raced({ entrants }: Race, from: Ns, to: Ns, atMs: number): void {
    if (this.#marking === "chapters") return;
    for (const entrant of entrants) {
      if (entrant.state !== "ready" || entrant.run.end <= from || entrant.run.end > to) continue;
      this.chapter(atMs, `${entrant.label} is done after ${formatDuration(entrant.run.end)}`);
    }
  }

  #listed(run: Run): ArrayLike<number> {
    switch (this.#marking) {
      case "chapters":
        return [];
      case "handovers":
        return run.handovers;
      case "switches":
        return run.switches;
      case "some":
        return run.handovers.length > 0 ? run.handovers : run.switches;
    }
  }
}

const isAfter = (one: { readonly event: number; readonly time: Ns }, other: Cursor): boolean =>
  one.event > other.event || (one.event === other.event && one.time > other.time);
