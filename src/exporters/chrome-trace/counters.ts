/** What is counted all along a run: a line where a number changes. */
import type { Ns } from "../../base/time.ts";
import type { Trace } from "../../trace/trace.ts";
import type { World } from "../../trace/world.ts";
import type { Instant } from "../walk/instants.ts";
import { stamp } from "./stack.ts";
import type { Tracks } from "./tracks.ts";

export class Counters {
  readonly #trace: Trace;
  readonly #world: Readonly<World>;
  readonly #tracks: Tracks;
  readonly #shown = new Map<string, number>();
  /** By thread, whether it was runnable at the last instant. */
  readonly #runnable: boolean[] = [];
  #ready = 0;

  constructor(trace: Trace, world: Readonly<World>, tracks: Tracks) {
    this.#trace = trace;
    this.#world = world;
    this.#tracks = tracks;
  }

  /** Looks at who was touched only: a run may have thousands of threads. */
  *changes(instant: Instant): Generator<string, void, void> {
    const world = this.#world;
    const { machine, processes } = this.#tracks;
    const { time } = instant;
    for (const id of instant.threads.keys()) {
      const isRunnable = world.threads[id]?.state === "runnable";
      if (isRunnable !== (this.#runnable[id] ?? false)) this.#ready += isRunnable ? 1 : -1;
      this.#runnable[id] = isRunnable;
    }
    yield* this.#count(machine, "runnable threads", this.#ready, time);
    if (instant.cores.size > 0) {
      const busy = world.cores.reduce((sum, { running }) => sum + (running === null ? 0 : 1), 0);
      yield* this.#count(machine, "busy cores", busy, time);
    }
    const { gils, loops, executors, procs } = this.#trace.tables;
    for (const id of instant.gils.keys()) {
      const pid = processes[gils[id]?.process ?? 0] ?? machine;
      const name = gils.length === 1 ? "waiting for the GIL" : `waiting for the GIL of ${gils[id]?.name}`;
      yield* this.#count(pid, name, world.gils[id]?.wanted.size ?? 0, time);
    }
    for (const id of instant.loops.keys()) {
      const pid = processes[loops[id]?.process ?? 0] ?? machine;
      yield* this.#count(pid, `${loops[id]?.name}: ready`, world.loops[id]?.ready.length ?? 0, time);
    }
    for (const id of instant.executors.keys()) {
      const pid = processes[executors[id]?.process ?? 0] ?? machine;
      const name = executors[id]?.name ?? "pool";
      yield* this.#count(pid, `${name}: queued`, world.executors[id]?.queued.size ?? 0, time);
      yield* this.#count(pid, `${name}: busy workers`, world.executors[id]?.busy ?? 0, time);
    }
    if (procs.length > 0 && instant.procs.size > 0) {
      const queued = world.procs.reduce((sum, { queue, runnext }) => sum + queue.size + (runnext === null ? 0 : 1), 0);
      yield* this.#count(machine, "goroutines that can run", queued + world.runnable.size, time);
    }
  }

  *#count(pid: number, name: string, value: number, time: Ns): Generator<string, void, void> {
    const key = `${pid} ${name}`;
    if ((this.#shown.get(key) ?? 0) === value) return;
    this.#shown.set(key, value);
    yield `{"ph":"C","pid":${pid},"ts":${stamp(time)},"name":${JSON.stringify(name)},"args":{"count":${value}}}`;
  }
}
