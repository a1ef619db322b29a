/** The GIL's events: who asked, who let go, why, and who got it. */
import { assertNever } from "../../base/errors.ts";
import { formatDuration, minus, type Ns, us } from "../../base/time.ts";
import type { EventNamed, TraceEvent } from "../../trace/event.ts";
import * as events from "../../trace/event.ts";
import type { Scene } from "./scene.ts";
import type { Reason } from "./waiting.ts";
import { type Sentence, say } from "./words.ts";

export type GilEvent = Extract<TraceEvent, { kind: `gil.${string}` }>;

/** A holder that takes longer than this to honour a request was in code without check points. */
const PROMPT = us(200);

export function tellGil(event: GilEvent, scene: Scene): Sentence {
  switch (event.kind) {
    case "gil.requested":
      return requested(event, scene);
    case "gil.timed-out":
      return timedOut(event, scene);
    case "gil.drop-requested":
      return dropRequested(event, scene);
    case "gil.acquired":
      return acquired(event, scene);
    case "gil.released":
      return released(event, scene);
    default:
      return assertNever(event);
  }
}

const intervalOf = (scene: Scene): string =>
  scene.interval === null ? "a switch interval" : formatDuration(scene.interval);

function requested(event: EventNamed<"gil.requested">, scene: Scene): Sentence {
  const who = scene.actor(event.thread, event.seq);
  const holder = scene.gilHolder(event.gil, event.seq);
  if (holder === null || holder === event.thread) {
    return scene.told(
      say`${who} wants the GIL, and nobody holds it`,
      say`${who} comes to the counter: the waiter is free`,
    );
  }
  const other = scene.actor(holder, event.seq);
  return scene.told(
    say`${who} wants the GIL, which ${other} holds: a wait of ${intervalOf(scene)}, then a request`,
    say`${who} queues at the counter: the waiter is with ${other}, so ${intervalOf(scene)} of patience`,
  );
}

function timedOut(event: EventNamed<"gil.timed-out">, scene: Scene): Sentence {
  const who = scene.actor(event.thread, event.seq);
  const interval = intervalOf(scene);
  if (event.stale) {
    return scene.told(
      say`${who} waited ${interval}, but the GIL changed hands meanwhile: the clock starts again`,
      say`${who} waited ${interval}, but the waiter took on somebody else meanwhile: the clock starts again`,
    );
  }
  return scene.told(
    say`${who} waited a whole ${interval}, and the GIL did not change hands: time to ask`,
    say`${who} waited a whole ${interval} while the waiter served one and the same guest: time to ask`,
  );
}

function dropRequested(event: EventNamed<"gil.drop-requested">, scene: Scene): Sentence {
  const who = scene.actor(event.thread, event.seq);
  const interval = intervalOf(scene);
  if (event.holder === null) {
    return scene.told(say`${who} asked the holder of the GIL to leave`, say`${who} asks: "May I?"`);
  }
  const holder = scene.actor(event.holder, event.seq);
  return scene.told(
    say`${who} asked ${holder} to leave: ${interval} passed and the GIL had not changed hands`,
    say`${who} taps ${holder} on the shoulder: "Your ${interval} are up." To ask is not yet to get`,
  );
}

function acquired(event: EventNamed<"gil.acquired">, scene: Scene): Sentence {
  const who = scene.actor(event.thread, event.seq);
  if (event.switched) {
    const got = howGot(event, scene);
    return scene.told(
      say`${who} got the GIL: ${got.technical}`,
      say`The waiter lets ${who} through: ${got.restaurant}`,
    );
  }
  const waited = waitOf(event, scene);
  return waited !== null && waited > us(1)
    ? scene.told(
        say`${who} has the GIL again: nobody else was quicker`,
        say`${who} is first at the counter again, and is let through`,
      )
    : scene.told(
        say`${who} took the GIL again: nobody else wanted it`,
        say`${who} is let through again: nobody else is waiting`,
      );
}

/** Since it asked; null where that is too long ago to be found. */
function waitOf(event: EventNamed<"gil.acquired">, scene: Scene): Ns | null {
  const request = scene.before(event.seq, events.gilRequested, 1, event.thread);
  return request === null ? null : minus(event.time, request.time);
}

/** How a thread came by the GIL, as half a sentence. */
export function howGot(event: EventNamed<"gil.acquired">, scene: Scene): Reason {
  const waited = waitOf(event, scene);
  const release = scene.before(event.seq, events.gilReleased, 0, event.gil);
  if (release === null || (waited !== null && waited <= us(1))) {
    return { technical: say`it was free`, restaurant: say`the counter was free` };
  }
  const from = scene.actor(release.thread, release.seq);
  const asked = release.forced ? askerOf(release, scene) : null;
  if (asked?.thread === event.thread) {
    const interval = intervalOf(scene);
    return {
      technical: say`waited a whole ${interval} and asked; ${from} let go at a check point`,
      restaurant: say`waited a whole ${interval} and asked, and ${from} stepped back`,
    };
  }
  if (asked !== null) {
    const asker = scene.actor(asked.thread, asked.seq);
    return {
      technical: say`${asker} had asked ${from} to leave, but a request names no heir`,
      restaurant: say`${asker} had asked ${from} to step back, but somebody else was quicker`,
    };
  }
  const reason = whyReleased(release, scene);
  const waiting = waited === null || waited < us(10) ? "" : `after ${formatDuration(waited)} `;
  return {
    technical: say`${waiting}${from} let go ${reason.technical}`,
    restaurant: say`${waiting}${from} left the counter ${reason.restaurant}`,
  };
}

function released(event: EventNamed<"gil.released">, scene: Scene): Sentence {
  const who = scene.actor(event.thread, event.seq);
  if (!event.forced) {
    const reason = whyReleased(event, scene);
    return scene.told(
      say`${who} let go of the GIL ${reason.technical}: nobody had to ask`,
      say`${who} leaves the counter ${reason.restaurant}: nobody had to ask`,
    );
  }
  const asked = askerOf(event, scene);
  if (asked === null) {
    return scene.told(
      say`${who} let go of the GIL at a check point, on request`,
      say`${who} steps back from the counter, on request`,
    );
  }
  const asker = scene.actor(asked.thread, asked.seq);
  const late = minus(event.time, asked.time);
  if (late > PROMPT) {
    return scene.told(
      say`${who} let go of the GIL only ${formatDuration(late)} after ${asker} asked: no check point came before`,
      say`${who} heard ${asker} only ${formatDuration(late)} later, between two bites: that order could not be put down`,
    );
  }
  return scene.told(
    say`${who} let go of the GIL at a check point, because ${asker} had asked`,
    say`${who} steps back from the counter: ${asker} had asked`,
  );
}

const askerOf = (release: EventNamed<"gil.released">, scene: Scene): EventNamed<"gil.drop-requested"> | null =>
  scene.cause(release, "gil.drop-requested") ?? latestRequest(release, scene);

/** The request the holder honoured, where the chain of causes does not lead to it. */
function latestRequest(release: EventNamed<"gil.released">, scene: Scene): EventNamed<"gil.drop-requested"> | null {
  const asked = scene.before(release.seq, events.gilDropRequested, 0, release.gil);
  return asked !== null && asked.holder === release.thread ? asked : null;
}

const OTHER_REASON: WhyReleased = { technical: "of its own accord", restaurant: "without being asked" };

/** Why a holder let go unasked: what the same thread does next. */
interface WhyReleased {
  readonly technical: string;
  readonly restaurant: string;
}

function whyReleased(release: EventNamed<"gil.released">, scene: Scene): WhyReleased {
  const next = scene.after(release.seq, (event) => {
    switch (event.kind) {
      case "io.submitted":
      case "timer.set":
      case "lock.requested":
      case "cpu.started":
      case "thread.parked":
      case "thread.exited":
        return event.thread === release.thread;
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
    case "timer.set":
      return { technical: "to sleep", restaurant: "for a nap" };
    case "lock.requested":
      return {
        technical: `to wait for ${scene.lock(next.lock)}`,
        restaurant: `to wait for the ${scene.lock(next.lock)}`,
      };
    case "cpu.started":
      return next.code === "native"
        ? {
            technical: "for C code that does not need it",
            restaurant: "with a grill order (C code) that needs no waiter",
          }
        : OTHER_REASON;
    case "thread.parked":
      return waitReason(next, scene);
    case "thread.exited":
    case "task.finished":
      return { technical: "with the work done", restaurant: "with a full tray" };
    case "task.failed":
    case "task.cancelled":
      return { technical: "at its end", restaurant: "for good" };
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
      const lock = parked.object === null ? "a lock" : scene.lock(parked.object);
      return { technical: `to wait for ${lock}`, restaurant: `to wait for ${lock}` };
    }
    case "queue":
      return { technical: "to wait at a queue", restaurant: "to wait at the rail" };
    case "join":
      return { technical: "to wait for the others to end", restaurant: "to wait for the friends" };
    case "work":
    case "selector":
      return { technical: "to wait for work", restaurant: "to wait for the next order" };
    case "start":
      return { technical: "until the new thread is up", restaurant: "until the new guest has found it" };
    case "result":
      return { technical: "to wait for a result", restaurant: "to wait for a plate" };
    default:
      return OTHER_REASON;
  }
}
