/** The GIL's events: who asked, who let go, why, and who got it. */
import { assertNever } from "../../base/errors.ts";
import { formatDuration, minus, us } from "../../base/time.ts";
import type { EventNamed, TraceEvent } from "../../trace/event.ts";
import { askerOf, howGot, intervalOf, waitOf, whyReleased } from "./gil-reasons.ts";
import type { Scene } from "./scene.ts";
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
    case "gil.missed":
      return missed(event, scene);
    default:
      return assertNever(event);
  }
}

function requested(event: EventNamed<"gil.requested">, scene: Scene): Sentence {
  const who = scene.actor(event.thread, event.seq);
  const holder = scene.gilHolder(event.gil, event.seq);
  if (holder === null || holder === event.thread) {
    return scene.told(
      say`${who} wants the GIL, and nobody holds it`,
      scene.hasLoop
        ? say`${who} reaches for the kitchen key (the GIL): nobody has it`
        : say`${who} comes to the counter: the waiter is free`,
    );
  }
  const other = scene.actor(holder, event.seq);
  if (scene.interval === null) {
    return scene.told(
      say`${who} wants the GIL, which ${other} holds`,
      say`${who} queues at the counter: the waiter is with ${other}`,
    );
  }
  return scene.told(
    say`${who} wants the GIL, which ${other} holds, and may ask for it after ${intervalOf(scene)}`,
    scene.hasLoop
      ? say`${who} wants the kitchen key (the GIL), which ${other} has: ${intervalOf(scene)} of patience`
      : say`${who} queues at the counter: the waiter is with ${other}, so ${intervalOf(scene)} of patience`,
  );
}

function timedOut(event: EventNamed<"gil.timed-out">, scene: Scene): Sentence {
  const who = scene.actor(event.thread, event.seq);
  const interval = intervalOf(scene);
  if (event.stale) {
    return scene.told(
      say`${who} waited ${interval}, but the GIL changed hands meanwhile: the clock starts again`,
      scene.hasLoop
        ? say`${who} waited ${interval}, but the kitchen key changed hands meanwhile: the clock starts again`
        : say`${who} waited ${interval}, but the waiter took on somebody else: the clock starts again`,
    );
  }
  return scene.told(
    say`${who} waited a whole ${interval}, and the GIL did not change hands: time to ask`,
    scene.hasLoop
      ? say`${who} waited a whole ${interval} for the kitchen key, always in the same hand: time to ask`
      : say`${who} waited a whole ${interval} while the waiter served one and the same guest: time to ask`,
  );
}

function dropRequested(event: EventNamed<"gil.drop-requested">, scene: Scene): Sentence {
  const who = scene.actor(event.thread, event.seq);
  const interval = intervalOf(scene);
  if (event.holder === null) {
    return scene.told(say`${who} asked the holder of the GIL to let go`, say`${who} asks: "May I?"`);
  }
  const holder = scene.actor(event.holder, event.seq);
  return scene.told(
    say`${who} asked ${holder} to let go: the GIL has not changed hands for ${interval}`,
    scene.hasLoop
      ? say`${who} asks ${holder} for the kitchen key: ${interval} have passed. Asking is not getting`
      : say`${who} taps ${holder} on the shoulder: "Your ${interval} are up." Asking is not getting`,
  );
}

function acquired(event: EventNamed<"gil.acquired">, scene: Scene): Sentence {
  const who = scene.actor(event.thread, event.seq);
  if (event.switched) {
    const got = howGot(event, scene);
    return scene.told(
      say`${who} got the GIL${got.after}: ${got.technical}`,
      scene.hasLoop
        ? say`${who} has the kitchen key (the GIL)${got.after}: ${got.restaurant}`
        : say`${who}'s turn${got.after}: ${got.restaurant}`,
    );
  }
  const waited = waitOf(event, scene);
  const reason =
    waited !== null && waited > us(1)
      ? { technical: "nobody else was quicker", restaurant: "nobody else was quicker" }
      : { technical: "nobody else wanted it", restaurant: "nobody else is waiting" };
  return scene.told(
    say`${who} has the GIL again: ${reason.technical}`,
    scene.hasLoop
      ? say`${who} has the kitchen key (the GIL) again: ${reason.technical}`
      : say`${who} is let through again: ${reason.restaurant}`,
  );
}

function released(event: EventNamed<"gil.released">, scene: Scene): Sentence {
  const who = scene.actor(event.thread, event.seq);
  if (!event.forced) {
    const reason = whyReleased(event, scene);
    return scene.told(
      say`${who} let go of the GIL ${reason.technical}`,
      scene.hasLoop
        ? say`${who} puts the kitchen key (the GIL) back ${reason.restaurant}`
        : say`${who} leaves the counter ${reason.restaurant}`,
    );
  }
  const asked = askerOf(event, scene);
  if (asked === null) {
    return scene.told(
      say`${who} let go of the GIL at a check point, on request`,
      scene.hasLoop
        ? say`${who} puts the kitchen key back, on request`
        : say`${who} steps back from the counter, on request`,
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
    scene.hasLoop
      ? say`${who} puts the kitchen key back: ${asker} had asked`
      : say`${who} steps back from the counter: ${asker} had asked`,
  );
}

function missed(event: EventNamed<"gil.missed">, scene: Scene): Sentence {
  const who = scene.actor(event.thread, event.seq);
  const holder = scene.gilHolder(event.gil, event.seq);
  const other = holder === null ? say`somebody` : scene.actor(holder, event.seq);
  return scene.told(
    say`${who} was woken for the GIL and finds it taken by ${other}: a futile wake-up`,
    say`${who} is called to the counter, and ${other} is there already: called for nothing`,
  );
}
