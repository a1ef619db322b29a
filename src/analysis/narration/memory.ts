/** Shared variables: what is read, written, and thrown away. */
import { assertNever } from "../../base/errors.ts";
import type { EventNamed, TraceEvent } from "../../trace/event.ts";
import * as events from "../../trace/event.ts";
import type { Scene } from "./scene.ts";
import { counted, type Sentence, say } from "./words.ts";

export type MemoryEvent = Extract<TraceEvent, { kind: `variable.${string}` }>;

export function tellMemory(event: MemoryEvent, scene: Scene): Sentence {
  const who = scene.person(event.task);
  const variable = scene.variable(event.variable);
  switch (event.kind) {
    case "variable.read":
      return scene.told(
        say`${who} read ${variable}: ${event.value}`,
        say`${who} reads the board: ${variable} is ${event.value}`,
      );
    case "variable.written": {
      if (event.lost === 0) {
        return scene.told(
          say`${who} wrote ${variable}: ${event.value}`,
          say`${who} writes on the board: ${variable} is ${event.value}`,
        );
      }
      const updates = event.lost === 1 ? "one update" : counted(event.lost, "update");
      const other = otherWriter(event, scene);
      const of = other === null ? say`` : say` of ${other}`;
      return scene.told(
        say`${who} wrote ${variable} = ${event.value} from an old copy: threw away ${updates}${of}`,
        say`${who} writes ${variable} = ${event.value} from an old note: ${updates}${of} wiped off the board`,
      );
    }
    default:
      return assertNever(event);
  }
}

/** Who wrote between this task's read and its write, where it was one and the same. */
function otherWriter(event: EventNamed<"variable.written">, scene: Scene): Sentence | null {
  const { log } = scene.trace;
  let other: number | null = null;
  for (let at = event.seq - 1; at >= 0 && at > event.seq - 5000; at--) {
    const code = log.codeAt(at);
    if (code !== events.variableRead.code && code !== events.variableWritten.code) continue;
    if (log.operandAt(at, 0) !== event.variable || log.operandAt(at, 2) !== event.space) continue;
    const task = log.operandAt(at, 1);
    if (code === events.variableRead.code) {
      if (task === event.task) break;
    } else if (task !== event.task) {
      if (other !== null && other !== task) return say`several others`;
      other = task;
    }
  }
  return other === null ? null : [scene.person(other)];
}
