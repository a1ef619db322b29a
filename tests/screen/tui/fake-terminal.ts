/** A terminal of our own for Ink and the canvas: what is written goes to xterm.js, keys come from the test. */
import { EventEmitter } from "node:events";
import { Headless } from "../paint/headless.ts";

class Output extends EventEmitter {
  readonly isTTY = true;
  columns: number;
  rows: number;
  readonly screen: Headless;
  bytes = "";
  #pending: Promise<void> = Promise.resolve();

  constructor(columns: number, rows: number) {
    super();
    this.columns = columns;
    this.rows = rows;
    this.screen = new Headless(columns, rows);
  }

  write(bytes: string, done?: () => void): boolean {
    this.bytes += bytes;
    // A terminal driver turns line feeds into both.
    this.#pending = this.screen.write(bytes.replace(/\r?\n/g, "\r\n"));
    if (done !== undefined) void this.#pending.then(done);
    return true;
  }

  written(): Promise<void> {
    return this.#pending;
  }
}

class Input extends EventEmitter {
  readonly isTTY = true;
  isRaw = false;
  #data: string | null = null;

  type(text: string): void {
    this.#data = text;
    this.emit("readable");
  }
  read(): string | null {
    const data = this.#data;
    this.#data = null;
    return data;
  }
  setRawMode(isRaw: boolean): void {
    this.isRaw = isRaw;
  }
  setEncoding(): void {}
  ref(): void {}
  unref(): void {}
}

/** Longer than what Ink and the show put off. */
const WAIT_MS = 40;
const MOST_WAITS = 8;

export class FakeTerminal {
  readonly output: Output;
  readonly input = new Input();

  constructor(columns: number, rows: number) {
    this.output = new Output(columns, rows);
  }

  get stdout(): NodeJS.WriteStream {
    return this.output as unknown as NodeJS.WriteStream;
  }
  get stdin(): NodeJS.ReadStream {
    return this.input as unknown as NodeJS.ReadStream;
  }

  text(): string {
    return this.output.screen.text();
  }

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) {
      this.input.type(key);
      await this.settle();
    }
  }

  async resize(columns: number, rows: number): Promise<void> {
    this.output.columns = columns;
    this.output.rows = rows;
    this.output.screen.resize(columns, rows);
    this.output.emit("resize");
    await this.settle();
  }

  /**
   * Until React, Ink and the canvas have nothing left to do: until two waits in a row, after the first, brought nothing new. What plays
   * never comes to rest, so there is an end to it.
   */
  async settle(): Promise<void> {
    let quiet = -1;
    for (let waits = 0; waits < MOST_WAITS && quiet < 2; waits++) {
      const before = this.output.bytes.length;
      await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
      await this.output.written();
      quiet = this.output.bytes.length === before ? quiet + 1 : Math.min(quiet + 1, 0);
    }
  }
}

export const KEYS = {
  right: "\x1b[C",
  left: "\x1b[D",
  up: "\x1b[A",
  down: "\x1b[B",
  enter: "\r",
  escape: "\x1b",
  tab: "\t",
  ctrlC: "\x03",
} as const;
