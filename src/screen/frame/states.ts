/** The states of tasks in so few words that hundreds of them can be counted, and looked for. */
import type { TaskPhase } from "../../trace/world.ts";
import type { TaskRow } from "./frame.ts";

/** In the order in which they are told. */
export const STATES = [
  ["running", ["running"]],
  ["ready", ["core", "loop", "start"]],
  ["waiting for the GIL", ["gil"]],
  ["waiting outside", ["io", "timer"]],
  ["waiting for others", ["lock", "queue", "join", "result"]],
  ["not here yet", ["pending"]],
  ["ended", ["finished", "failed", "cancelled", "crashed"]],
] as const satisfies readonly (readonly [string, readonly TaskPhase[]])[];

export type StateName = (typeof STATES)[number][0];

const byPhase = new Map<TaskPhase, StateName>(
  STATES.flatMap(([name, phases]) => phases.map((phase): [TaskPhase, StateName] => [phase, name])),
);

export const stateOf = (phase: TaskPhase): StateName => byPhase.get(phase) as StateName;

/** Words of phases that their state does not have. */
const ALSO: { readonly [Phase in TaskPhase]?: string } = {
  io: "parked on",
  timer: "parked sleeping",
  finished: "done finished",
  failed: "failed",
  cancelled: "cancelled",
  crashed: "crashed",
};

/** Whether a task is meant: each word of the filter is in its name, its state, what it waits for, or its process. */
export function matcher(filter: string, processes: readonly string[]): (row: TaskRow) => boolean {
  const wanted = filter.toLowerCase().split(/\s+/).filter(Boolean);
  return ({ tile, phase, waitsFor, process }) => {
    const home = processes[process] ?? "";
    const text = `${tile.name} ${stateOf(phase)} ${ALSO[phase] ?? ""} ${waitsFor} ${home}`.toLowerCase();
    return wanted.every((word) => text.includes(word));
  };
}
