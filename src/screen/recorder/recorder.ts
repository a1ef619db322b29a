/** Plays a show by a made-up clock and keeps what it looks like. Whole milliseconds, so that a recording is the same everywhere. */
import { UserError } from "../../base/errors.ts";
import type { Ns } from "../../base/time.ts";
import { frameOf } from "../scene/compose.ts";
import { type Playhead, playhead, timeLeft } from "../scene/playhead.ts";
import { sceneLines } from "../scene/scene-lines.ts";
import type { Scene } from "../scene/scenes.ts";
import type { Show } from "../scene/show.ts";
import { atEvent } from "../session/cursor.ts";
import type { Run, Session } from "../session/state.ts";
import type { Line } from "../views/line.ts";
import { themes } from "../views/themes/index.ts";
import type { Ground } from "../views/themes/theme.ts";
import type { Room } from "../views/view.ts";
import { MarkerList, type Marking } from "./marker-list.ts";
import { type Recording, type Shot, sameLines } from "./recording.ts";

export interface RecorderOptions {
  readonly room: Room;
  /** Shots a second at most. */
  readonly fps: number;
  readonly marking: Marking;
  /** What a player's screen has for a ground. */
  readonly ground: Ground;
  /** Told the made-up time now and then. */
  readonly onProgress?: (milliseconds: number) => void;
}

/** How long it takes to read what happened at one place. */
const READING_MS = 2_500;
/** A recording that takes longer than this is a mistake in the speed. */
const LONGEST_MS = 60 * 60 * 1000;

export class Recorder<R extends Run> {
  readonly #show: Show<R>;
  readonly #options: RecorderOptions;
  readonly #markers: MarkerList;
  readonly #shots: Shot[] = [];
  #now = 0;
  /** What the last shot shows, and in which theme. */
  #scene: Scene<R> | null = null;
  #theme: string;
  /** The theme it begins with. */
  readonly #first: string;

  /** Its first shot is what the show shows now. */
  constructor(show: Show<R>, options: RecorderOptions) {
    this.#show = show;
    this.#options = options;
    this.#markers = new MarkerList(options.marking);
    this.#first = show.theme();
    this.#theme = this.#first;
    this.#shoot();
  }

  /** Where the show is. @throws UserError where nothing plays there. */
  get playhead(): Playhead {
    const found = playhead(this.#show.snapshot());
    if (found === null) throw new UserError("this is a list to choose from, and nothing that plays");
    return found;
  }

  key(key: string): void {
    const before = this.#session();
    this.#show.key(key);
    this.#shoot();
    const after = this.#session();
    if (before === null || after === null || after.marks.length <= before.marks.length) return;
    const made = after.marks.find((mark) => !before.marks.includes(mark));
    this.#markers.chapter(this.#slot(), made?.note || "a mark");
  }

  /** So much time goes by; what plays, plays. */
  wait(milliseconds: number): void {
    const end = this.#now + Math.round(milliseconds);
    while (this.#show.playing && this.#next() <= end) this.#advance(this.#next());
    if (this.#show.playing && this.#now < end) this.#advance(end);
    this.#now = Math.max(this.#now, end);
    this.#check();
  }

  /** Plays from here until the run ends. */
  playOut(): void {
    this.#check(this.#now + timeLeft(this.#show.snapshot()));
    do {
      this.play();
      while (this.#show.playing) this.#advance(this.#next());
    } while (this.#stopped());
  }

  /** Plays from here until an instant of the run, and pauses there. @throws UserError where it lies behind, or after the end. */
  playUntil(time: Ns): void {
    if (time <= this.playhead.time) throw new UserError("it is later than that already");
    if (time > this.playhead.end) throw new UserError("the run has ended by then");
    const { time: from, factor: speed } = this.playhead;
    if (speed !== null) this.#check(this.#now + (time - from) / (speed * 1e6));
    this.play();
    while (this.playhead.time < time) {
      if (!this.#show.playing) {
        if (!this.#stopped()) break;
        this.play();
      }
      const { time: now, factor } = this.playhead;
      const left = factor === null ? Number.POSITIVE_INFINITY : (time - now) / (factor * 1e6);
      const frame = this.#next() - this.#now;
      if (left >= frame) this.#advance(this.#next());
      else {
        this.#show.elapsed(left);
        this.#played(Math.max(1, Math.round(left)));
      }
    }
    this.pause();
  }

  play(): void {
    if (!this.#show.playing) this.key(this.#toggle());
  }

  pause(): void {
    if (this.#show.playing) this.key(this.#toggle());
  }

  #toggle(): string {
    return this.#session()?.presenting === true ? "enter" : "space";
  }

  /** Before an audience a run stops where there is something to be seen: for as long as that takes to read, then it can go on. */
  #stopped(): boolean {
    const stops = this.#session()?.presenting === true && this.playhead.time < this.playhead.end;
    if (stops) this.wait(READING_MS);
    return stops;
  }

  chapter(label: string): void {
    this.#markers.chapter(this.#slot(), label);
  }

  /** What was recorded; the last shot stands for `hold` milliseconds. */
  finish(facts: Pick<Recording, "title" | "about">, hold: number): Recording {
    const { columns, rows } = this.#options.room;
    const durationMs = Math.max(this.#now, this.#shots.at(-1)?.atMs ?? 0) + Math.max(1, hold);
    return { ...facts, columns, rows, shots: this.#shots, markers: this.#markers.all, durationMs };
  }

  #advance(to: number): void {
    this.#show.elapsed(to - this.#now);
    this.#played(to - this.#now);
  }

  #played(milliseconds: number): void {
    const before = this.#scene;
    this.#now += milliseconds;
    this.#check();
    this.#shoot();
    const after = this.#scene;
    const atMs = this.#slot();
    if (before?.kind === "race" && after?.kind === "race") {
      this.#markers.raced(after.race, before.race.time, after.race.time, atMs);
    } else if (before?.kind === "watch" && after?.kind === "watch" && before.session.run === after.session.run) {
      const { session } = after;
      this.#markers.played(before.session.cursor, session, atMs, (event) => this.#sentence(session, event));
    }
  }

  #shoot(): void {
    const scene = this.#show.snapshot();
    const theme = this.#show.theme();
    if (scene === this.#scene && theme === this.#theme) return;
    this.#scene = scene;
    this.#theme = theme;
    const lines = this.#lines();
    const atMs = this.#slot();
    // A shot of the same slot was never seen.
    if (this.#shots.at(-1)?.atMs === atMs) this.#shots.pop();
    const last = this.#shots.at(-1);
    const worn = theme === this.#first ? {} : { theme: themes.get(theme).on(this.#options.ground) };
    if (last === undefined || last.theme !== worn.theme || !sameLines(last.lines, lines)) {
      this.#shots.push({ atMs, lines, ...worn });
    }
  }

  #lines(): readonly Line[] {
    const lines = sceneLines(this.#show, this.#options.room);
    if (lines !== null) return lines;
    throw new UserError("this leads to a list to choose from, which cannot be recorded");
  }

  #session(): Session<R> | null {
    const scene = this.#show.snapshot();
    return scene.kind === "watch" ? scene.session : null;
  }

  /** What happens at an event, in words. */
  #sentence(session: Session<R>, event: number): string {
    const at = { ...session, cursor: atEvent(session.run, event), why: 0 };
    const [why] = frameOf(this.#show.stage, at, 0).why;
    return why?.phrases.map(({ text }) => text).join("") ?? "";
  }

  /** The begin of the frame that now lies in: changes are shown at the rate of frames, the first of them at 0. */
  #slot(): number {
    const slot = Math.floor((this.#now * this.#options.fps) / 1000 + 0.5);
    return this.#tick(this.#tick(slot) > this.#now ? slot - 1 : slot);
  }

  /** When the next frame begins. */
  #next(): number {
    const slot = Math.floor((this.#now * this.#options.fps) / 1000);
    const next = this.#tick(slot + 1);
    return next > this.#now ? next : this.#tick(slot + 2);
  }

  #tick(slot: number): number {
    return Math.round((slot * 1000) / this.#options.fps);
  }

  /** Before an hour is painted in vain. */
  #check(now = this.#now): void {
    this.#options.onProgress?.(this.#now);
    if (now <= LONGEST_MS) return;
    throw new UserError("the recording would take more than an hour: a higher speed makes it shorter");
  }
}
