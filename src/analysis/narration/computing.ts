/** Stretches of computing: whose, what kind, how long, and how they came by their turn. */
import { assertNever } from "../../base/errors.ts";
import { formatDuration } from "../../base/time.ts";
import type { Code, EventNamed, TraceEvent } from "../../trace/event.ts";
import { howGot } from "./gil-reasons.ts";
import type { Scene } from "./scene.ts";
import { type Sentence, say } from "./words.ts";

export type ComputingEvent = Extract<TraceEvent, { kind: `cpu.${string}` }>;

export function tellComputing(event: ComputingEvent, scene: Scene): Sentence {
  switch (event.kind) {
    case "cpu.started":
      return started(event, scene);
    case "cpu.stopped":
      return stopped(event, scene);
    default:
      return assertNever(event);
  }
}

const CODE_WORDS: Readonly<Record<Code, readonly [technical: string, restaurant: string]>> = {
  python: ["Python", "burger"],
  native: ["C code without the GIL", "grill order (C code)"],
  system: ["the runtime's own code", "paperwork"],
  startup: ["start-up code", "opening"],
};

interface Work {
  readonly who: Sentence;
  readonly code: string;
  /** With its owner: `Ann's burger`. */
  readonly restaurant: Sentence;
}

/** What a stretch of computing is, and whose. */
function workOf(burst: EventNamed<"cpu.started"> | null, thread: number, seq: number, scene: Scene): Work {
  const task = burst?.task ?? null;
  const who = task === null ? scene.actor(thread, seq) : [scene.person(task)];
  const [technical, order] = CODE_WORDS[burst?.code ?? "python"];
  const isGuest = task !== null || scene.trace.tables.threads[thread]?.role === "task";
  const plain = burst?.code === "native" && !scene.hasGil ? "burger" : order;
  const restaurant = isGuest ? say`${who}'s ${plain}` : say`${who}'s paperwork`;
  const isPython = scene.trace.header.python !== null;
  const code = isPython || (burst?.code !== "python" && burst?.code !== "native") ? technical : "code";
  return { who, code, restaurant };
}

function started(event: EventNamed<"cpu.started">, scene: Scene): Sentence {
  const ahead = formatDuration(event.amount);
  if (event.code === "startup") return starting(event, scene);
  const { who, code, restaurant } = workOf(event, event.thread, event.seq, scene);
  const taken = event.cause === null ? null : scene.trace.log.at(event.cause);
  if (taken?.kind === "gil.acquired" && taken.switched && event.task !== null) {
    const got = howGot(taken, scene);
    if (!got.free) {
      return scene.told(
        say`${who} runs ${code}, ${ahead} to go: ${got.technical}`,
        say`${restaurant} is on, ${ahead} to go: ${got.restaurant}`,
      );
    }
  }
  return scene.told(say`${who} runs ${code}: ${ahead} to go`, say`${restaurant} is on: ${ahead} to go`);
}

/** Start-up: an interpreter's; of a process the parent's part of it, or its own. */
function starting(event: EventNamed<"cpu.started">, scene: Scene): Sentence {
  const who = scene.actor(event.thread, event.seq);
  const ahead = formatDuration(event.amount);
  if (scene.trace.tables.threads[event.thread]?.interpreter !== undefined) {
    return scene.told(
      say`${who}'s interpreter is created: ${ahead} until its first own line`,
      say`${who}'s own kitchen is fitted out, with a waiter of its own: ${ahead} until the first order`,
    );
  }
  if (isParent(event.thread, scene)) {
    return scene.told(
      say`${who} starts a process: that takes ${ahead} of the parent's own time`,
      say`${who} sets up another restaurant: ${ahead} of the host's own time`,
    );
  }
  return scene.told(
    say`${who}'s process starts up: ${ahead} until its first own line`,
    isWorker(event.thread, scene)
      ? say`${who} is being opened: ${ahead} until the first ticket`
      : say`${who}'s restaurant is being opened: ${ahead} until the first order`,
  );
}

const isWorker = (thread: number, scene: Scene): boolean => scene.trace.tables.threads[thread]?.role === "worker";
const isParent = (thread: number, scene: Scene): boolean => scene.trace.tables.threads[thread]?.process === 0;

function stopped(event: EventNamed<"cpu.stopped">, scene: Scene): Sentence {
  const burst = scene.burstOf(event.thread, event.seq);
  const { who, code, restaurant } = workOf(burst, event.thread, event.seq, scene);
  if (event.remaining > 0) {
    const left = formatDuration(event.remaining);
    return scene.told(
      say`${who} stops with ${left} of ${code} to go`,
      say`${restaurant} is put aside half done: ${left} to go`,
    );
  }
  const done = burst === null ? "" : `${formatDuration(burst.amount)} of `;
  const length = burst === null ? "" : ` (${formatDuration(burst.amount)})`;
  if (burst?.code === "startup") {
    return scene.told(
      say`${who} has done a part of the start-up${length}`,
      say`${who} has done a part of the opening${length}`,
    );
  }
  return scene.told(say`${who} has run ${done}${code}`, say`${restaurant} is done${length}`);
}
