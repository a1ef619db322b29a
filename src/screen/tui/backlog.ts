/**
 * What was written and is not on the screen yet. Between the program and the eye there may be a slow line with room for seconds of
 * frames in its buffers; so the terminal is asked, behind a frame, to say when it has come there, and while it takes longer than it has
 * to, nothing more is sent. A terminal that never answers is written to as fast as it takes the bytes.
 */
import { ASK_HERE } from "./answers.ts";

/** Not more often: on a quick line that is all it costs. */
const ASK_EVERY_MS = 100;
/** Longer than the quickest answer by so much: the line is full. */
const SLACK_MS = 50;
/** After so long the answer is lost. */
const LOST_MS = 5_000;

export class Backlog {
  readonly #now: () => number;
  readonly #mayAsk: boolean;
  /** Writes that are still in the program, because the stream takes no more. */
  #unwritten = 0;
  /** When the questions were asked that are open, the oldest first. */
  #open: number[];
  /** It has answered once. */
  #isAnswering = false;
  #lastAsked = Number.NEGATIVE_INFINITY;
  /** What an answer takes over an empty line; null before that is known. */
  #quickest: number | null = null;

  /**
   * @param now milliseconds, from anywhere
   * @param asked when the terminal was asked for the first time; null where it must not be. Until it has answered it is not asked again.
   */
  constructor(now: () => number, asked: number | null) {
    this.#now = now;
    this.#mayAsk = asked !== null;
    this.#open = asked === null ? [] : [asked];
  }

  /** Whether to send more would only make everything later. */
  get isFull(): boolean {
    if (this.#unwritten > 0) return true;
    return this.isOpen && (this.#quickest === null || this.#waited > this.#quickest + SLACK_MS);
  }

  /** Whether an answer is on its way. */
  get isOpen(): boolean {
    return this.#isAnswering && this.#open.length > 0 && this.#waited < LOST_MS;
  }

  /** A frame is written; with what is to be written before and behind it. */
  around(frame: string): string {
    this.#unwritten++;
    if (!this.#mayAsk || !this.#isAnswering || this.#open.length > 0) return frame;
    // The first frame goes over an empty line: an answer from before it tells how long one takes.
    const before = this.#quickest === null ? this.#ask() : "";
    return `${before}${frame}${this.#now() - this.#lastAsked >= ASK_EVERY_MS || before !== "" ? this.#ask() : ""}`;
  }

  /** The stream has passed on what it was given. */
  written(): void {
    this.#unwritten--;
  }

  /** The terminal has come to where it was asked. */
  answered(): void {
    const asked = this.#open.shift();
    if (asked === undefined) return;
    const took = this.#now() - asked;
    // The program was still starting when it asked for the first time, and had no ear.
    if (this.#isAnswering) this.#quickest = Math.min(this.#quickest ?? took, took);
    this.#isAnswering = true;
  }

  /** Somebody else had the terminal, and may have had the answers. */
  forget(): void {
    this.#open = [];
  }

  get #waited(): number {
    return this.#now() - (this.#open[0] ?? this.#now());
  }

  #ask(): string {
    this.#lastAsked = this.#now();
    this.#open.push(this.#lastAsked);
    return ASK_HERE;
  }
}
