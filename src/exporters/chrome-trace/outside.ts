/** What goes on without a thread: operations of devices, timers, calls in the queue of a pool. Each is a slice of its own beside the tracks. */
import { taskName, threadName } from "../../analysis/insights/names.ts";
import type { Ns } from "../../base/time.ts";
import type { TraceEvent } from "../../trace/event.ts";
import type { Trace } from "../../trace/trace.ts";
import type { World } from "../../trace/world.ts";
import { stamp } from "./stack.ts";

interface Open {
  readonly category: "io" | "timer" | "pool";
  readonly name: string;
}

export class Outside {
  readonly #trace: Trace;
  readonly #world: Readonly<World>;
  readonly #pid: number;
  readonly #open = new Map<string, Open>();
  /** Operations and timers among them: where the world has fewer, some were given up without an event. */
  #pending = 0;

  constructor(trace: Trace, world: Readonly<World>, pid: number) {
    this.#trace = trace;
    this.#world = world;
    this.#pid = pid;
  }

  /** The lines that an event makes, right after it was applied. */
  *see(event: TraceEvent): Generator<string, void, void> {
    const { time } = event;
    switch (event.kind) {
      case "io.submitted": {
        const device = this.#trace.tables.devices[event.device]?.name ?? "I/O";
        yield this.#begin(`io ${event.io}`, { category: "io", name: device }, time, {
          ...this.#who(event.task, event.thread),
          blocking: event.blocking,
          event: event.seq,
        });
        break;
      }
      case "timer.set":
        yield this.#begin(`timer ${event.timer}`, { category: "timer", name: "timer" }, time, {
          ...this.#who(event.task, event.thread),
          event: event.seq,
        });
        break;
      case "executor.submitted": {
        const name = `queue of the ${this.#trace.tables.executors[event.executor]?.name ?? "pool"}`;
        const args = { ...this.#who(event.task, null), event: event.seq };
        yield this.#begin(`item ${event.executor} ${event.item}`, { category: "pool", name }, time, args);
        break;
      }
      case "io.completed":
        yield* this.#end(`io ${event.io}`, time, "completed");
        break;
      case "timer.fired":
        yield* this.#end(`timer ${event.timer}`, time, "fired");
        break;
      case "executor.taken":
        yield* this.#end(
          `item ${event.executor} ${event.item}`,
          time,
          `taken by ${threadName(this.#trace, event.thread)}`,
        );
        break;
      case "executor.dropped":
        yield* this.#end(`item ${event.executor} ${event.item}`, time, "dropped");
        break;
      case "executor.broken":
        for (const key of [...this.#open.keys()]) {
          if (key.startsWith(`item ${event.executor} `)) yield* this.#end(key, time, "the pool is broken");
        }
        break;
      case "run.ended":
        for (const key of [...this.#open.keys()]) yield* this.#end(key, time, "run ended");
        return;
    }
    if (this.#pending > this.#world.io.size + this.#world.timers.size) yield* this.#forget(time);
  }

  *#forget(time: Ns): Generator<string, void, void> {
    for (const key of [...this.#open.keys()]) {
      const [kind, id] = key.split(" ");
      const list = kind === "io" ? this.#world.io : kind === "timer" ? this.#world.timers : null;
      if (list !== null && !list.has(Number(id))) yield* this.#end(key, time, "given up");
    }
  }

  #who(task: number | null, thread: number | null): Readonly<Record<string, string>> {
    return {
      ...(task === null ? {} : { task: taskName(this.#trace, task) }),
      ...(thread === null ? {} : { thread: threadName(this.#trace, thread) }),
    };
  }

  #begin(key: string, open: Open, time: Ns, args: Readonly<Record<string, unknown>>): string {
    this.#open.set(key, open);
    if (open.category !== "pool") this.#pending++;
    return this.#line("b", key, open, time, args);
  }

  *#end(key: string, time: Ns, ended: string): Generator<string, void, void> {
    const open = this.#open.get(key);
    if (open === undefined) return;
    this.#open.delete(key);
    if (open.category !== "pool") this.#pending--;
    yield this.#line("e", key, open, time, { ended });
  }

  /** The process tells the runs of one file apart. */
  #line(
    phase: string,
    key: string,
    { category, name }: Open,
    time: Ns,
    args: Readonly<Record<string, unknown>>,
  ): string {
    const facts = JSON.stringify({ name, cat: category, id: `${this.#pid} ${key}`, args });
    return `{"ph":"${phase}","pid":${this.#pid},"tid":${this.#pid},"ts":${stamp(time)},${facts.slice(1)}`;
  }
}
