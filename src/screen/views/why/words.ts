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
export function holding(kind: WaitRow["kind"], { procs, executors }: Frame): string {
  switch (kind) {
    case "core":
      return "was on it";
    case "loop":
      return procs.length > 0 ? "had one" : "had its thread";
    case "start":
      if (procs.length > 0) return "had a P";
      return executors.length > 0 ? "kept a worker busy" : "had the thread";
    default:
      return "had it";
  }
}

/** Why nobody is to blame at all. */
export function nobodyWords({ kind }: WaitRow): string {
  switch (kind) {
    case "io":
      return "it takes so long, nobody is in the way";
    case "timer":
      return "asleep, nobody is in the way";
    case "start":
      return "starting takes so long";
    case "queue":
      return "nothing to take, or no room";
    case "join":
      return "they have work to do";
    case "result":
      return "somebody is at work on it";
    default:
      return "waking up and switching take so long";
  }
}
