/** Waits in words: what a thread waits for, as a verb. */
import { assertNever } from "../../base/errors.ts";
import { formatDuration, minus } from "../../base/time.ts";
import type { EventNamed } from "../../trace/event.ts";
import { isForever, type Scene } from "./scene.ts";
import { type Sentence, say } from "./words.ts";

/** The same half sentence in both voices. */
export interface Reason {
  readonly technical: Sentence;
  readonly restaurant: Sentence;
}

/** What a thread that just left its core waits for. */
export function whyBlocked(thread: number, seq: number, scene: Scene): Reason | null {
  const { log } = scene.trace;
  for (let at = seq - 1; at >= 0 && at > seq - 32; at--) {
    const event = log.at(at);
    if (event.kind !== "thread.parked" || event.thread !== thread) continue;
    return waiting(event, scene);
  }
  return null;
}

/** A wait as a verb: `waits for network`. */
export function waiting(event: EventNamed<"thread.parked">, scene: Scene): Reason {
  const { object } = event;
  const both = (technical: Sentence, restaurant: Sentence): Reason => ({ technical, restaurant });
  const until = isForever(event.until) ? "" : ` and may ask after ${formatDuration(minus(event.until, event.time))}`;
  switch (event.on) {
    case "gil":
      return both(say`waits for the GIL${until}`, say`waits at the counter${until}`);
    case "gil-switch":
      return both(say`waits until somebody else has taken the GIL`, say`must let somebody else go first`);
    case "lock": {
      if (object === null) return both(say`waits for a lock`, say`waits for its turn`);
      const lock = scene.lock(object);
      const holder = scene.lockHolder(object, event.seq);
      return holder === null
        ? both(say`waits for lock ${lock}`, say`waits for the ${lock}`)
        : both(say`waits for lock ${lock}, which ${holder} holds`, say`waits for the ${lock}, which ${holder} has`);
    }
    case "io": {
      return object === null
        ? both(say`waits for I/O`, say`waits for fries`)
        : both(say`waits for ${scene.device(object)}`, say`waits for ${scene.food(object)}`);
    }
    case "timer":
      return both(say`sleeps`, say`takes a nap`);
    case "queue": {
      const queue = object === null ? "a queue" : scene.queue(object);
      return both(say`waits at queue ${queue}`, say`waits at the rail ${queue}`);
    }
    case "join":
      return both(say`waits for the others to end`, say`waits for the friends`);
    case "work":
      if (scene.hasProcs) return both(say`waits for work`, say`rests until called`);
      return both(say`waits for work`, say`waits for the next order`);
    case "selector":
      if (scene.hasProcs) return both(say`waits in the network poller`, say`watches the fryers and the kitchen clocks`);
      return both(say`sleeps in ${scene.poll}`, scene.hasHub ? say`stands in the hub` : say`listens for buzzers`);
    case "start":
      return both(say`waits until the new thread is up`, say`waits until the newcomer is in`);
    case "result":
      return both(say`waits for a result`, say`waits for the plate`);
    default:
      return assertNever(event.on);
  }
}
