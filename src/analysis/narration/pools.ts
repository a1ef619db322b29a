/** Executors and messages between processes. */
import { assertNever } from "../../base/errors.ts";
import { formatBytes } from "../../base/quantities.ts";
import type { EventNamed, TraceEvent } from "../../trace/event.ts";
import type { Scene } from "./scene.ts";
import { type Sentence, say } from "./words.ts";

export type PoolEvent = Extract<TraceEvent, { kind: `executor.${string}` | `ipc.${string}` }>;

export function tellPool(event: PoolEvent, scene: Scene): Sentence {
  if (event.kind === "executor.broken") return broken(event, scene);
  const item = event.task === null ? say`An item` : [scene.person(event.task)];
  const isPosted = scene.hasPosts;
  switch (event.kind) {
    case "executor.submitted":
      return scene.told(
        say`${item} is in the pool's queue until a worker is free`,
        say`${item}'s ticket hangs on the rail until ${isPosted ? "a restaurant" : "a crew member"} is free`,
      );
    case "executor.taken":
      return scene.told(
        say`${scene.job(event.thread)} takes ${item} off the pool's queue`,
        isPosted
          ? say`${scene.job(event.thread)} takes ${item}'s parcel out of the post`
          : say`${scene.job(event.thread)} takes ${item}'s ticket off the rail`,
      );
    case "executor.finished":
      return scene.told(
        say`${scene.job(event.thread)} is done with ${item} and free for the next`,
        say`${scene.job(event.thread)} is done with ${item} and ${isPosted ? "waits for the next parcel" : "looks at the rail"}`,
      );
    case "executor.dropped":
      return scene.told(
        say`${item} was cancelled while in the pool's queue: no worker gets it`,
        say`${item}'s ticket is taken down unread: the order was called off`,
      );
    case "ipc.sent":
    case "ipc.received": {
      const size = formatBytes(event.bytes);
      const from = scene.process(event.from);
      const to = event.to === null ? say`whichever worker is free` : scene.process(event.to);
      const parcel = event.task === null ? say`a message` : say`${scene.person(event.task)}'s data`;
      const out = scene.place(event.from);
      const back = event.to === null ? say`whoever is free` : scene.place(event.to);
      return event.kind === "ipc.sent"
        ? scene.told(
            say`${from} pickles ${parcel} and sends it to ${to} (${size})`,
            say`${out} packs a parcel (${size}) for ${back}`,
          )
        : scene.told(
            say`${to} unpickles ${parcel} from ${from} (${size})`,
            say`${back} unpacks a parcel (${size}) from ${out}`,
          );
    }
    default:
      return assertNever(event);
  }
}

function broken(event: EventNamed<"executor.broken">, scene: Scene): Sentence {
  const worker = scene.process(event.process);
  return scene.told(
    say`The pool is broken: ${worker} died, all that is not done fails, nothing more is taken`,
    say`${scene.place(event.process)} is gone: all open orders are off, no new ones are taken`,
  );
}
