/** What a core, a GIL, a thread, a task, an event loop or a processor shows, from the world at an instant. */
import { taskName, threadName } from "../../analysis/insights/names.ts";
import type { Code } from "../../trace/event.ts";
import type { Trace } from "../../trace/trace.ts";
import { hasEnded, type World } from "../../trace/world.ts";
import { type Standing, taskStanding, threadStanding } from "../walk/standing.ts";
import type { Slice } from "./stack.ts";

const CODE_NAMES: Readonly<Record<Code, string>> = {
  python: "Python code",
  native: "native code",
  system: "system's work",
  startup: "starting up",
};
/** Of the viewer's colours, by what is computed or waited for. */
const COLOURS: Readonly<Record<string, string>> = {
  python: "thread_state_running",
  native: "rail_response",
  system: "generic_work",
  startup: "startup",
  runnable: "thread_state_runnable",
  io: "thread_state_iowait",
  gil: "thread_state_uninterruptible",
  "gil-switch": "thread_state_uninterruptible",
  lock: "thread_state_uninterruptible",
};
const SLEEPING = "thread_state_sleeping";

export class Slices {
  readonly #trace: Trace;
  readonly #world: Readonly<World>;
  readonly #isCompiled: boolean;
  /** By loop, the callback that runs; its number tells it from the next. */
  readonly #callbacks = new Map<number, { readonly seq: number; readonly name: string; readonly what: string }>();

  constructor(trace: Trace, world: Readonly<World>) {
    this.#trace = trace;
    this.#world = world;
    this.#isCompiled = trace.header.python === null;
  }

  /** A callback began, or none runs any more. */
  callback(
    loop: number,
    running: { readonly seq: number; readonly task: number | null; readonly what: string } | null,
  ): void {
    if (running === null) this.#callbacks.delete(loop);
    else {
      const { seq, task, what } = running;
      this.#callbacks.set(loop, { seq, what, name: task === null ? what : `${taskName(this.#trace, task)}: ${what}` });
    }
  }

  core(id: number): readonly Slice[] {
    const core = this.#world.cores[id];
    if (core === undefined) return [];
    if (!core.online && core.running === null) return [{ key: "offline", name: "offline", category: "machine" }];
    if (core.running === null) return [];
    const thread = core.running;
    const state = this.#world.threads[thread];
    const task = state?.burst?.task ?? state?.task ?? null;
    const name = task === null ? threadName(this.#trace, thread) : taskName(this.#trace, task);
    const code = state?.burst?.code ?? "system";
    const who: Slice = {
      key: `${thread} ${task} ${core.since}`,
      name,
      category: "core",
      args: { thread: threadName(this.#trace, thread) },
      isState: true,
    };
    return [who, ...this.#burst(thread, `${code}`)];
  }

  gil(id: number): readonly Slice[] {
    const gil = this.#world.gils[id];
    if (gil === undefined || gil.holder === null) return [];
    const name = threadName(this.#trace, gil.holder);
    const holds: Slice = {
      key: `${gil.holder} ${gil.since}`,
      name,
      category: "gil",
      args: { waiting: gil.wanted.size },
    };
    if (gil.dropRequestedBy === null) return [holds];
    const asks = threadName(this.#trace, gil.dropRequestedBy);
    return [
      holds,
      { key: `asked ${gil.dropRequestedBy}`, name: `asked to let go by ${asks}`, category: "gil", colour: "bad" },
    ];
  }

  thread(id: number): readonly Slice[] {
    const { tables } = this.#trace;
    const standing = threadStanding(id, this.#world, tables);
    if (standing === null) return [];
    const facts = tables.threads[id];
    const own = facts?.role === "task" ? facts.task : null;
    const core = this.#world.threads[id]?.core ?? -1;
    const args = standing.text === "running" ? { core } : {};
    const steps = own === null ? [] : this.#step(own);
    const state = stateSlice(standing, args);
    return standing.text === "running" ? [...steps, state, ...this.#burst(id, standing.kind)] : [...steps, state];
  }

  task(id: number): readonly Slice[] {
    const standing = taskStanding(id, this.#world, this.#trace.tables);
    if (standing === null) return [];
    const { thread } = this.#world.tasks[id] as World["tasks"][number];
    const isRunning = standing.text === "running";
    const args = isRunning && thread !== null ? { on: threadName(this.#trace, thread) } : {};
    const state = stateSlice(standing, args);
    return [...this.#step(id), state, ...(isRunning && thread !== null ? this.#burst(thread, standing.kind) : [])];
  }

  loop(id: number): readonly Slice[] {
    const loop = this.#world.loops[id];
    if (loop === undefined || loop.state === "idle") return [];
    if (loop.state === "selecting") {
      return [{ key: `poll ${loop.iteration}`, name: "poll", category: "loop", colour: SLEEPING }];
    }
    const turn: Slice = {
      key: `turn ${loop.iteration}`,
      name: "iteration",
      category: "loop",
      args: { iteration: loop.iteration },
    };
    const callback = this.#callbacks.get(id);
    if (callback === undefined) return [turn];
    const { seq, name, what } = callback;
    return [turn, { key: `callback ${seq}`, name, category: "loop", args: { what } }];
  }

  proc(id: number): readonly Slice[] {
    const proc = this.#world.procs[id];
    if (proc === undefined || proc.thread === null) return [];
    const has: Slice = { key: `${proc.thread}`, name: threadName(this.#trace, proc.thread), category: "proc" };
    const thread = this.#world.threads[proc.thread];
    const task = thread?.burst?.task ?? thread?.task ?? null;
    if (task === null) return [has];
    return [has, { key: `runs ${task} ${proc.slices}`, name: taskName(this.#trace, task), category: "proc" }];
  }

  /** The step a task stands on; what is before the first one has a slice as well, so that states lie at one depth. */
  #step(id: number): readonly Slice[] {
    const task = this.#world.tasks[id];
    if (task === undefined || hasEnded(task.phase) || task.phase === "pending") return [];
    const step = this.#trace.tables.tasks[id]?.steps[task.step];
    if (step === undefined) return [{ key: "before", name: "before its first step", category: "step" }];
    const key = `step ${task.step} ${task.turn}`;
    return [{ key, name: step.text, category: "step", args: task.turn === 0 ? {} : { turn: task.turn } }];
  }

  #burst(thread: number, kind: string): readonly Slice[] {
    const burst = this.#world.threads[thread]?.burst ?? null;
    if (burst === null) return [];
    const name = burst.code === "python" && this.#isCompiled ? "its own code" : CODE_NAMES[burst.code];
    return [{ key: `${burst.code} ${burst.since}`, name, category: burst.code, colour: COLOURS[kind] ?? SLEEPING }];
  }
}

function stateSlice({ text, kind, since }: Standing, args: Readonly<Record<string, unknown>>): Slice {
  const colour = text === "running" ? "thread_state_running" : (COLOURS[kind] ?? SLEEPING);
  return {
    key: `${text} ${since}`,
    name: text,
    category: text === "running" ? "running" : kind,
    colour,
    args,
    isState: true,
  };
}
