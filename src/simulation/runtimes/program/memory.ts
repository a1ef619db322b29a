/** Shared variables: one copy in each process (in each interpreter, where these have their own memory), and a count of the updates that a store throws away. */
import * as events from "../../../trace/event.ts";
import type { Kernel } from "../../kernel/kernel.ts";
import type { Thread } from "../../kernel/thread.ts";
import type { Task } from "./run.ts";

interface Cell {
  value: number;
  writes: number;
}

export class Memory {
  readonly #kernel: Kernel;
  readonly #ids = new Map<string, number>();
  readonly #initial: readonly { readonly name: string; readonly initial: number }[];
  readonly #cells = new Map<string, Cell>();

  constructor(kernel: Kernel, shared: readonly { readonly name: string; readonly initial: number }[]) {
    this.#kernel = kernel;
    this.#initial = shared;
    for (const { name, initial } of shared) {
      this.#ids.set(name, kernel.tables.variables.push({ name, initial }) - 1);
    }
  }

  /** Loads a variable into the task's register. */
  read(thread: Thread, task: Task, name: string): void {
    const id = this.#ids.get(name) as number;
    const space = task.interpreter ?? thread.process.id;
    const cell = this.#cell(space, id);
    task.register = cell.value;
    task.known.set(name, cell.writes);
    this.#kernel.by(thread, events.variableRead, id, task.id, space, cell.value);
  }

  /** Stores the task's register; what others wrote since the task's last load or store of this variable is lost. */
  write(thread: Thread, task: Task, name: string): void {
    const id = this.#ids.get(name) as number;
    const space = task.interpreter ?? thread.process.id;
    const cell = this.#cell(space, id);
    const lost = cell.writes - (task.known.get(name) ?? cell.writes);
    cell.value = task.register;
    cell.writes++;
    task.known.set(name, cell.writes);
    this.#kernel.by(thread, events.variableWritten, id, task.id, space, cell.value, lost);
  }

  #cell(space: number, id: number): Cell {
    const key = `${space}:${id}`;
    let cell = this.#cells.get(key);
    if (cell === undefined) {
      cell = { value: this.#initial[id]?.initial ?? 0, writes: 0 };
      this.#cells.set(key, cell);
    }
    return cell;
  }
}
