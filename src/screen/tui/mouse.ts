/** The mouse, as terminals report it: switched on, read beside Ink, and always switched off again. */
import type { MouseEvent } from "../scene/pointing.ts";

/** Presses and the wheel, with places beyond column 223 (xterm's control sequences, "mouse tracking": 1000 and 1006). */
const ON = "\x1b[?1000h\x1b[?1006h";
const OFF = "\x1b[?1006l\x1b[?1000l";

// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what a report begins with
const REPORT = /\x1b\[<(\d+);(\d+);(\d+)([Mm])/g;
/** A report whose end has not arrived yet. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: as above
const BEGUN = /\x1b(?:\[(?:<[\d;]*)?)?$/;
const SHIFT = 4;
const CONTROL = 16;
const WHEEL = 64;

/**
 * Ink reads the keys and throws reports of the mouse away. Whoever listens for `data` beside its `readable` gets what it reads, and takes
 * nothing from it; only while Ink listens, though: alone, the listener would set the stream flowing and eat what is typed for a shell.
 */
export class Mouse {
  readonly #stdin: NodeJS.ReadStream;
  readonly #stdout: NodeJS.WriteStream;
  readonly #point: (event: MouseEvent) => void;
  #isOn = false;
  #begun = "";

  constructor(stdin: NodeJS.ReadStream, stdout: NodeJS.WriteStream, point: (event: MouseEvent) => void) {
    this.#stdin = stdin;
    this.#stdout = stdout;
    this.#point = point;
  }

  /** Once Ink reads the stream. */
  on(): void {
    if (this.#isOn) return;
    this.#isOn = true;
    this.#stdin.on("data", this.#read);
    this.#stdout.write(ON);
  }

  /** Before Ink stops reading it. */
  off(): void {
    if (!this.#isOn) return;
    this.#isOn = false;
    this.#stdin.off("data", this.#read);
    this.#stdout.write(OFF);
  }

  readonly #read = (chunk: string | Buffer): void => {
    const text = this.#begun + chunk.toString();
    this.#begun = BEGUN.exec(text)?.[0] ?? "";
    for (const event of mouseEvents(text)) this.#point(event);
  };
}

/** What the reports in a text say; releases, and buttons that mean nothing here, say nothing. */
export function mouseEvents(text: string): readonly MouseEvent[] {
  return [...text.matchAll(REPORT)].flatMap((match): readonly MouseEvent[] => {
    if (match[4] === "m") return [];
    const [code = 0, column = 0, row = 0] = match.slice(1, 4).map(Number);
    const place = { column: column - 1, row: row - 1, more: (code & (SHIFT | CONTROL)) !== 0 };
    const button = code & ~(SHIFT | CONTROL);
    if (button === 0) return [{ kind: "click", ...place }];
    if (button === WHEEL) return [{ kind: "wheel-up", ...place }];
    return button === WHEEL + 1 ? [{ kind: "wheel-down", ...place }] : [];
  });
}
