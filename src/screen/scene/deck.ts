/** The key that records: begins to keep what is done, or ends it and has it written. */
import type { Run } from "../session/state.ts";
import type { Racing, Scene, Watching } from "./scenes.ts";
import { type Take, Taking } from "./taking.ts";

/** What a deck needs of what it records. */
interface Player<R extends Run> {
  scene(): Scene<R>;
  theme(): string;
  playing(): boolean;
  /** A line to the person. */
  tell(message: string): void;
  /** Calls once what is shown now is on the screen. */
  later(call: () => void): void;
  readonly now: (() => number) | undefined;
  readonly size: (() => { readonly columns: number; readonly rows: number }) | undefined;
  readonly keep: ((take: Take<R>) => Promise<string>) | undefined;
}

export class Deck<R extends Run> {
  readonly #player: Player<R>;
  #taking: Taking<R> | null = null;

  constructor(player: Player<R>) {
    this.#player = player;
  }

  /** What is done is kept. */
  get on(): boolean {
    return this.#taking !== null;
  }

  /** Real time went by. */
  elapsed(milliseconds: number): void {
    this.#taking?.elapsed(milliseconds);
  }

  /** Obeys a key, and keeps it; what ends a recording, or leaves the program for a while, is no part of it. */
  key(key: string, obey: () => void): void {
    const taking = this.#taking;
    taking?.wait(this.#player.playing());
    obey();
    if (taking !== null && taking === this.#taking && key !== "ctrl+z") taking.key(key);
  }

  toggle(): void {
    const { now, size, keep } = this.#player;
    if (this.#taking !== null) return this.end();
    const scene = this.#player.scene();
    if ((scene.kind !== "watch" && scene.kind !== "race") || now === undefined || keep === undefined) {
      return this.#player.tell("nothing can be recorded here");
    }
    if (scene.kind === "race" && scene.race.partsAt !== null) {
      return this.#player.tell("a what if is recorded from the run that it forks: esc, then r, then e");
    }
    this.#taking = new Taking({ start: unsaid(scene), theme: this.#player.theme(), size: size?.() ?? null }, now);
  }

  /** Where what is to be shown lies outside of what is recorded, the recording ends: a tape has no key that leads there. */
  leave(to: Take<R>["start"]["from"]): void {
    if (this.#taking !== null && this.#taking.start.from === to) this.end();
  }

  /** Has it written once that is said on the screen, and then goes on. */
  end(goOn: () => void = () => {}): void {
    const taking = this.#taking;
    if (taking === null) return goOn();
    const { playing, tell, later, keep } = this.#player;
    this.#taking = null;
    const take = taking.end(playing());
    tell("writing the recording ...");
    const told = (message: string): void => {
      tell(message);
      goOn();
    };
    const failed = (error: unknown): void =>
      later(() => {
        throw error;
      });
    later(() => void keep?.(take).then(told, failed));
  }
}

/** What the line at the bottom says is no part of where a recording began. */
const unsaid = <R extends Run>(scene: Watching<R> | Racing<R>): Watching<R> | Racing<R> =>
  scene.kind === "race"
    ? { ...scene, race: { ...scene.race, message: null } }
    : { ...scene, session: { ...scene.session, message: null } };

/** The same, with what is on it saying whether it is recorded. */
export function signed<R extends Run>(scene: Scene<R>, recording: boolean): Scene<R> {
  if (scene.kind === "watch" && scene.session.recording !== recording) {
    return { ...scene, session: { ...scene.session, recording } };
  }
  if (scene.kind === "race" && scene.race.recording !== recording) {
    return { ...scene, race: { ...scene.race, recording } };
  }
  return scene;
}
