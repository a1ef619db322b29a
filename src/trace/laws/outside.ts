/** Devices, timers, event loops. */
import type { Law } from "./law.ts";

/** An operation ends when it is due, a timer not before. */
export const devices: Law = (event, world) => {
  switch (event.kind) {
    case "io.submitted":
      return event.due >= event.time && !world.io.has(event.io) ? null : "its number or its instant is not new";
    case "timer.set":
      return event.due >= event.time && !world.timers.has(event.timer) ? null : "its number or its instant is not new";
    case "io.completed": {
      const io = world.io.get(event.io);
      if (io === undefined) return "it is not under way";
      if (io.device !== event.device || io.task !== event.task) return "it is another's";
      return event.time === io.due ? null : `it is due at ${io.due}`;
    }
    case "timer.fired": {
      const timer = world.timers.get(event.timer);
      if (timer === undefined) return "it is not set";
      return event.time >= timer.due ? null : `it is due at ${timer.due}`;
    }
    default:
      return null;
  }
};

/** A ready queue is first in, first out, and an iteration runs what stands in it when it begins. */
export const loops: Law = (event, world) => {
  switch (event.kind) {
    case "loop.iterated": {
      const loop = world.loops[event.loop];
      if (loop?.iteration !== event.iteration - 1) return `iteration ${loop?.iteration} was the last`;
      return loop.ready.length === event.ready ? null : `${loop.ready.length} are ready`;
    }
    case "callback.started": {
      const loop = world.loops[event.loop];
      if (loop === undefined || loop.ready.length === 0) return "nothing is ready";
      return loop.ready[0] === event.task ? null : `task ${loop.ready[0]} is first`;
    }
    default:
      return null;
  }
};
