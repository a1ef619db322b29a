/** Processes and threads: how they come to be, wait, and end. */
import { assertNever } from "../../base/errors.ts";
import type { EventNamed, TraceEvent } from "../../trace/event.ts";
import type { ThreadFacts } from "../../trace/trace.ts";
import { intervalOf } from "./gil-reasons.ts";
import type { Scene } from "./scene.ts";
import { waiting } from "./waiting.ts";
import { type Sentence, say } from "./words.ts";

export type ThreadEvent = Extract<TraceEvent, { kind: `process.${string}` | `thread.${string}` }>;

export function tellThread(event: ThreadEvent, scene: Scene): Sentence {
  switch (event.kind) {
    case "process.forked":
      return forked(event, scene);
    case "process.started": {
      if (event.process === 0) return scene.told(say`The program's process is up`, say`The restaurant is open`);
      return scene.told(
        say`${scene.process(event.process)} runs its first line: start-up is over`,
        say`${scene.place(event.process)} opens its door`,
      );
    }
    case "process.exited":
      return scene.told(say`${scene.process(event.process)} has ended`, say`${scene.place(event.process)} closes`);
    case "process.crashed":
      return crashed(event, scene);
    case "thread.created":
      return created(event, scene);
    case "thread.started": {
      const who = scene.actor(event.thread, event.seq);
      return scene.told(
        say`${who} is on a core for the first time`,
        say`${who} stands before a cook for the first time`,
      );
    }
    case "thread.parked": {
      const who = scene.actor(event.thread, event.seq);
      const wait = waiting(event, scene);
      return scene.told(say`${who} ${wait.technical}`, say`${who} ${wait.restaurant}`);
    }
    case "thread.timed-out":
      return timedOut(event, scene);
    case "thread.exited": {
      const job = scene.job(event.thread);
      const facts = scene.trace.tables.threads[event.thread];
      if (facts === undefined || facts.role !== "task" || facts.task === null) {
        return scene.told(
          say`${job} has ended`,
          isPlace(facts) ? say`${job} has served its last guest` : say`${job} goes home`,
        );
      }
      const who = scene.person(facts.task);
      return scene.told(say`${who}'s thread has ended`, say`${who} leaves the restaurant`);
    }
    default:
      return assertNever(event);
  }
}

/** A pool's process has one thread, which goes by the name of the place. */
const isPlace = (facts: ThreadFacts | undefined): boolean => facts?.role === "worker" && facts.process > 0;

function forked(event: EventNamed<"process.forked">, scene: Scene): Sentence {
  if (event.method === "none" || event.parent === null) {
    return scene.told(
      say`The program starts: one process, one main thread`,
      say`The GIL & Grill opens: one restaurant, one memory`,
    );
  }
  const parent = scene.process(event.parent);
  const child = scene.process(event.process);
  const place = scene.place(event.process);
  switch (event.method) {
    case "fork":
      return scene.told(
        say`${parent} forks ${child}: a copy of itself with its own GIL`,
        say`${place} is set up, a copy of the first with its own waiter (fork)`,
      );
    case "spawn":
      return scene.told(
        say`${parent} spawns ${child}: a fresh interpreter that has to import everything`,
        say`${place} is built from scratch, with its own waiter (spawn)`,
      );
    case "forkserver":
      return scene.told(
        say`${parent} has the fork server make ${child}: a copy of a clean interpreter`,
        say`${place} is copied from a clean one, with its own waiter (fork server)`,
      );
    default:
      return assertNever(event.method);
  }
}

function crashed(event: EventNamed<"process.crashed">, scene: Scene): Sentence {
  const alone = scene.trace.tables.processes.length > 1;
  const process = scene.process(event.process);
  if (event.thread === null) {
    if (event.cause !== null && scene.trace.log.at(event.cause).kind === "executor.broken") {
      return scene.told(
        say`${process} is killed: a broken pool trusts none of its workers`,
        say`${scene.place(event.process)} is closed by force: the crew is sent away`,
      );
    }
    return scene.told(
      say`${process} is killed from outside, with every thread in it`,
      say`${scene.place(event.process)} is closed by force, with everybody inside`,
    );
  }
  const who = scene.actor(event.thread, event.seq);
  return alone
    ? scene.told(
        say`Segmentation fault in ${who}: this process dies, the others live on`,
        isPlace(scene.trace.tables.threads[event.thread])
          ? say`${who} is on fire: this restaurant is gone`
          : say`${who} sets the kitchen on fire: this restaurant is gone, the others go on`,
      )
    : scene.told(
        say`Segmentation fault in ${who}: the process dies, and every thread in it`,
        say`${who} sets the kitchen on fire: everybody is thrown out`,
      );
}

function created(event: EventNamed<"thread.created">, scene: Scene): Sentence {
  const facts = scene.trace.tables.threads[event.thread];
  const own = facts?.role === "task" && facts.task !== null;
  if (own && facts.task !== null) {
    const who = scene.person(facts.task);
    const memory = facts.interpreter === undefined ? "shared memory" : "and soon its own interpreter";
    if (event.parent === null) {
      return scene.told(
        say`${who} gets a thread: its own stack, ${memory}`,
        say`${who} comes in and heads for the counter`,
      );
    }
    if (event.process > 0) {
      return scene.told(
        say`${who} gets a process: its own memory, its own GIL`,
        say`${who} is sent to another restaurant, with its own waiter`,
      );
    }
    const parent = scene.actor(event.parent, event.seq);
    return scene.told(
      say`${parent} started a thread for ${who}: its own stack, ${memory}`,
      say`${parent} shows ${who} in`,
    );
  }
  const job = scene.job(event.thread);
  if (facts?.role === "main") {
    return event.process === 0
      ? scene.told(say`The main thread is created`, say`${job} comes to work`)
      : scene.told(
          say`The main thread of ${scene.process(event.process)} is created`,
          say`${scene.place(event.process)} gets its own waiter`,
        );
  }
  return scene.told(
    say`Thread ${job} is created`,
    isPlace(facts) ? say`${job} gets its own waiter` : say`${job} comes to work`,
  );
}

function timedOut(event: EventNamed<"thread.timed-out">, scene: Scene): Sentence {
  const who = scene.actor(event.thread, event.seq);
  switch (event.on) {
    case "gil":
      return scene.told(
        say`${who} has waited ${intervalOf(scene)} for the GIL`,
        say`${who} looks at the clock: ${intervalOf(scene)} are up`,
      );
    case "timer":
      return scene.told(say`${who}'s sleep is over`, say`${who}'s nap is over`);
    case "io":
      return scene.told(say`${who}'s wait for I/O ran out`, say`${who}'s fries are due`);
    case "selector":
      return scene.told(
        scene.hasProcs
          ? say`The network poller returns to ${who}: the next timer is due`
          : say`The call to ${scene.poll} returns: the next timer is due`,
        say`${scene.hasProcs ? who : say`The waiter`} looks up: a kitchen clock rings`,
      );
    default:
      return scene.told(say`${who}'s timed wait ran out`, say`${who} has waited long enough`);
  }
}
