/** A letter and a hue for every task, the same everywhere and for the whole run. */
import { cellText } from "../../base/cells.ts";
import type { TraceTables } from "../../trace/trace.ts";
import type { Tile } from "./frame.ts";

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
/** The parts of a split task: their colour says whose they are. */
const PARTS = "123456789abcdefghijklmnopqrstuvwxyz";
/** Main threads, loops and helpers have one sign. */
export const MACHINERY = "#";
/** What the only main thread is called, whatever it does. */
export const MAIN = "main thread";

export interface Tiles {
  /** By task. */
  readonly tasks: readonly Tile[];
  /** By thread: its own task's, or a machine's. */
  readonly threads: readonly Tile[];
}

/**
 * A task's letter is its name's first where no other task begins so; the others get the letters that are left, in order,
 * then all of them again. Tasks of one colour are eight apart, so that a letter and a hue together repeat late.
 */
export function tilesOf({ tasks, threads }: Pick<TraceTables, "tasks" | "threads">): Tiles {
  const initials = new Map<string, number>();
  const initial = (name: string): string => name.charAt(0).toUpperCase();
  for (const task of tasks) {
    if (task.parent === null) initials.set(initial(task.name), (initials.get(initial(task.name)) ?? 0) + 1);
  }
  const isOwn = (name: string): boolean => initials.get(initial(name)) === 1 && /^[A-Z0-9]$/.test(initial(name));
  const taken = new Set(
    tasks.filter((task) => task.parent === null && isOwn(task.name)).map((task) => initial(task.name)),
  );
  const left = [...LETTERS].filter((letter) => !taken.has(letter));

  const hues: number[] = [];
  const parts = new Map<number, number>();
  let hue = 0;
  let next = 0;
  const tiles = tasks.map((task, id): Tile => {
    const name = cellText(task.name);
    if (task.parent !== null && task.parent < id) {
      const part = parts.get(task.parent) ?? 0;
      parts.set(task.parent, part + 1);
      hues.push(hues[task.parent] as number);
      return { letter: PARTS.charAt(part % PARTS.length), hue: hues[id] as number, name, task: id };
    }
    hues.push(hue++);
    const letter = isOwn(task.name) ? initial(task.name) : (left[next++ % left.length] as string);
    return { letter, hue: hues[id] as number, name, task: id };
  });
  const mains = threads.filter(({ role }) => role === "main").length;
  const machines = threads.map((thread): Tile => {
    const own = thread.task === null ? undefined : tiles[thread.task];
    const name = thread.role === "main" && mains === 1 ? MAIN : cellText(thread.name);
    return own ?? { letter: MACHINERY, hue: null, name, task: null };
  });
  return { tasks: tiles, threads: machines };
}
