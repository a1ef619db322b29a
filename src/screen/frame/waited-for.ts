/** What a wait is for, in words. */
import type { WaitSpan } from "../../analysis/blame/wait-list.ts";
import type { PreparedRun } from "./prepared.ts";

/** `the GIL`, `the network`, the name of a lock or a queue; empty where the kind of waiting says it. */
export function whatOf(run: PreparedRun, { kind, object }: Pick<WaitSpan, "kind" | "object">): string {
  const { devices, locks, queues } = run.names;
  switch (kind) {
    case "gil":
      return "the GIL";
    case "core":
      return object < 0 ? "a core" : `core ${object}`;
    case "io":
      return devices[object] === undefined ? "I/O" : `the ${devices[object]}`;
    case "lock":
      return locks[object] ?? "a lock";
    case "queue":
      return queues[object] ?? "a queue";
    case "loop":
      return run.trace.tables.procs.length > 0 ? "a P" : `the ${run.trace.tables.loops[0]?.name ?? "event loop"}`;
    default:
      return "";
  }
}
