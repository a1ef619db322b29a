/** The scheduler's events: who gets a core, from whom, and why. */
import { assertNever } from "../../base/errors.ts";
import { formatDuration } from "../../base/time.ts";
import type { EventNamed, TraceEvent } from "../../trace/event.ts";
import { intervalOf } from "./gil-reasons.ts";
import type { Scene } from "./scene.ts";
import { type Reason, whyBlocked } from "./waiting.ts";
import { type Sentence, say } from "./words.ts";

export type SchedulerEvent = Extract<TraceEvent, { kind: `sched.${string}` }>;

export function tellScheduler(event: SchedulerEvent, scene: Scene): Sentence {
  switch (event.kind) {
    case "sched.woken":
      return woken(event, scene);
    case "sched.switched":
      return switched(event, scene);
    case "sched.migrated": {
      const who = scene.actor(event.thread, event.seq);
      return scene.told(
        say`${who} moves from core ${event.from} to core ${event.to}: a free core, but cold caches`,
        say`${whose(event.thread, event.seq, scene)} order moves from cook ${event.from} to cook ${event.to}, who must fetch everything anew`,
      );
    }
    default:
      return assertNever(event);
  }
}

function woken(event: EventNamed<"sched.woken">, scene: Scene): Sentence {
  const who = scene.actor(event.thread, event.seq);
  const reason = whyWoken(event, scene);
  return scene.told(
    say`${who} is runnable, on the queue of core ${event.core}: ${reason.technical}`,
    say`${who} is ready for cook ${event.core}: ${reason.restaurant}`,
  );
}

function whyWoken(event: EventNamed<"sched.woken">, scene: Scene): Reason {
  const cause = event.cause === null ? null : scene.trace.log.at(event.cause);
  const both = (technical: Sentence, restaurant: Sentence = technical): Reason => ({ technical, restaurant });
  switch (cause?.kind) {
    case "task.created":
      return both(say`${scene.person(cause.task)} has arrived`, say`${scene.person(cause.task)} has come in`);
    case "thread.created":
    case "process.started":
      return both(say`just created`, say`just came in`);
    case "thread.timed-out":
      return cause.on === "gil"
        ? both(say`the ${intervalOf(scene)} wait for the GIL is over`, say`${intervalOf(scene)} of patience are over`)
        : cause.on === "selector"
          ? both(say`the next timer is due`, say`a kitchen clock rings`)
          : both(say`the wait is over`);
    case "io.completed":
      return both(say`${scene.device(cause.device)} has answered`, say`${scene.foodReady(cause.device)}`);
    case "timer.fired":
      return both(say`the timer went off`, say`the nap is over`);
    case "gil.released":
    case "gil.acquired": {
      const other = scene.actor(cause.thread, cause.seq);
      return cause.kind === "gil.released"
        ? both(say`${other} let go of the GIL`, say`${other} left the counter`)
        : both(say`${other} has taken the GIL`, say`${other} is at the counter now`);
    }
    case "lock.released":
      return both(say`lock ${scene.lock(cause.lock)} is free`, say`the ${scene.lock(cause.lock)} is free`);
    case "queue.put":
    case "queue.got":
      return both(say`queue ${scene.queue(cause.queue)} moved`, say`the rail ${scene.queue(cause.queue)} moved`);
    case "executor.submitted":
      return both(say`there is work in the pool's queue`, say`a ticket hangs on the rail`);
    case "executor.finished":
      return both(say`the result is there`, say`the order is done`);
    case "ipc.sent":
    case "ipc.received":
      return both(say`a message arrived`, say`a parcel arrived`);
    case "task.finished":
      return both(say`${scene.person(cause.task)} has finished`, say`${scene.person(cause.task)} is done`);
    case "thread.exited": {
      const other = scene.actor(cause.thread, cause.seq);
      return both(say`${other} has ended`, say`${other} is done`);
    }
    case "process.exited":
      return both(say`${scene.process(cause.process)} has ended`, say`${scene.place(cause.process)} has closed`);
    default:
      if (event.by !== null) {
        const by = scene.actor(event.by, event.seq);
        return both(say`woken by ${by}`, say`called by ${by}`);
      }
      return both(say`the wait is over`, say`the wait is over`);
  }
}

function switched(event: EventNamed<"sched.switched">, scene: Scene): Sentence {
  const { core, from, to, seq } = event;
  const next = to === null ? null : scene.actor(to, seq);
  if (from === null) {
    if (next === null) return scene.told(say`Core ${core} stays idle`, say`Cook ${core} stands with crossed arms`);
    const woken = scene.cause(event, "sched.woken");
    const reason = woken !== null && woken.thread === to ? whyWoken(woken, scene) : null;
    if (reason === null) {
      return scene.told(
        say`Core ${core} was idle and takes ${next}${costOf(event)}`,
        say`Cook ${core} was idle and ${turnsTo(to, seq, "takes", scene)}`,
      );
    }
    return scene.told(
      say`Core ${core} was idle and takes ${next}: ${reason.technical}`,
      say`Cook ${core} was idle and ${turnsTo(to, seq, "takes", scene)}: ${reason.restaurant}`,
    );
  }
  const last = scene.actor(from, seq);
  switch (event.reason) {
    case "preempted":
      return preempted(event, last, next ?? say`nobody`, scene);
    case "blocked":
      return blocked(event, last, next, scene);
    case "yielded":
      return next === null
        ? scene.told(say`${last} gave way on core ${core}`, say`${last} lets others go first at cook ${core}`)
        : scene.told(
            say`${last} gave way, and core ${core} goes on with ${next}${costOf(event)}`,
            say`${last} lets others go first: cook ${core} ${turnsTo(to, seq, "reads", scene)}`,
          );
    case "exited":
      return next === null
        ? scene.told(
            say`${last} has ended, and core ${core} is idle`,
            say`${last} is gone, and cook ${core} crosses arms`,
          )
        : scene.told(
            say`${last} has ended, and core ${core} goes on with ${next}${costOf(event)}`,
            say`${last} is gone: cook ${core} ${turnsTo(to, seq, "reads", scene)}`,
          );
    case "idle":
      return scene.told(
        say`Core ${core} goes from ${last} to ${next ?? say`nobody`}`,
        say`Cook ${core} puts ${whose(from, seq, scene)} ticket down`,
      );
    default:
      return assertNever(event.reason);
  }
}

/** On whose account a thread is on a core: `Ann's`, `the host's`. */
function whose(thread: number | null, seq: number, scene: Scene): Sentence {
  if (thread === null) return say`nobody's`;
  const task = scene.taskOf(thread, seq);
  return task === null ? say`${scene.job(thread)}'s` : say`${scene.person(task)}'s`;
}

/** What a cook does with a thread: takes or reads its ticket; Go's staff have tickets of their own, and the cook works for them. */
function turnsTo(thread: number | null, seq: number, verb: "takes" | "reads", scene: Scene): Sentence {
  if (scene.hasProcs && thread !== null) return say`turns to ${scene.job(thread)}`;
  return say`${verb} ${whose(thread, seq, scene)} ticket`;
}

/** The fair scheduler's rule: of those who have not had more than their share, the one with the earliest deadline. */
const DUE_FIRST = "whose share of CPU time is due first";

const costOf = (event: EventNamed<"sched.switched">): string =>
  event.cost > 0 ? ` (the switch costs ${formatDuration(event.cost)})` : "";

/** Taken away by force: by a thread just woken, or by the clock. */
function preempted(event: EventNamed<"sched.switched">, last: Sentence, next: Sentence, scene: Scene): Sentence {
  const { core } = event;
  if (event.to === null) {
    return scene.told(
      say`${last} has to leave core ${core}, which is offline: another core will go on with it`,
      say`${last} has to leave cook ${core}, who goes home: another cook gets the ticket`,
    );
  }
  const { scheduler } = scene.trace.header.machine;
  const cause = event.cause === null ? null : scene.trace.log.at(event.cause);
  const justWoken = cause?.kind === "sched.woken" && cause.thread === event.to && cause.time === event.time;
  if (justWoken) {
    const owed = scheduler === "sjf" ? "which has less to do" : scheduler === "fair" ? DUE_FIRST : "which comes first";
    return scene.told(
      say`Core ${core} switched from ${last} to ${next}, just woken, ${owed}`,
      say`Cook ${core} puts ${whose(event.from, event.seq, scene)} ticket down for ${next}, just called, whose turn comes first`,
    );
  }
  const restaurant = say`Cook ${core} turns from ${last} to ${next}, and has to re-read that ticket first`;
  if (scheduler === "fair") {
    return scene.told(say`Core ${core} switched at a tick from ${last} to ${next}, ${DUE_FIRST}`, restaurant);
  }
  const why = scheduler === "rr" ? say`${last}'s quantum was used up` : say`the scheduler chose ${next}`;
  return scene.told(say`Core ${core} switched from ${last} to ${next}: ${why}`, restaurant);
}

function blocked(event: EventNamed<"sched.switched">, last: Sentence, next: Sentence | null, scene: Scene): Sentence {
  const { core } = event;
  const why = event.from === null ? null : whyBlocked(event.from, event.seq, scene);
  const technical = why?.technical ?? say`waits`;
  const restaurant = why?.restaurant ?? say`waits`;
  return next === null
    ? scene.told(say`${last} ${technical}: core ${core} is idle`, say`${last} ${restaurant}: cook ${core} crosses arms`)
    : scene.told(
        say`${last} ${technical}, so core ${core} goes on with ${next}${costOf(event)}`,
        say`${last} ${restaurant}: cook ${core} ${turnsTo(event.to, event.seq, "reads", scene)}`,
      );
}
