/** The life of a task: arrives, is taken up, steps, waits, ends. */
import { assertNever } from "../../base/errors.ts";
import { formatDuration, minus, type Ns, us } from "../../base/time.ts";
import type { EventNamed, TraceEvent, Wait } from "../../trace/event.ts";
import * as events from "../../trace/event.ts";
import type { EventLog } from "../../trace/log.ts";
import { foodOf, isForever, type Scene } from "./scene.ts";
import { clock, counted, type Sentence, say } from "./words.ts";

export type TaskEvent = Extract<TraceEvent, { kind: `task.${string}` }>;

export function tellTask(event: TaskEvent, scene: Scene): Sentence {
  const who = scene.person(event.task);
  switch (event.kind) {
    case "task.created":
      return created(event, scene);
    case "task.started":
      return started(event, scene);
    case "task.stepped":
      return stepped(event, scene);
    case "task.suspended":
      return suspended(event, scene);
    case "task.readied": {
      if (scene.hasProcs) return runnable(event, scene);
      const isNew = scene.before(event.seq, events.taskStarted, 0, event.task) === null;
      if (isNew) {
        return scene.told(
          say`${who} is ${scene.hasHub ? "among the hub's callbacks: a new greenlet" : "in the ready queue: a new task"}`,
          say`${who} is on the waiter's list: a new guest`,
        );
      }
      const why = whyReadied(event, scene);
      return scene.told(
        say`${who} ${scene.hasHub ? "can go on" : "is in the ready queue"}: ${why.technical}`,
        scene.hasHub ? say`${who}'s wait is over: ${why.restaurant}` : say`${who}'s buzzer rings: ${why.restaurant}`,
      );
    }
    case "task.resumed":
      return scene.hasLoop
        ? scene.told(
            scene.hasHub ? say`The hub switches to ${who}` : say`The loop resumes ${who} after its await`,
            say`The waiter turns back to ${who}`,
          )
        : scene.told(
            say`${scene.job(event.thread)} goes on with ${who}`,
            say`${scene.job(event.thread)} goes on with ${who}`,
          );
    case "task.finished": {
      const took = lifeOf(event.task, event.time, scene);
      return scene.told(
        say`${who} is finished, ${took} after arriving`,
        say`${who} is served, ${took} after coming in: tray in hand`,
      );
    }
    case "task.failed":
      return failed(event, scene);
    case "task.cancel-requested":
      return event.heard
        ? scene.told(
            say`${who} is asked to stop: ${scene.hasHub ? "killed at its next switch" : "cancelled at its next await"}`,
            say`${who} is called away: hears it the next time the waiter comes by`,
          )
        : scene.told(
            say`${who} is asked to stop, but a ${scene.hasProcs ? "goroutine" : "thread"} cannot be stopped from outside`,
            say`${who} is called away, but nobody can pull a guest from the counter`,
          );
    case "task.cancelled":
      return scene.told(say`${who} is cancelled`, say`${who} goes home without eating: the order is cancelled`);
    case "task.crashed":
      return scene.told(
        say`${who} dies with its process: memory shared, fate shared`,
        say`${who} is thrown out: the whole restaurant is closed`,
      );
    default:
      return assertNever(event);
  }
}

const lifeOf = (task: number, time: Ns, scene: Scene): string =>
  formatDuration(minus(time, arrivalOf(task, scene, time)));

/** A part of another task arrives when that makes it. */
function arrivalOf(task: number, { trace: { log, tables } }: Scene, otherwise: Ns): Ns {
  const facts = tables.tasks[task];
  if (facts === undefined) return otherwise;
  if (facts.parent === null) return facts.arrival;
  let made = madeIn.get(log);
  if (made === undefined) {
    made = new Map();
    for (let seq = 0; seq < log.length; seq++) {
      if (log.codeAt(seq) === events.taskCreated.code) made.set(log.operandAt(seq, 0), log.timeAt(seq));
    }
    madeIn.set(log, made);
  }
  return made.get(task) ?? otherwise;
}
/** By task, when it was made; read once a run. */
const madeIn = new WeakMap<EventLog, Map<number, Ns>>();

function created(event: EventNamed<"task.created">, scene: Scene): Sentence {
  const who = scene.person(event.task);
  if (event.parent !== null) {
    const parent = scene.person(event.parent);
    return scene.told(say`${parent} splits off subtask ${who}`, say`${parent} sends ${who} for a part of the order`);
  }
  const steps = scene.trace.tables.tasks[event.task]?.steps ?? [];
  const first = steps[0]?.text;
  const rest = steps.length > 1 ? `, then ${counted(steps.length - 1, "more step")}` : "";
  if (first === undefined) return scene.told(say`${who} arrives`, say`${who} walks in`);
  return scene.told(say`${who} arrives: ${first}${rest}`, say`${who} walks in with an order: ${orderOf(steps)}`);
}

/** An order as a guest would say it: what of it needs a cook, and what only a fryer. */
function orderOf(steps: readonly { readonly kind: string }[]): string {
  const wants = (...kinds: readonly string[]): boolean => steps.some((step) => kinds.includes(step.kind));
  const burger = wants("cpu", "native", "read", "add", "write", "call");
  const fries = wants("io");
  if (burger && fries) return "a burger and fries";
  if (burger) return "a burger";
  return fries ? "fries" : "something else";
}

function started(event: EventNamed<"task.started">, scene: Scene): Sentence {
  const who = scene.person(event.task);
  const facts = scene.trace.tables.threads[event.thread];
  const waited = lifeOf(event.task, event.time, scene);
  const soon = minus(event.time, arrivalOf(event.task, scene, event.time)) < us(100);
  const after = soon ? "" : `, ${waited} after arriving`;
  const later = soon ? "" : `, ${waited} after coming in`;
  if (facts?.role === "task" && facts.task === event.task) {
    return scene.told(
      facts.process > 0 ? say`${who} starts in a new process${after}` : say`${who} starts on a new thread${after}`,
      facts.process > 0 ? say`${who} orders in another restaurant${later}` : say`${who} steps up to order${later}`,
    );
  }
  const job = scene.job(event.thread);
  if (scene.hasLoop) {
    return scene.told(say`The ${scene.loop} starts ${who}${after}`, say`The waiter takes ${who}'s order${later}`);
  }
  return scene.told(say`${job} takes up ${who}${after}`, say`${job} takes ${who}'s order${later}`);
}

function stepped(event: EventNamed<"task.stepped">, scene: Scene): Sentence {
  const who = scene.person(event.task);
  const steps = scene.trace.tables.tasks[event.task]?.steps ?? [];
  const step = steps[event.step];
  const turn = event.turn > 1 ? `, round ${event.turn}` : "";
  const where = `step ${event.step + 1} of ${steps.length}${turn}`;
  return scene.told(
    say`${who} comes to ${where}: ${step?.text ?? "?"}`,
    say`${who}'s ticket, ${where}: ${inTheKitchen(step, scene.hasGil)}`,
  );
}

type Step = { readonly kind: string; readonly text: string; readonly amount: Ns };

function inTheKitchen(step: Step | undefined, hasGil: boolean): string {
  if (step === undefined) return "?";
  switch (step.kind) {
    case "cpu":
      return `a burger (${formatDuration(step.amount)} at a cook)`;
    case "native":
      return hasGil
        ? `a grill order, no waiter needed (${formatDuration(step.amount)} at a cook)`
        : `a burger (${formatDuration(step.amount)} at a cook)`;
    case "io":
      return `${foodOf(/ on ([^,]+)/.exec(step.text)?.[1] ?? "I/O")}, no cook needed (${formatDuration(step.amount)})`;
    case "sleep":
      return `a nap (${formatDuration(step.amount)})`;
    case "lock":
      return `reach for the ${step.text.replace(/^lock /, "")}`;
    case "unlock":
      return `put the ${step.text.replace(/^unlock /, "")} back`;
    case "yield":
      return "let the others go first";
    default:
      return step.text;
  }
}

const AWAITED: Readonly<Partial<Record<Wait, readonly [technical: string, restaurant: string]>>> = {
  timer: ["a timer", "a kitchen clock"],
  queue: ["a queue", "the rail"],
  join: ["its subtasks", "the friends"],
  result: ["a result from a worker", "a plate from the crew"],
};

function suspended(event: EventNamed<"task.suspended">, scene: Scene): Sentence {
  const who = scene.person(event.task);
  const until = isForever(event.until) ? "" : ` until ${clock(event.until)}`;
  const named =
    event.object === null
      ? null
      : event.on === "io"
        ? scene.device(event.object)
        : event.on === "lock"
          ? `lock ${scene.lock(event.object)}`
          : event.on === "queue"
            ? scene.queue(event.object)
            : null;
  const [technical, restaurant] = AWAITED[event.on] ?? [named ?? event.on, named ?? event.on];
  const wish =
    event.object === null
      ? restaurant
      : event.on === "io"
        ? scene.food(event.object)
        : event.on === "lock"
          ? `the ${scene.lock(event.object)}`
          : restaurant;
  if (!scene.hasLoop && event.on === "result") {
    return scene.told(
      say`${who} is computed: the result still has to come back to the main process`,
      say`${who}'s plate is ready: it still has to come back from the crew`,
    );
  }
  if (!scene.hasLoop) {
    return scene.told(say`${who} waits for ${technical}${until}`, say`${who} waits for ${wish}${until}`);
  }
  return scene.told(
    say`${who} ${scene.hasHub ? "waits for" : "awaits"} ${technical}${until} and ${scene.hasHub ? "switches" : "gives the thread back"} to the ${scene.loop}`,
    scene.hasHub
      ? say`${who} sits down inside a call for ${wish}${until}: the waiter turns to the next guest`
      : say`${who} takes a buzzer for ${wish}${until}: the waiter is free for the next guest`,
  );
}

interface Reason {
  readonly technical: string;
  readonly restaurant: string;
}

function whyReadied(event: EventNamed<"task.readied">, scene: Scene): Reason {
  const cause = scene.cause(
    event,
    "io.completed",
    "timer.fired",
    "lock.released",
    "task.finished",
    "executor.finished",
    "task.created",
    "queue.put",
    "queue.got",
    "task.cancel-requested",
    "loop.iterated",
  );
  switch (cause?.kind) {
    case "io.completed":
      return {
        technical: `${scene.device(cause.device)} has answered`,
        restaurant: `${scene.foodReady(cause.device)}, the waiter will come`,
      };
    case "timer.fired":
      return { technical: "its timer went off", restaurant: "the nap is over, the waiter will come" };
    case "lock.released":
      return {
        technical: `lock ${scene.lock(cause.lock)} is free`,
        restaurant: `the ${scene.lock(cause.lock)} is free`,
      };
    case "task.finished":
      return cause.task === event.task
        ? { technical: "it may go on", restaurant: "the waiter will come" }
        : {
            technical: `${scene.person(cause.task).text} has finished`,
            restaurant: `${scene.person(cause.task).text} is done`,
          };
    case "executor.finished":
      return { technical: "the worker's result is there", restaurant: "the crew has the plate ready" };
    case "task.created":
      return { technical: "it is new", restaurant: "a new guest, the waiter will come" };
    case "task.cancel-requested":
      return { technical: "somebody cancelled it", restaurant: "somebody called" };
    default:
      return { technical: "it may go on", restaurant: "the waiter will come" };
  }
}

/** A goroutine waits for its turn. */
function runnable(event: EventNamed<"task.readied">, scene: Scene): Sentence {
  const who = scene.person(event.task);
  const preempted = scene.cause(event, "goroutine.preempted");
  if (preempted?.task === event.task && preempted.time === event.time)
    return scene.told(say`${who} could go on, and has to queue again`, say`${who} queues again`);
  if (scene.before(event.seq, events.taskStarted, 0, event.task) === null)
    return scene.told(say`${who} can run: a new goroutine`, say`${who}'s ticket is written`);
  const why = whyReadied(event, scene);
  const without = why.restaurant.replace(/,? ?the waiter will come/, "");
  return scene.told(
    say`${who} can run: ${why.technical}`,
    without === "" ? say`${who}'s order can go on` : say`${who}'s order can go on: ${without}`,
  );
}

function failed(event: EventNamed<"task.failed">, scene: Scene): Sentence {
  const who = scene.person(event.task);
  if (event.cause !== null && scene.trace.log.at(event.cause).kind === "executor.broken") {
    return scene.told(
      say`${who} fails with BrokenProcessPool: its pool can serve nobody any more`,
      say`${who}'s order is called off: the crew is gone`,
    );
  }
  const steps = scene.trace.tables.tasks[event.task]?.steps ?? [];
  const raised = steps.find((step) => step.kind === "raise")?.text.replace(/^raise /, "") ?? "an exception";
  return scene.told(
    say`${who} ends with ${raised}; the others go on`,
    say`${who}'s order went wrong (${raised}): no tray, and the others eat on`,
  );
}
