/** Waiting for the outside and for each other: devices, timers, locks, queues. */
import { assertNever } from "../../base/errors.ts";
import { formatDuration, minus, us } from "../../base/time.ts";
import type { EventNamed, TraceEvent } from "../../trace/event.ts";
import * as events from "../../trace/event.ts";
import type { Scene } from "./scene.ts";
import { clock, counted, type Sentence, say } from "./words.ts";

export type OutsideEvent = Extract<
  TraceEvent,
  { kind: `io.${string}` | `timer.${string}` | `lock.${string}` | `queue.${string}` }
>;

export function tellOutside(event: OutsideEvent, scene: Scene): Sentence {
  switch (event.kind) {
    case "io.submitted":
      return ioSubmitted(event, scene);
    case "io.completed":
      return ioCompleted(event, scene);
    case "timer.set": {
      const who = subject(event.task, event.thread, event.seq, scene);
      return scene.told(
        say`${who} sets a timer: due at ${clock(event.due)}`,
        say`${who} sets a kitchen clock: it rings at ${clock(event.due)}`,
      );
    }
    case "timer.fired":
      return timerFired(event, scene);
    case "lock.requested":
    case "lock.acquired":
    case "lock.released":
      return tellLock(event, scene);
    case "queue.put": {
      const who = event.task === null ? say`Somebody` : [scene.person(event.task)];
      const items = counted(event.length, "item");
      return scene.told(
        say`${who} put an item on queue ${scene.queue(event.queue)}: ${items} in it`,
        say`${who} hangs a ticket on the rail ${scene.queue(event.queue)}: ${counted(event.length, "ticket")} there`,
      );
    }
    case "queue.got": {
      const who = event.task === null ? say`Somebody` : [scene.person(event.task)];
      return scene.told(
        say`${who} took an item off queue ${scene.queue(event.queue)}: ${counted(event.length, "item")} left`,
        say`${who} takes a ticket off the rail ${scene.queue(event.queue)}: ${counted(event.length, "ticket")} left`,
      );
    }
    default:
      return assertNever(event);
  }
}

function subject(task: number | null, thread: number, seq: number, scene: Scene): Sentence {
  return task === null ? scene.actor(thread, seq) : [scene.person(task)];
}

function ioSubmitted(event: EventNamed<"io.submitted">, scene: Scene): Sentence {
  const who = subject(event.task, event.thread, event.seq, scene);
  const device = scene.device(event.device);
  const food = scene.food(event.device);
  const due = clock(event.due);
  const inLoop = scene.hasLoop && scene.trace.tables.threads[event.thread]?.role === "main";
  if (event.blocking && inLoop) {
    return scene.told(
      say`${who} makes a blocking call to ${device} until ${due}: the whole ${scene.hasHub ? "hub" : "event loop"} stands still`,
      say`${who} holds on to the waiter until ${due}, for ${food}: nobody else is served`,
    );
  }
  if (scene.trace.header.model === "blocking") {
    return scene.told(
      say`${who} asks ${device}, answer due at ${due}: the one thread waits, and everybody behind`,
      say`${who} orders ${food}, ready at ${due}: the waiter waits, and everybody behind`,
    );
  }
  return scene.told(
    say`${who} asks ${device}: the answer is due at ${due}`,
    say`${who} orders ${food}, ready at ${due}: no cook needed`,
  );
}

function ioCompleted(event: EventNamed<"io.completed">, scene: Scene): Sentence {
  const device = scene.device(event.device);
  const asked = scene.before(event.seq, events.ioSubmitted, 0, event.io);
  const took = asked === null ? "" : ` after ${formatDuration(minus(event.time, asked.time))}`;
  if (event.task === null)
    return scene.told(say`${device} answered${took}`, say`${scene.foodReady(event.device)}${took}`);
  const who = scene.person(event.task);
  return scene.told(
    say`${device} answered ${who}${took}`,
    say`${who}'s ${scene.foodReady(event.device).replace(/^a /, "")}${took}: no cook was needed`,
  );
}

function timerFired(event: EventNamed<"timer.fired">, scene: Scene): Sentence {
  const set = scene.before(event.seq, events.timerSet, 0, event.timer);
  const late = set === null ? us(0) : minus(event.time, set.due);
  const lateness = late > us(1) ? `, ${formatDuration(late)} late` : "";
  const who = event.task === null ? null : scene.person(event.task);
  if (who === null) return scene.told(say`A timer went off${lateness}`, say`A kitchen clock rings${lateness}`);
  return scene.told(say`${who}'s timer went off${lateness}`, say`${who}'s kitchen clock rings${lateness}`);
}

type LockEvent = Extract<OutsideEvent, { kind: `lock.${string}` }>;

function tellLock(event: LockEvent, scene: Scene): Sentence {
  const who = subject(event.task, event.thread, event.seq, scene);
  const lock = scene.lock(event.lock);
  switch (event.kind) {
    case "lock.requested": {
      const holder = scene.lockHolder(event.lock, event.seq);
      return holder === null
        ? scene.told(say`${who} wants lock ${lock}, which is free`, say`${who} reaches for the ${lock}: nobody has it`)
        : scene.told(
            say`${who} wants lock ${lock}, which ${holder} holds`,
            say`${who} reaches for the ${lock}, but ${holder} has it and must give it back first`,
          );
    }
    case "lock.acquired": {
      const request = scene.before(event.seq, events.lockRequested, 1, event.thread);
      const waited = request === null ? us(0) : minus(event.time, request.time);
      const after = waited > us(1) ? ` after ${formatDuration(waited)}` : "";
      return scene.told(
        say`${who} holds lock ${lock}${after}`,
        say`${who} has the ${lock} now${after}: everybody else waits for it`,
      );
    }
    case "lock.released":
      return scene.told(say`${who} released lock ${lock}`, say`${who} puts the ${lock} back`);
    default:
      return assertNever(event);
  }
}
