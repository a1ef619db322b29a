/** An event loop's turns: polling, the ready queue, callbacks. */
import { assertNever } from "../../base/errors.ts";
import type { CallbackKind, TraceEvent } from "../../trace/event.ts";
import { isForever, type Scene } from "./scene.ts";
import { clock, counted, type Sentence, say } from "./words.ts";

export type LoopEvent = Extract<TraceEvent, { kind: `loop.${string}` | `callback.${string}` }>;

const CALLBACK_WORDS: Readonly<Record<CallbackKind, readonly [technical: string, restaurant: string]>> = {
  "task-step": ["a step of the task", "the next bit of the order"],
  future: ["the result of a future", "a plate that is ready"],
  timer: ["a timer that is due", "a kitchen clock that rang"],
  io: ["an answer from outside", "fries that are done"],
  threadsafe: ["a call from another thread", "a call from the crew"],
  arrival: ["an arrival", "a new guest"],
  cancel: ["a cancellation", "a call for a guest"],
};

export function tellLoop(event: LoopEvent, scene: Scene): Sentence {
  switch (event.kind) {
    case "loop.polled": {
      if (isForever(event.until)) {
        return scene.told(
          say`Nothing is ready: the loop sleeps in select() until something happens`,
          say`No buzzer rings: the waiter rests until one does`,
        );
      }
      if (event.until <= event.time) {
        return scene.told(
          say`The loop looks into select() without waiting: callbacks are ready`,
          say`The waiter glances at the buzzers without stopping: guests are ready`,
        );
      }
      const until = clock(event.until);
      return scene.told(
        say`Nothing is ready: the loop sleeps in select() until ${until} at the latest`,
        say`No buzzer rings: the waiter rests until ${until} at the latest`,
      );
    }
    case "loop.iterated":
      return scene.told(
        say`Loop turn ${event.iteration}: ${counted(event.ready, "callback")} in the snapshot of the ready queue`,
        say`The waiter's round ${event.iteration}: ${counted(event.ready, "call")} on the list, the rest next time`,
      );
    case "callback.scheduled": {
      const [technical, restaurant] = CALLBACK_WORDS[event.what];
      if (event.task === null) {
        return scene.told(say`The ready queue gets ${technical}`, say`The waiter's list gets ${restaurant}`);
      }
      const who = scene.person(event.task);
      return scene.told(
        say`The ready queue gets ${technical}, for ${who}`,
        say`The waiter's list gets ${restaurant}, for ${who}`,
      );
    }
    case "callback.started": {
      const [technical, restaurant] = CALLBACK_WORDS[event.what];
      if (event.task === null)
        return scene.told(say`The loop runs ${technical}`, say`The waiter sees to ${restaurant}`);
      const who = scene.person(event.task);
      return scene.told(say`The loop runs ${technical}, for ${who}`, say`The waiter sees to ${restaurant}, for ${who}`);
    }
    default:
      return assertNever(event);
  }
}
