/** Shared variables: one copy in each process (in each interpreter, where these have their own memory), and a count of the updates that a store throws away. */
import type { Random } from "../../../base/random.ts";
import * as events from "../../../trace/event.ts";
import type { Core } from "../../kernel/core.ts";
import type { Kernel } from "../../kernel/kernel.ts";
import type { Thread } from "../../kernel/thread.ts";
import type { Carrier } from "./conduct.ts";
import type { Task } from "./run.ts";

interface Cell {
  value: number;
  writes: number;
  /** Of these, the ones that the value builds on. */
  updates: number;
  /** The cores whose caches hold it: after a store one. */
  readonly copies: Set<number>;
}

export class Memory {
  readonly #kernel: Kernel;
  readonly #random: Random;
  readonly #ids = new Map<string, number>();
  readonly #initial: readonly { readonly name: string; readonly initial: number }[];
  readonly #cells = new Map<string, Cell>();

  /** @param random for the spread of the costs between cores. */
  constructor(kernel: Kernel, shared: readonly { readonly name: string; readonly initial: number }[], random: Random) {
    this.#kernel = kernel;
    this.#random = random;
    this.#initial = shared;
    for (const { name, initial } of shared) {
      this.#ids.set(name, kernel.tables.variables.push({ name, initial }) - 1);
    }
  }

  /**
   * Brings a variable's cache line to the thread's core, for a load or a store (MESI: a load wants a copy, a store the only one).
   *
   * @returns how long that takes: nothing where the line is there already.
   */
  fetch(thread: Thread, task: Task, name: string, stores: boolean): number {
    const { copies } = this.#cell(task.interpreter ?? thread.process.id, this.#ids.get(name) as number);
    const { sibling } = this.#kernel.cores[thread.core] as Core;
    // Hardware threads of one core share its caches.
    const core = Math.min(thread.core, sibling?.id ?? thread.core);
    if (copies.has(core) && (copies.size === 1 || !stores)) return 0;
    const elsewhere = copies.size > 0;
    if (stores) copies.clear();
    copies.add(core);
    if (!elsewhere) return 0;
    return Math.round(this.#kernel.profile.costs.cacheTransfer * this.#random.between(0.5, 1.5));
  }

  /** Loads a variable into the task's register. */
  read(by: Carrier, task: Task, name: string): void {
    const id = this.#ids.get(name) as number;
    const space = task.interpreter ?? by.process.id;
    const cell = this.#cell(space, id);
    task.register = cell.value;
    task.known.set(name, { writes: cell.writes, updates: cell.updates });
    this.#kernel.by(by, events.variableRead, id, task.id, space, cell.value);
  }

  /** Stores the task's register; what others wrote since the task's last load or store of this variable is lost. */
  write(by: Carrier, task: Task, name: string): void {
    const id = this.#ids.get(name) as number;
    const space = task.interpreter ?? by.process.id;
    const cell = this.#cell(space, id);
    const known = task.known.get(name) ?? cell;
    const lost = cell.writes - known.writes;
    cell.value = task.register;
    cell.writes++;
    cell.updates = known.updates + 1;
    task.known.set(name, { writes: cell.writes, updates: cell.updates });
    this.#kernel.by(by, events.variableWritten, id, task.id, space, cell.value, lost, cell.updates);
  }

  #cell(space: number, id: number): Cell {
    const key = `${space}:${id}`;
    let cell = this.#cells.get(key);
    if (cell === undefined) {
      cell = { value: this.#initial[id]?.initial ?? 0, writes: 0, updates: 0, copies: new Set() };
      this.#cells.set(key, cell);
    }
    return cell;
  }
}
