/** An event loop's turns: polling, the ready queue, callbacks. */
import { assertNever } from "../../base/errors.ts";
import type { CallbackKind, TraceEvent } from "../../trace/event.ts";
import { isForever, type Scene } from "./scene.ts";
import { clock, counted, type Sentence, say } from "./words.ts";

export type LoopEvent = Extract<TraceEvent, { kind: `loop.${string}` | `callback.${string}` }>;

/** What a callback is, alone and with the one it is for. */
const CALLBACK_WORDS: Readonly<Record<CallbackKind, readonly [technical: string, restaurant: string]>> = {
  "task-step": ["next step", "next bite"],
  future: ["future", "plate"],
  timer: ["timer", "kitchen clock"],
  io: ["answer from outside", "plate from the kitchen"],
  threadsafe: ["call from another thread", "call from the crew"],
  arrival: ["arrival", "arrival"],
  cancel: ["cancellation", "call"],
};

export function tellLoop(event: LoopEvent, scene: Scene): Sentence {
  switch (event.kind) {
    case "loop.polled": {
      if (isForever(event.until)) {
        return scene.told(
          say`Nothing is ready: the ${scene.loop} sleeps in ${scene.poll} until something happens`,
          scene.hasHub
            ? say`Nobody may go on: the waiter stands in the hub until something happens`
            : say`No buzzer rings: the waiter rests until one does`,
        );
      }
      if (event.until <= event.time) {
        return scene.told(
          say`The ${scene.loop} looks into ${scene.poll} without waiting: callbacks are ready`,
          scene.hasHub
            ? say`The waiter passes the hub without stopping: guests may go on`
            : say`The waiter glances at the buzzers without stopping: guests are ready`,
        );
      }
      const until = clock(event.until);
      return scene.told(
        say`Nothing is ready: the ${scene.loop} sleeps in ${scene.poll} until ${until} at the latest`,
        scene.hasHub
          ? say`Nobody may go on: the waiter stands in the hub until ${until} at the latest`
          : say`No buzzer rings: the waiter rests until ${until} at the latest`,
      );
    }
    case "loop.iterated":
      if (scene.hasHub) {
        return scene.told(
          say`Hub turn ${event.iteration}: whom the poll found goes on, then the ${counted(event.ready, "callback")} that ${event.ready === 1 ? "is" : "are"} ready, and those that come meanwhile`,
          say`The waiter's round ${event.iteration}: first whose wait is over, then ${counted(event.ready, "call")} on the list`,
        );
      }
      return scene.told(
        say`Loop turn ${event.iteration} runs the ${counted(event.ready, "callback")} that ${event.ready === 1 ? "is" : "are"} ready now; later ones wait for the next turn`,
        say`The waiter's round ${event.iteration}: ${counted(event.ready, "call")} on the list; later ones wait for the next round`,
      );
    case "callback.scheduled": {
      const [technical, restaurant] = CALLBACK_WORDS[event.what];
      const whose = ownerOf(event.task, scene);
      return scene.told(
        say`${whose} ${technical} goes into the ${scene.loop}'s ${scene.hasHub ? "queue of callbacks" : "ready queue"}`,
        say`${whose} ${restaurant} goes on the waiter's list`,
      );
    }
    case "callback.started": {
      const [technical, restaurant] = CALLBACK_WORDS[event.what];
      const whose = ownerOf(event.task, scene);
      return scene.told(
        say`The ${scene.loop} comes to ${whose} ${technical}`,
        say`The waiter sees to ${whose} ${restaurant}`,
      );
    }
    default:
      return assertNever(event);
  }
}

const ownerOf = (task: number | null, scene: Scene): Sentence =>
  task === null ? say`somebody's` : say`${scene.person(task)}'s`;
