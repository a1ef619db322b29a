/** Pacing: the only place that turns real time into steps of the session. Time itself is passed in. */

/** Real time, as something that can be replaced by a made-up one. Milliseconds. */
export interface Clock {
  now(): number;
  /** Calls again and again until the answer is called; holds the process alive meanwhile. */
  every(milliseconds: number, call: () => void): () => void;
}

export const FRAMES_A_SECOND = 30;
/** While nothing plays the timer only keeps the process alive (a stopped and continued one would end otherwise). */
const RESTING_MS = 60_000;
/** Writing may take this share of a frame; a slow line gets fewer frames instead of ever more delay. */
const WRITE_SHARE = 1 / 3;
const MOST_SKIPPED = 15;
/** More than this went by: the process was stopped, and the run shall not leap. */
const LEAP_MS = 3_000;

export class Player {
  readonly #clock: Clock;
  readonly #advance: (milliseconds: number) => void;
  readonly #frameMs: number;
  readonly #isFree: () => boolean;
  #stop: (() => void) | null = null;
  #playing = false;
  #last = 0;
  #skip = 0;

  /**
   * @param advance called once a frame while playing, with the time since the last call
   * @param isFree whether a frame would be seen; while not, frames are skipped
   */
  constructor(
    clock: Clock,
    advance: (milliseconds: number) => void,
    framesASecond = FRAMES_A_SECOND,
    isFree: () => boolean = () => true,
  ) {
    this.#isFree = isFree;
    this.#clock = clock;
    this.#advance = advance;
    this.#frameMs = 1000 / framesASecond;
  }

  /** Sets the one timer going: at the frame rate while playing, hardly ever while not. */
  set(playing: boolean): void {
    if (this.#stop !== null && playing === this.#playing) return;
    this.#stop?.();
    this.#playing = playing;
    this.#last = this.#clock.now();
    this.#skip = 0;
    this.#stop = this.#clock.every(playing ? this.#frameMs : RESTING_MS, () => this.#tick());
  }

  end(): void {
    this.#stop?.();
    this.#stop = null;
  }

  /** How long it took to write the last frame: too long, and the next frames are skipped. */
  wrote(milliseconds: number): void {
    const budget = this.#frameMs * WRITE_SHARE;
    this.#skip = Math.min(MOST_SKIPPED, Math.max(0, Math.ceil(milliseconds / budget) - 1));
  }

  /** Something else had the process: that time is not played. */
  resume(): void {
    this.#last = this.#clock.now();
  }

  /** A frame was waited for: it comes now. */
  catchUp(): void {
    this.#skip = 0;
    this.#tick();
  }

  #tick(): void {
    if (!this.#playing || !this.#isFree()) return;
    if (this.#skip > 0) {
      this.#skip--;
      return;
    }
    const now = this.#clock.now();
    const elapsed = now - this.#last;
    this.#last = now;
    this.#advance(elapsed > LEAP_MS ? this.#frameMs : elapsed);
  }
}
