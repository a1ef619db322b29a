/** Why the GIL changed hands, or did not: half sentences that other sentences end with. */
import { formatDuration, minus, type Ns, us } from "../../base/time.ts";
import type { EventNamed } from "../../trace/event.ts";
import * as events from "../../trace/event.ts";
import type { Scene } from "./scene.ts";
import type { Reason } from "./waiting.ts";
import { say } from "./words.ts";

export interface HowGot extends Reason {
  /** How long it took, where that is part of the story: ` after 2.06 ms`. */
  readonly after: string;
  /** It was there for the taking. */
  readonly free: boolean;
}

export const intervalOf = (scene: Scene): string =>
  scene.interval === null ? "a switch interval" : formatDuration(scene.interval);

/** Since it asked; null where that is too long ago to be found. */
export function waitOf(event: EventNamed<"gil.acquired">, scene: Scene): Ns | null {
  const request = scene.before(event.seq, events.gilRequested, 1, event.thread);
  return request === null ? null : minus(event.time, request.time);
}

/** How a thread came by the GIL, as half a sentence. */
export function howGot(event: EventNamed<"gil.acquired">, scene: Scene): HowGot {
  const waited = waitOf(event, scene);
  const release = scene.before(event.seq, events.gilReleased, 0, event.gil);
  if (release === null || (waited !== null && waited <= us(1))) {
    return {
      technical: say`it was free`,
      restaurant: scene.hasLoop ? say`nobody had it` : say`the counter was free`,
      after: "",
      free: true,
    };
  }
  const from = scene.actor(release.thread, release.seq);
  const asked = release.forced ? askerOf(release, scene) : null;
  if (asked?.thread === event.thread) {
    const interval = intervalOf(scene);
    return {
      technical: say`asked after ${interval}, ${from} let go at the next check point`,
      restaurant: say`asked after ${interval}, ${from} ${scene.hasLoop ? "gave it back" : "stepped back"} between two bites`,
      after: "",
      free: false,
    };
  }
  if (asked !== null) {
    const asker = scene.actor(asked.thread, asked.seq);
    return {
      technical: say`${asker} had asked ${from}, but a request does not choose who is next`,
      restaurant: say`${asker} had asked ${from} to ${scene.hasLoop ? "give it back" : "step back"}, but ${scene.actor(event.thread, event.seq)} was quicker`,
      after: "",
      free: false,
    };
  }
  const reason = whyReleased(release, scene);
  return {
    technical: say`${from} let go ${reason.technical}`,
    restaurant: say`${from} ${scene.hasLoop ? "put it back" : "left the counter"} ${reason.restaurant}`,
    after: waited === null || waited < us(100) ? "" : ` after ${formatDuration(waited)}`,
    free: false,
  };
}

export const askerOf = (release: EventNamed<"gil.released">, scene: Scene): EventNamed<"gil.drop-requested"> | null =>
  scene.cause(release, "gil.drop-requested") ?? latestRequest(release, scene);

/** The request the holder honoured, where the chain of causes does not lead to it. */
function latestRequest(release: EventNamed<"gil.released">, scene: Scene): EventNamed<"gil.drop-requested"> | null {
  const asked = scene.before(release.seq, events.gilDropRequested, 0, release.gil);
  return asked !== null && asked.holder === release.thread ? asked : null;
}

const AT_ITS_END: WhyReleased = { technical: "at its end", restaurant: "for good" };
const OTHER_REASON: WhyReleased = { technical: "of its own accord", restaurant: "without being asked" };

/** Why a holder let go unasked: what the same thread does next, or round which call it does so. */
interface WhyReleased {
  readonly technical: string;
  readonly restaurant: string;
}

export function whyReleased(release: EventNamed<"gil.released">, scene: Scene): WhyReleased {
  if (release.cause !== null && scene.trace.log.at(release.cause).kind === "loop.polled") {
    return { technical: "for the call to select()", restaurant: "to listen for buzzers" };
  }
  const next = scene.after(release.seq, (event) => {
    switch (event.kind) {
      case "io.submitted":
      case "timer.set":
      case "lock.requested":
      case "cpu.started":
      case "thread.parked":
      case "thread.exited":
        return event.thread === release.thread;
      case "gil.requested":
        return scene.interval === null && event.thread === release.thread;
      case "sched.switched":
        return event.from === release.thread && event.reason === "yielded";
      case "task.finished":
      case "task.failed":
      case "task.cancelled":
        return scene.taskOf(release.thread, release.seq) === event.task;
      default:
        return false;
    }
  });
  switch (next?.kind) {
    case "io.submitted": {
      return {
        technical: `to wait for ${scene.device(next.device)}`,
        restaurant: `to wait for ${scene.food(next.device)}`,
      };
    }
    case "gil.requested":
      return {
        technical: "after 100 ticks, to give others a chance",
        restaurant: "after a hundred bites, to give others a chance",
      };
    case "timer.set":
      return { technical: "to sleep", restaurant: "for a nap" };
    case "lock.requested":
      return {
        technical: `to wait for lock ${scene.lock(next.lock)}`,
        restaurant: `to wait for the ${scene.lock(next.lock)}`,
      };
    case "cpu.started":
      return next.code === "native"
        ? {
            technical: "to run C code, which does not need it",
            restaurant: "with a grill order (C code): no waiter needed",
          }
        : OTHER_REASON;
    case "thread.parked":
      return waitReason(next, scene);
    case "thread.exited":
      if (scene.taskOf(release.thread, release.seq) === null) return AT_ITS_END;
      return { technical: "with the work done", restaurant: "with a full tray" };
    case "task.finished":
      return { technical: "with the work done", restaurant: "with a full tray" };
    case "task.failed":
    case "task.cancelled":
      return AT_ITS_END;
    default:
      return OTHER_REASON;
  }
}

function waitReason(parked: EventNamed<"thread.parked">, scene: Scene): WhyReleased {
  switch (parked.on) {
    case "io": {
      if (parked.object === null) return { technical: "to wait for I/O", restaurant: "to wait for fries" };
      return {
        technical: `to wait for ${scene.device(parked.object)}`,
        restaurant: `to wait for ${scene.food(parked.object)}`,
      };
    }
    case "timer":
      return { technical: "to sleep", restaurant: "for a nap" };
    case "lock": {
      if (parked.object === null) return { technical: "to wait for a lock", restaurant: "to wait for its turn" };
      const lock = scene.lock(parked.object);
      return { technical: `to wait for lock ${lock}`, restaurant: `to wait for the ${lock}` };
    }
    case "queue":
      return { technical: "to wait at a queue", restaurant: "to wait at the rail" };
    case "join":
      return { technical: "to wait for the others to end", restaurant: "to wait for the friends" };
    case "work":
    case "selector":
      return { technical: "to wait for work", restaurant: "to wait for the next order" };
    case "start":
      return { technical: "until the new thread is up", restaurant: "until the new guest is in" };
    case "result":
      return { technical: "to wait for a result", restaurant: "to wait for a plate" };
    default:
      return OTHER_REASON;
  }
}
