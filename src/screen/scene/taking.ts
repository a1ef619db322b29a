/** What a person does between the two presses of the key that records: keys, and how long they waited. */
import type { Run } from "../session/state.ts";
import type { Racing, Watching } from "./scenes.ts";

/** A key, or so many milliseconds of real time. */
export type Moment = { readonly key: string } | { readonly wait: number };

export interface Take<R extends Run> {
  /** Where it began. */
  readonly start: Watching<R> | Racing<R>;
  readonly theme: string;
  /** Of the screen, where that is known. */
  readonly size: { readonly columns: number; readonly rows: number } | null;
  readonly moments: readonly Moment[];
}

export class Taking<R extends Run> {
  readonly #take: Omit<Take<R>, "moments">;
  readonly #now: () => number;
  readonly #moments: Moment[] = [];
  /** When the last moment was; what was played since; what was rounded away. */
  #last: number;
  #played = 0;
  #rest = 0;

  /** @param now real time in milliseconds, from anywhere */
  constructor(take: Omit<Take<R>, "moments">, now: () => number) {
    this.#take = take;
    this.#now = now;
    this.#last = now();
  }

  get start(): Take<R>["start"] {
    return this.#take.start;
  }

  /** The run was played for so long. */
  elapsed(milliseconds: number): void {
    this.#played += milliseconds;
  }

  /**
   * A key is about to be obeyed.
   *
   * @param playing where the run plays, only what was played counts: a tape then comes to the same place
   */
  wait(playing: boolean): void {
    const now = this.#now();
    const waited = (playing ? this.#played : Math.max(this.#played, now - this.#last)) + this.#rest;
    const whole = Math.round(waited);
    this.#rest = waited - whole;
    this.#last = now;
    this.#played = 0;
    if (whole > 0) this.#moments.push({ wait: whole });
  }

  key(key: string): void {
    this.#moments.push({ key });
  }

  end(playing: boolean): Take<R> {
    this.wait(playing);
    return { ...this.#take, moments: this.#moments };
  }
}
