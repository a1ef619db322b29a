/** What is being done while somebody waits: one line on standard error, written over, and gone at the end. */
import { formatCount } from "../base/quantities.ts";
import { formatDuration, type Ns } from "../base/time.ts";
import type { SimulationProgress } from "../simulation/simulate.ts";
import type { Context } from "./context.ts";

/** What is over sooner than this needs no line; a line is written over no more often than that. Milliseconds. */
const PATIENCE = 300;
const PAUSE = 100;
/** A longer line would fold, and its beginning would stay behind. */
const COLUMNS = 79;

/** For a person at a terminal only: a pipe, a file, a CI server and `TERM=dumb` get nothing. */
export class ProgressLine {
  readonly #write: ((text: string) => void) | null;
  readonly #clock: () => number;
  readonly #beginning: number;
  /** When the line was last written; null while there is none. */
  #shown: number | null = null;
  /** What all of it is for, in front of each line: `claim 7: `. */
  #heading = "";

  /** @param clock milliseconds, for tests. */
  constructor({ stderr, env }: Context, clock: () => number = Date.now) {
    const isSeen = stderr.isTTY === true && env.TERM !== "dumb" && (env.CI ?? "") === "";
    this.#write = isSeen ? (text) => void stderr.write(text) : null;
    this.#clock = clock;
    this.#beginning = clock();
  }

  /** What the following lines are part of; empty for nothing. */
  head(heading: string): void {
    this.#heading = heading === "" ? "" : `${heading}: `;
  }

  /** Says what is being done, where that has taken a moment already. */
  show(text: string): void {
    if (this.#write === null) return;
    const now = this.#clock();
    if (now - this.#beginning < PATIENCE || (this.#shown !== null && now - this.#shown < PAUSE)) return;
    this.#shown = now;
    this.#write(`\r\x1b[K${`${this.#heading}${text}`.slice(0, COLUMNS)}`);
  }

  /** Takes the line away: before anything else is printed, and at the end. */
  clear(): void {
    if (this.#shown !== null) this.#write?.("\r\x1b[K");
    this.#shown = null;
  }

  /** `simulating asyncio, 1 250 000 events, 3.4 s simulated`, slice by slice. @returns what the slices come to. */
  follow<Result>(model: string, slices: Generator<SimulationProgress, Result, void>): Result {
    for (;;) {
      const { done, value } = slices.next();
      if (done === true) return value;
      this.told(model, value);
    }
  }

  /** One of them. */
  told(model: string, { events, time }: { readonly events: number; readonly time: Ns | null }): void {
    const far = time === null ? "getting it ready" : `${formatDuration(time)} simulated`;
    this.show(`simulating ${model}, ${formatCount(events)} events, ${far}`);
  }

  /** Does something long, and leaves no line behind, however it ends. */
  async during<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } finally {
      this.clear();
    }
  }
}
