/** Where that which plays is, whatever it is. */
import type { Ns } from "../../base/time.ts";
import { endOfRace, speedOfRace } from "../session/race-state.ts";
import type { Run } from "../session/state.ts";
import type { Scene } from "./scenes.ts";

export interface Playhead {
  readonly time: Ns;
  readonly end: Ns;
  /** Simulated for real time; null where it plays by events. */
  readonly factor: number | null;
}

/** Null where nothing plays. */
export function playhead<R extends Run>(scene: Scene<R>): Playhead | null {
  if (scene.kind === "race") {
    const { race } = scene;
    return { time: race.time, end: endOfRace(race), factor: speedOfRace(race).factor };
  }
  if (scene.kind !== "watch") return null;
  const { run, cursor, speed, pace } = scene.session;
  return { time: cursor.time, end: run.end, factor: pace === null ? speed.factor : null };
}

/** How much real time playing to the end takes, in milliseconds. */
export function timeLeft<R extends Run>(scene: Scene<R>): number {
  if (scene.kind === "watch" && scene.session.pace !== null) {
    const { run, cursor, pace } = scene.session;
    return ((run.events - cursor.event) / pace.perSecond) * 1000;
  }
  const head = playhead(scene);
  return head === null || head.factor === null ? 0 : (head.end - head.time) / (head.factor * 1e6);
}
