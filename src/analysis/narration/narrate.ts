/**
 * One event, one sentence, in two voices: the field's terms, or The GIL & Grill's.
 *
 * The sentence names the cause where there is one, by walking the chain of causes; it never guesses.
 */
import { assertNever } from "../../base/errors.ts";
import type { EventNamed, TraceEvent } from "../../trace/event.ts";
import type { Trace } from "../../trace/trace.ts";
import type { World } from "../../trace/world.ts";
import { tellComputing } from "./computing.ts";
import { tellGil } from "./gil.ts";
import { tellGoroutine } from "./goroutines.ts";
import { tellLoop } from "./loops.ts";
import { tellMemory } from "./memory.ts";
import { tellOutside } from "./outside.ts";
import { tellPool } from "./pools.ts";
import { Scene, type Voice } from "./scene.ts";
import { tellScheduler } from "./scheduler.ts";
import { tellTask } from "./tasks.ts";
import { tellThread } from "./threads.ts";
import { tellWhatIf } from "./what-if.ts";
import { finish, type Segment, type Sentence, say } from "./words.ts";

export type { Voice } from "./scene.ts";
export type { Segment } from "./words.ts";

/**
 * Tells an event.
 *
 * @param world the world right after it, where the caller has it: saves looking back; another moment's world is not used.
 * @returns the sentence in pieces, at most 130 cells long in all; the pieces that are people carry their task.
 */
export function narrate(trace: Trace, seq: number, voice: Voice, world?: Readonly<World>): readonly Segment[] {
  const scene = new Scene(trace, voice, seq, world);
  return finish(tell(trace.log.at(seq), scene));
}

function tell(event: TraceEvent, scene: Scene): Sentence {
  switch (event.kind) {
    case "process.forked":
    case "process.started":
    case "process.exited":
    case "process.crashed":
    case "thread.created":
    case "thread.started":
    case "thread.parked":
    case "thread.timed-out":
    case "thread.exited":
      return tellThread(event, scene);
    case "sched.woken":
    case "sched.switched":
    case "sched.migrated":
      return tellScheduler(event, scene);
    case "cpu.started":
    case "cpu.stopped":
      return tellComputing(event, scene);
    case "io.submitted":
    case "io.completed":
    case "timer.set":
    case "timer.fired":
    case "lock.requested":
    case "lock.acquired":
    case "lock.released":
    case "queue.put":
    case "queue.got":
      return tellOutside(event, scene);
    case "gil.requested":
    case "gil.timed-out":
    case "gil.drop-requested":
    case "gil.acquired":
    case "gil.released":
    case "gil.missed":
      return tellGil(event, scene);
    case "task.created":
    case "task.started":
    case "task.stepped":
    case "task.suspended":
    case "task.readied":
    case "task.resumed":
    case "task.finished":
    case "task.failed":
    case "task.cancel-requested":
    case "task.cancelled":
    case "task.crashed":
      return tellTask(event, scene);
    case "loop.polled":
    case "loop.iterated":
    case "callback.scheduled":
    case "callback.started":
      return tellLoop(event, scene);
    case "executor.submitted":
    case "executor.taken":
    case "executor.finished":
    case "executor.dropped":
    case "executor.broken":
    case "ipc.sent":
    case "ipc.received":
      return tellPool(event, scene);
    case "proc.acquired":
    case "proc.released":
    case "proc.handed-off":
    case "goroutine.queued":
    case "goroutine.scheduled":
    case "goroutine.stolen":
    case "goroutine.fetched":
    case "goroutine.spilled":
    case "goroutine.preempted":
    case "runtime.deadlocked":
      return tellGoroutine(event, scene);
    case "variable.read":
    case "variable.written":
      return tellMemory(event, scene);
    case "core.offlined":
    case "core.onlined":
    case "device.retimed":
    case "interval.set":
      return tellWhatIf(event, scene);
    case "run.ended":
      return tellEnd(event, scene);
    default:
      return assertNever(event);
  }
}

function tellEnd(event: EventNamed<"run.ended">, scene: Scene): Sentence {
  switch (event.outcome) {
    case "completed":
      return scene.told(say`The run is complete: every task has ended`, say`Everybody is done: the restaurant closes`);
    case "deadlocked":
      return scene.told(
        say`Deadlock: tasks still wait, nothing can run, and nothing is due that could help`,
        say`Deadlock: everybody waits for somebody else, and nobody will ever be served`,
      );
    case "crashed":
      return scene.told(say`The run ends with a crash`, say`The restaurant burnt down`);
    case "budget-exhausted":
      return scene.told(
        say`The run was stopped: its budget of time or events is used up`,
        say`Closing time: not everybody was served`,
      );
    default:
      return assertNever(event.outcome);
  }
}
