/** A session at a real pseudo terminal, seen through xterm.js. */
import { BEGIN_SYNC, END_SYNC } from "../../src/screen/paint/diff.ts";
import { Headless } from "../screen/paint/headless.ts";

type Pty = typeof import("@lydell/node-pty");

/** The prebuilt module, or null on a platform without one. */
export const pty: Pty | null = await import("@lydell/node-pty").catch(() => null);

export interface SessionOptions {
  readonly columns?: number;
  readonly rows?: number;
  readonly env?: Readonly<Record<string, string>>;
  /** How fast the terminal reads, in bytes a second. @default as fast as it can */
  readonly rate?: number;
  /** Whether it answers the questions that xterm.js answers. @default false */
  readonly answers?: boolean;
  /** What it says of its ground, and how; where it is asked. @default nothing */
  onGroundAsked?(reply: (text: string) => void): void;
}

/** A slow terminal takes so many pieces a second. */
const PIECES_A_SECOND = 50;

const PATIENCE_MS = 5_000;
/** Two keys in one read are one event for some programs; ours splits them, a shell's prompt may not be ready. */
const BETWEEN_KEYS_MS = 30;

/** A frame is shown when all of it is there: that is what terminals do with what stands between the two marks. */
function wholeFrames(text: string): string {
  const opened = text.lastIndexOf(BEGIN_SYNC);
  const end = opened > text.lastIndexOf(END_SYNC) ? opened : text.length;
  const cut = text.lastIndexOf("\x1b", end - 1);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a sequence that has not ended
  return cut >= 0 && /^\x1b[^a-zA-Z\\\x07]*$/.test(text.slice(cut, end)) ? text.slice(0, cut) : text.slice(0, end);
}

export class Session {
  readonly #process: ReturnType<Pty["spawn"]>;
  readonly screen: Headless;
  readonly ended: Promise<{ readonly exitCode: number; readonly signal?: number | undefined }>;
  bytes = "";
  /** Of a slow line: how much has come, shown or not. */
  received = 0;
  /** Of a slow line, in bytes a second. */
  rate: number;
  #written: Promise<void> = Promise.resolve();

  constructor(file: string, words: readonly string[], options: SessionOptions = {}) {
    const { columns = 100, rows = 24, env = {} } = options;
    if (pty === null) throw new Error("no pseudo terminals here");
    this.screen = new Headless(columns, rows);
    this.rate = options.rate ?? Number.POSITIVE_INFINITY;
    this.#process = pty.spawn(file, [...words], {
      cols: columns,
      rows,
      name: "xterm-256color",
      env: { PATH: process.env["PATH"] ?? "", HOME: "/nonexistent", LANG: "C.UTF-8", TERM: "xterm-256color", ...env },
    });
    if (options.answers === true) this.screen.onAnswer((text) => this.#process.write(text));
    const show = (data: string): void => {
      this.bytes += data;
      this.#written = this.screen.write(data);
      if (data.includes("\x1b]11;?")) options.onGroundAsked?.((text) => this.#process.write(text));
    };
    this.#process.onData(options.rate === undefined ? show : this.#slowly(show));
    this.ended = new Promise((resolve) => this.#process.onExit(resolve));
  }

  /** Takes so much at a time; meanwhile nothing is read, and the one who writes has to wait. */
  #slowly(show: (data: string) => void): (data: string) => void {
    let queue = "";
    let timer: NodeJS.Timeout | undefined;
    let begun = "";
    const take = (): void => {
      const most = Math.ceil(this.rate / PIECES_A_SECOND);
      const all = begun + queue.slice(0, most);
      queue = queue.slice(most);
      const whole = wholeFrames(all);
      begun = all.slice(whole.length);
      show(whole);
      if (queue !== "") return;
      clearInterval(timer);
      timer = undefined;
      this.#process.resume();
    };
    return (data) => {
      queue += data;
      this.#process.pause();
      timer ??= setInterval(take, 1000 / PIECES_A_SECOND);
    };
  }

  get pid(): number {
    return this.#process.pid;
  }

  kill(signal: string): void {
    this.#process.kill(signal);
  }

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) {
      this.#process.write(key);
      await new Promise((resolve) => setTimeout(resolve, BETWEEN_KEYS_MS));
    }
  }

  async resize(columns: number, rows: number): Promise<void> {
    this.screen.resize(columns, rows);
    this.#process.resize(columns, rows);
    await Promise.resolve();
  }

  async text(): Promise<string> {
    await this.#written;
    return this.screen.text();
  }

  /** Waits until the screen satisfies; fails with what it shows instead. */
  async until(what: string | RegExp | ((screen: string) => boolean)): Promise<string> {
    const holds =
      typeof what === "function"
        ? what
        : (screen: string) => (typeof what === "string" ? screen.includes(what) : what.test(screen));
    const began = performance.now();
    for (;;) {
      const screen = await this.text();
      if (holds(screen)) return screen;
      if (performance.now() - began > PATIENCE_MS)
        throw new Error(`never saw ${String(what)}; the screen shows\n${screen}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}
