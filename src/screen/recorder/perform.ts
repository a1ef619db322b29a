/** Does what a tape says. */
import { UserError } from "../../base/errors.ts";
import type { Run } from "../session/state.ts";
import { tapeError } from "./parse-tape.ts";
import type { Recorder } from "./recorder.ts";
import type { Act, Deed } from "./tape.ts";

/** Between two keys of a text that is typed: as fast as one can still read. */
const TYPING_MS = 70;

/**
 * @param name how messages call the tape
 * @throws UserError with the place of the deed that cannot be done.
 */
export function perform<R extends Run>(recorder: Recorder<R>, deeds: readonly Deed[], name: string): void {
  for (const { act, at } of deeds) {
    try {
      performAct(recorder, act);
    } catch (error) {
      throw error instanceof UserError ? tapeError(name, at, error.message) : error;
    }
  }
}

function performAct<R extends Run>(recorder: Recorder<R>, act: Act): void {
  switch (act.kind) {
    case "keys":
      for (const key of act.keys) recorder.key(key);
      return;
    case "type":
      return typeText(recorder, act.text);
    case "wait":
      return recorder.wait(act.milliseconds);
    case "until":
      return recorder.playUntil(act.time);
    case "end":
      return recorder.playOut();
    case "play":
      return recorder.play();
    case "pause":
      return recorder.pause();
    case "chapter":
      return recorder.chapter(act.title);
    case "mark":
      recorder.key("m");
      typeText(recorder, act.note);
      return recorder.key("enter");
  }
}

function typeText<R extends Run>(recorder: Recorder<R>, text: string): void {
  for (const character of text) {
    recorder.key(character === " " ? "space" : character);
    recorder.wait(TYPING_MS);
  }
}
