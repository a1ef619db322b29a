/** A session at a real pseudo terminal, seen through xterm.js. */
import { Headless } from "../screen/paint/headless.ts";

type Pty = typeof import("@lydell/node-pty");

/** The prebuilt module, or null on a platform without one. */
export const pty: Pty | null = await import("@lydell/node-pty").catch(() => null);

export interface SessionOptions {
  readonly columns?: number;
  readonly rows?: number;
  readonly env?: Readonly<Record<string, string>>;
}

const PATIENCE_MS = 5_000;
/** Two keys in one read are one event for some programs; ours splits them, a shell's prompt may not be ready. */
const BETWEEN_KEYS_MS = 30;

export class Session {
  readonly #process: ReturnType<Pty["spawn"]>;
  readonly screen: Headless;
  readonly ended: Promise<{ readonly exitCode: number; readonly signal?: number | undefined }>;
  bytes = "";
  #written: Promise<void> = Promise.resolve();

  constructor(file: string, words: readonly string[], { columns = 100, rows = 24, env = {} }: SessionOptions = {}) {
    if (pty === null) throw new Error("no pseudo terminals here");
    this.screen = new Headless(columns, rows);
    this.#process = pty.spawn(file, [...words], {
      cols: columns,
      rows,
      name: "xterm-256color",
      env: { PATH: process.env["PATH"] ?? "", HOME: "/nonexistent", LANG: "C.UTF-8", TERM: "xterm-256color", ...env },
    });
    this.#process.onData((data) => {
      this.bytes += data;
      this.#written = this.screen.write(data);
    });
    this.ended = new Promise((resolve) => this.#process.onExit(resolve));
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
