/** Ctrl+Z, `kill -TSTP`, `fg`: leaving the terminal to the shell and coming back to it. */
import { setTimeout as sleep } from "node:timers/promises";
import type { SuspendTerminal } from "ink";

export interface JobControlOptions {
  /** Gives the terminal away and takes it back: Ink's. */
  suspendTerminal: SuspendTerminal;
  /** Before it is given away. */
  leave(): void | Promise<void>;
  /** After it is back, and clean. */
  comeBack(): void;
  onFault(error: unknown): void;
}

/** After this long the process has been stopped, or nobody could stop it (a session without job control). */
const STOPPED_BY_NOW_MS = 50;

export class JobControl {
  readonly #options: JobControlOptions;
  #isAway = false;

  constructor(options: JobControlOptions) {
    this.#options = options;
    process.on("SIGTSTP", this.#onStop);
    process.on("SIGCONT", this.#onContinue);
  }

  /** Ctrl+Z: stops the whole job, as the terminal itself would (with `npm start` it has several processes). */
  suspend(): void {
    void this.#away(() => this.#stop(0));
  }

  end(): void {
    process.off("SIGTSTP", this.#onStop);
    process.off("SIGCONT", this.#onContinue);
  }

  readonly #onStop = (): void => {
    void this.#away(() => this.#stop(process.pid));
  };

  /** After a stop that could not be caught the shell has set the terminal up for itself: take it back properly. */
  readonly #onContinue = (): void => {
    if (!this.#isAway) void this.#away(async () => {});
  };

  async #away(meanwhile: () => Promise<void>): Promise<void> {
    if (this.#isAway) return;
    this.#isAway = true;
    try {
      await this.#options.leave();
      await this.#options.suspendTerminal(meanwhile);
      this.#options.comeBack();
    } catch (error) {
      this.#options.onFault(error);
    } finally {
      this.#isAway = false;
    }
  }

  /** Without our handler the signal does what it always does. The timer also keeps the process alive while it is stopped. */
  async #stop(pid: number): Promise<void> {
    process.off("SIGTSTP", this.#onStop);
    process.kill(pid, "SIGTSTP");
    await sleep(STOPPED_BY_NOW_MS);
    process.on("SIGTSTP", this.#onStop);
  }
}
