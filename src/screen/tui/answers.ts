/** What the terminal answers when it is asked: read beside the keys, whenever it comes, and never taken for one. */
import { performance } from "node:perf_hooks";
import { groundOfColour } from "../paint/ground.ts";
import type { Ground } from "../views/themes/theme.ts";

/** What its background is (xterm's control sequences, "OSC 11"). */
const ASK_GROUND = "\x1b]11;?\x1b\\";
/** Whether it is well ("DSR 5"), which it says once it has come to this place in what was written. */
export const ASK_HERE = "\x1b[5n";

// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what answers consist of
const ANSWER = /\x1b\]11;([^\x07\x1b]*)(?:\x07|\x1b\\)|\x1b\[0n/g;
/** One whose end has not arrived yet, without the lone escape: that is a key. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: as above
const BEGUN = /\x1b(?:\[0?|\](?:1(?:1(?:;[^\x07\x1b]*\x1b?)?)?)?)$/;
const ESCAPE = "\x1b";
/** What began like an answer and does not go on is what somebody typed. */
const HELD_MS = 80;

export class Answers {
  readonly #stdin: NodeJS.ReadStream;
  readonly #stdout: NodeJS.WriteStream;
  readonly #readRaw: NodeJS.ReadStream["read"];
  #isAwaited = false;
  #held = "";
  #released = "";
  #timer: NodeJS.Timeout | undefined;
  #ground: Ground | null = null;
  #asked: number | null = null;
  /** Told each time it says so. */
  onGround: (ground: Ground) => void = () => {};
  onHere: () => void = () => {};

  /** From now on whoever reads the stream reads keys only. */
  constructor(stdin: NodeJS.ReadStream, stdout: NodeJS.WriteStream) {
    this.#stdin = stdin;
    this.#stdout = stdout;
    this.#readRaw = stdin.read;
    stdin.read = this.#read;
  }

  /** When, in milliseconds of `performance.now`; null before. */
  get asked(): number | null {
    return this.#asked;
  }

  /** Null until it has said so. */
  get ground(): Ground | null {
    return this.#ground;
  }

  /**
   * Puts the terminal into raw mode, or the answers would be printed, and asks whether it answers, and for its ground where that is
   * wanted. Nothing is read: what is typed meanwhile waits with the answers for whoever reads next.
   */
  ask(ground: boolean): void {
    this.#isAwaited = ground;
    this.#asked = performance.now();
    this.#stdin.setRawMode(true);
    this.#stdout.write(`${ground ? ASK_GROUND : ""}${ASK_HERE}`);
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#stdin.setRawMode(false);
    this.#stdin.read = this.#readRaw;
  }

  readonly #read = (size?: number): string | null => {
    const chunk = this.#readRaw.call(this.#stdin, size) as string | Buffer | null;
    if (chunk !== null) return this.#keysIn(chunk.toString());
    const released = this.#released;
    this.#released = "";
    return released === "" ? null : released;
  };

  #keysIn(chunk: string): string {
    clearTimeout(this.#timer);
    const text = (this.#held + chunk).replace(ANSWER, (_, colour?: string) => {
      this.#heard(colour);
      return "";
    });
    this.#held = BEGUN.exec(text)?.[0] ?? (this.#isAwaited && text.endsWith(ESCAPE) ? ESCAPE : "");
    if (this.#held !== "") this.#timer = setTimeout(this.#release, HELD_MS);
    return text.slice(0, text.length - this.#held.length);
  }

  #heard(colour: string | undefined): void {
    this.#isAwaited = false;
    if (colour === undefined) return this.onHere();
    this.#ground = groundOfColour(colour) ?? this.#ground;
    if (this.#ground !== null) this.onGround(this.#ground);
  }

  readonly #release = (): void => {
    this.#released = this.#held;
    this.#held = "";
    this.#stdin.emit("readable");
  };
}
