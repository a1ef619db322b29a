/** The Go scheduler's events: who has a P, where goroutines wait for one, who takes work from whom. */
import { assertNever } from "../../base/errors.ts";
import type { EventNamed, GoroutineSource, TraceEvent } from "../../trace/event.ts";
import type { Scene } from "./scene.ts";
import { counted, type Sentence, say } from "./words.ts";

export type GoroutineEvent = Extract<
  TraceEvent,
  { kind: `proc.${string}` | `goroutine.${string}` | `runtime.${string}` }
>;

export function tellGoroutine(event: GoroutineEvent, scene: Scene): Sentence {
  switch (event.kind) {
    case "proc.acquired":
    case "proc.released":
    case "proc.handed-off":
      return tellProc(event, scene);
    case "goroutine.queued":
      return queued(event, scene);
    case "goroutine.scheduled":
      return scheduled(event, scene);
    case "goroutine.stolen":
      return scene.told(
        say`P${event.to} has nothing to do and steals half of P${event.from}'s run queue: ${counted(event.count, "goroutine")}`,
        say`Counter ${event.to} has nothing to do and takes half of counter ${event.from}'s tickets: ${event.count}`,
      );
    case "goroutine.fetched":
      return scene.told(
        say`P${event.proc} takes its share of the global run queue: ${counted(event.count, "goroutine")}`,
        say`Counter ${event.proc} takes its share of the tickets on the common rail: ${event.count}`,
      );
    case "goroutine.spilled":
      return scene.told(
        say`P${event.proc}'s run queue is full: half of it, ${counted(event.count, "goroutine")}, goes to the global one`,
        say`Counter ${event.proc} is full: half of its tickets, ${event.count}, go to the common rail`,
      );
    case "goroutine.preempted": {
      const who = whose(event.task, scene);
      return scene.told(
        say`The system monitor saw ${who} on P${event.proc} for 10 ms or more: it is stopped in the middle of its code`,
        say`The inspector saw ${who} at counter ${event.proc} for too long: others come first now`,
      );
    }
    case "runtime.deadlocked":
      return scene.told(
        say`fatal error: all goroutines are asleep - deadlock! (${event.goroutines} of them); the runtime ends the program`,
        say`Everybody waits and no ticket will ever come: the inspector closes the restaurant`,
      );
    default:
      return assertNever(event);
  }
}

function tellProc(event: Extract<GoroutineEvent, { kind: `proc.${string}` }>, scene: Scene): Sentence {
  const who = scene.job(event.thread);
  const { proc } = event;
  switch (event.kind) {
    case "proc.acquired":
      return scene.told(say`${who} gets P${proc}: it may run goroutines`, say`${who} steps up to counter ${proc}`);
    case "proc.released":
      return scene.told(
        say`${who} finds nothing to run and gives P${proc} back`,
        say`${who} finds no ticket and leaves counter ${proc}`,
      );
    case "proc.handed-off":
      return scene.told(
        say`P${proc} is taken from ${who}, which sits in a system call: others may go on with it`,
        say`Counter ${proc} is taken from ${who}, who is away in the cellar: others go on there`,
      );
    default:
      return assertNever(event);
  }
}

function queued(event: EventNamed<"goroutine.queued">, scene: Scene): Sentence {
  const who = whose(event.task, scene);
  switch (event.where) {
    case "runnext":
      return scene.told(
        say`${who} is next on P${event.proc ?? "?"}, before its run queue`,
        say`${who}'s ticket is the next one at counter ${event.proc ?? "?"}`,
      );
    case "local":
      return scene.told(
        say`${who} goes to the end of P${event.proc ?? "?"}'s run queue`,
        say`${who}'s ticket is the last on the rail of counter ${event.proc ?? "?"}`,
      );
    case "global":
      return scene.told(
        say`${who} goes to the end of the global run queue`,
        say`${who}'s ticket is the last on the common rail, for any counter`,
      );
    default:
      return assertNever(event.where);
  }
}

const FOUND: Readonly<Record<GoroutineSource, readonly [technical: string, restaurant: string]>> = {
  runnext: ["which was next", "whose ticket was the next one"],
  local: ["first in its run queue", "whose ticket is the first there"],
  global: ["from the global run queue", "whose ticket was on the common rail"],
  stolen: ["stolen from another P", "whose ticket came from another counter"],
  netpoll: ["which the network poller found ready", "whose fries are ready"],
  syscall: ["back from a system call", "back from the cellar"],
};

function scheduled(event: EventNamed<"goroutine.scheduled">, scene: Scene): Sentence {
  const who = whose(event.task, scene);
  const [technical, restaurant] = FOUND[event.from];
  const slice = event.inherits ? ", in the same time slice" : "";
  const job = scene.job(event.thread);
  return scene.told(
    say`${job} on P${event.proc} turns to ${who}, ${technical}${slice}`,
    say`${job} at counter ${event.proc} turns to ${who}, ${restaurant}`,
  );
}

const whose = (task: number | null, scene: Scene): Sentence =>
  task === null ? scene.told(say`the main goroutine`, say`the host`) : [scene.person(task)];
