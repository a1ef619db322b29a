import { InvariantError } from "../base/errors.ts";
import { apply } from "./apply.ts";
import type { Trace } from "./trace.ts";
import { copyWorld, initialWorld, type World, worldFrom } from "./world.ts";

/**
 * The world at any event of a run, by folding from the nearest keyframe.
 *
 * Keyframes are taken on the way, every `spacing` events; the spacing grows with the number of entities so that memory stays
 * in proportion to the log. Stepping forward folds one event; seeking folds at most `spacing`.
 */
export class History {
  readonly trace: Trace;
  readonly spacing: number;
  /** `keyframes[i]` is the world after `i * spacing` events. */
  readonly #keyframes: World[];
  #current: World;

  constructor(trace: Trace) {
    this.trace = trace;
    const { tables } = trace;
    this.spacing = Math.max(4096, tables.tasks.length + tables.threads.length);
    const start = initialWorld(trace.header, tables);
    this.#keyframes = [copyWorld(start)];
    this.#current = start;
  }

  /**
   * The world after event `seq`; -1 is the world before the first.
   *
   * The result belongs to the history: read it before the next call, and do not change it.
   *
   * @throws InvariantError where there is no such event.
   */
  worldAt(seq: number): Readonly<World> {
    const wanted = seq + 1;
    if (wanted < 0 || wanted > this.trace.log.length) throw new InvariantError("there is no such event", { seq });
    if (wanted < this.#current.events || wanted - this.#current.events > this.spacing) {
      const nearest = Math.min(Math.floor(wanted / this.spacing), this.#keyframes.length - 1);
      const keyframe = this.#keyframes[nearest] as World;
      if (wanted < this.#current.events || keyframe.events > this.#current.events) this.#current = worldFrom(keyframe);
    }
    const world = this.#current;
    while (world.events < wanted) {
      apply(world, this.trace.log.at(world.events));
      if (world.events === this.#keyframes.length * this.spacing) this.#keyframes.push(copyWorld(world));
    }
    return world;
  }
}
