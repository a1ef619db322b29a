/** Waits in words. */
import type { WaitRow } from "../../frame/blame.ts";
import type { Frame } from "../../frame/frame.ts";

/** What a kind of wait is called in a table. */
export function kindName(kind: WaitRow["kind"], { procs, loops }: Frame): string {
  if (kind === "loop") return procs.length > 0 ? "P" : (loops[0]?.label ?? "").includes("hub") ? "hub" : "loop";
  const names: Readonly<Record<Exclude<WaitRow["kind"], "loop">, string>> = {
    core: "core",
    gil: "GIL",
    io: "I/O",
    timer: "sleep",
    lock: "lock",
    queue: "queue",
    start: "start",
    join: "parts",
    result: "result",
  };
  return names[kind];
}

/** `for the GIL`, `to start`. */
export function purpose({ kind, what }: Pick<WaitRow, "kind" | "what">): string {
  switch (kind) {
    case "timer":
      return "for a timer";
    case "io":
      return `for ${what === "" ? "I/O" : what}`;
    case "lock":
      return what === "" ? "for a lock" : `for lock ${what}`;
    case "queue":
      return what === "" ? "for a queue" : `for queue ${what}`;
    case "start":
      return "to start";
    case "join":
      return "for its parts";
    case "result":
      return "for a result";
    default:
      return `for ${what}`;
  }
}

/** What those did who are to blame. */
export function holding(kind: WaitRow["kind"], { procs, executors, threads }: Frame): string {
  switch (kind) {
    case "core":
      return "was on it";
    case "loop":
      return procs.length > 0 ? "had one" : "had its thread";
    case "start":
      if (procs.length > 0) return "had a P";
      // What the main thread needs to make a thread for it.
      if (threads.some(({ role }) => role === "task")) return "had the GIL";
      return executors.length > 0 ? "kept a worker busy" : "had the thread";
    default:
      return "had it";
  }
}

/** Why nobody is to blame at all; where that has no room, that nobody is. */
export function nobodyWords(wait: WaitRow, width: number): string {
  const words = reasonWords(wait);
  return words.length <= width ? words : "nobody";
}

function reasonWords({ kind }: WaitRow): string {
  switch (kind) {
    case "io":
      return "nobody: it takes so long";
    case "timer":
      return "nobody: it sleeps";
    case "start":
      return "nobody: starting takes so long";
    case "queue":
      return "nobody: nothing to take, or no room";
    case "join":
      return "nobody: its parts are at work";
    case "result":
      return "nobody: it is being worked on";
    default:
      return "nobody: waking up and switching";
  }
}
