/** Where each guest is and what they do there, in one line each. */
import { us } from "../../../base/time.ts";
import type { TaskRow, Tile } from "../../frame/frame.ts";
import type { Line, Style } from "../line.ts";
import {
  bar,
  chips,
  crowd,
  foodOf,
  hueOf,
  type Kit,
  left,
  millis,
  personOf,
  personWidth,
  roundMs,
  shortened,
  thinLine,
  tilesIn,
} from "./kit.ts";
import { fitted, text } from "./runs.ts";

/** `  18.2 of 40 ms `: progress in numbers. */
const NUMBER_WIDTH = 16;

const GONE = new Set<TaskRow["phase"]>(["finished", "failed", "cancelled", "crashed"]);
export const isGone = (row: TaskRow): boolean => GONE.has(row.phase);

/** Nobody will ever come for them: the run ended in a deadlock before they did. */
export const isStuck = (kit: Kit, row: TaskRow): boolean =>
  kit.frame.status.outcome === "deadlocked" && !isGone(row) && row.phase !== "pending";

/** Those who are in one of these phases, in the order of the tasks. */
export function inPhase(kit: Kit, ...phases: readonly TaskRow["phase"][]): readonly TaskRow[] {
  const lists = phases.flatMap((phase) => kit.byPhase.get(phase) ?? []);
  return phases.length === 1 ? lists : lists.sort((a, b) => (a.tile.task ?? 0) - (b.tile.task ?? 0));
}

/** What a guest does, in words, and how far it is. */
export interface Doing {
  readonly words: string;
  /** Fewer of them, for the narrowest rooms. */
  readonly brief?: string;
  readonly progress?: { readonly done: TaskRow["arrival"]; readonly total: TaskRow["arrival"] };
  /** A cook works on it, a fryer does, or the guest only waits. */
  readonly kind: "cook" | "fryer" | "patience" | "none";
  readonly alert?: boolean;
}

export function doing(kit: Kit, row: TaskRow): Doing {
  if (isStuck(kit, row)) {
    const what = row.waitsFor === "" ? "" : `, waits for ${theThing(row)}`;
    return { words: `stuck for ever${what}`, brief: "stuck for ever", kind: "none", alert: true };
  }
  switch (row.phase) {
    case "pending":
      // A part comes when the whole has got so far, which nobody knows before.
      if (row.parent !== null) return { words: "not begun", kind: "none" };
      return { words: `comes at ${millis(row.arrival).trim()} ms`, kind: "none" };
    case "start":
      return { words: "has come in", kind: "none" };
    case "running":
      return row.code === "system" && !row.holdsGil && kit.wanting.has(row.tile.task)
        ? TRIES
        : atTheCook(row, kit.frame.model);
    case "core":
      return row.holdsGil
        ? { words: "let through, no cook is free", brief: "no cook is free", kind: "none" }
        : { words: "waits for a cook", kind: "none" };
    case "gil":
      return row.wait === null
        ? { words: "lets somebody else go first", kind: "none" }
        : { words: "May I?", progress: row.wait, kind: "patience" };
    case "io":
      return row.wait === null
        ? { words: foodOf(row.waitsFor), kind: "none" }
        : { words: foodOf(row.waitsFor), progress: row.wait, kind: "fryer" };
    case "timer":
      return row.wait === null
        ? { words: "a nap", kind: "none" }
        : { words: "a nap", progress: row.wait, kind: "fryer" };
    case "lock":
      return { words: `waits for ${theThing(row)}`, brief: `wants ${theThing(row)}`, kind: "none" };
    case "queue":
      return { words: `waits at the rail ${row.waitsFor}`, kind: "none" };
    case "loop":
      return {
        words: row.step === null ? "has come in" : (READY[kit.frame.model] ?? "the buzzer rang"),
        kind: "none",
      };
    case "join":
      return { words: "waits for the friends", brief: "waits", kind: "none" };
    case "result":
      return { words: "waits for the crew", brief: "waits", kind: "none" };
    case "finished":
      return { words: "served", kind: "none" };
    case "failed":
      return { words: "left without a meal", kind: "none", alert: true };
    case "cancelled":
      return { words: "was called away", kind: "none" };
    case "crashed":
      return { words: "thrown out", kind: "none", alert: true };
  }
}

function theThing(row: TaskRow): string {
  return row.phase === "lock" ? `the ${row.waitsFor.replace(/^(?:a|the) /, "")}` : row.waitsFor;
}

/** On a cook's time, and not for the order: it looks whether the GIL is free, or is on its way to sleep. */
const TRIES: Doing = { words: "tries the counter", brief: "tries", kind: "none" };

/** Who can go on and has not been come to, where no buzzer calls. */
const READY: Readonly<Record<string, string>> = { gevent: "may go on", goroutines: "hangs on a rail" };

function atTheCook({ code, step }: TaskRow, model: string): Doing {
  const timed = step !== null && step.total > 0 && (step.kind === "cpu" || step.kind === "native") ? step : null;
  switch (code) {
    case "python":
      return timed === null
        ? { words: step?.text ?? "burger", kind: "none" }
        : { words: "burger", progress: timed, kind: "cook" };
    case "native":
      return timed === null ? { words: "grill", kind: "none" } : { words: "grill", progress: timed, kind: "cook" };
    case "startup":
      return { words: model === "subinterpreters" ? "fits out a kitchen" : "opens the restaurant", kind: "none" };
    default:
      return timed === null
        ? { words: "reads the ticket", brief: "reads", kind: "none" }
        : { words: "burger", progress: timed, kind: "cook" };
  }
}

/** `burger ██████░░░░ 18.2 of 40.0 ms`: the words in a fixed width, then progress as long as there is room. */
export function activity(kit: Kit, row: TaskRow, width: number, wordsWidth: number): Line {
  const what = doing(kit, row);
  const style: Style = what.alert === true ? { ink: "alert" } : row.phase === "running" ? { ink: "now" } : {};
  if (what.progress === undefined || what.kind === "none") {
    const words = what.brief !== undefined && what.words.length > width ? what.brief : what.words;
    return [text(shortened(words, width), style)];
  }
  const words = text(`${shortened(what.words, wordsWidth).padEnd(wordsWidth)} `, style);
  const spoken = progressWords(what.kind, what.progress);
  const room = width - wordsWidth - 1;
  const number = room - spoken.length - 1 >= 5 ? spoken : "";
  const span = number === "" ? room : room - number.length - 1;
  const draw = what.kind === "cook" ? bar : what.kind === "fryer" ? thinLine : chips;
  const line = draw(kit, what.progress, Math.min(span, 60), hueOf(row.tile));
  return [words, ...fitted(line, span), text(number === "" ? "" : ` ${number}`, { ink: "fact" })];
}

/** Always as wide for one kind of progress. */
function progressWords(kind: Doing["kind"], progress: NonNullable<Doing["progress"]>): string {
  if (kind === "fryer") return `${millis(left(progress))} ms left`.padEnd(NUMBER_WIDTH);
  if (progress.total < us(100)) {
    const [some, all] = [progress.done, progress.total].map((time) => Math.round(time / us(1)));
    return `${String(some).padStart(6)} of ${all} us`.padEnd(NUMBER_WIDTH);
  }
  const done = kind === "patience" ? millis(progress.done).slice(1) : millis(progress.done);
  return `${done} of ${roundMs(progress.total)} ms`.padEnd(NUMBER_WIDTH);
}

/** One guest and what they do, in one line. */
export function guestLine(kit: Kit, row: TaskRow, width: number, wordsWidth = 6): Line {
  const name: Style = { ink: row.phase === "running" ? "now" : "fact", underline: row.selected };
  const person = personOf(kit, row.tile, name);
  const rest = width - personWidth(kit) - 2;
  return [...person, text("  "), ...activity(kit, row, rest, wordsWidth)];
}

/** A list that may be longer than the room: the first ones in a line each, the others as a crowd of tiles. */
export function listOf<Item>(
  kit: Kit,
  items: readonly Item[],
  tile: (item: Item) => Tile,
  line: (item: Item) => Line,
  width: number,
  height: number,
): readonly Line[] {
  if (items.length <= height) return items.map(line);
  const crowdRows = height > 2 ? Math.min(2, height - 1) : 1;
  const detailed = items.slice(0, height - crowdRows);
  const others = items.slice(height - crowdRows).map(tile);
  const perRow = tilesIn(kit, width);
  const rows: Line[] = detailed.map(line);
  for (let row = 0; row < crowdRows; row++) {
    const from = row * perRow;
    const isLast = row === crowdRows - 1;
    rows.push(
      crowd(kit, others.slice(from, from + perRow), width, isLast ? Math.max(0, others.length - from - perRow) : 0),
    );
  }
  return rows;
}

/** Least share of the room that a guest in a line would like to have. */
const CLOSER = 0.8;

/** Several guests in one line, as many as fit. */
export function inline<Item>(
  items: readonly Item[],
  piece: (item: Item, width: number) => Line,
  width: number,
  most: number,
  empty: string,
): Line {
  if (items.length === 0) return [text(empty, { ink: "label" })];
  const fits = Math.floor((width + 3) / (most + 3));
  const more = `+ ${items.length} more`.length;
  // Where some stay hidden, their number needs room too: the others stand closer, or are one fewer.
  const closer = Math.floor((width - more) / Math.max(1, fits)) - 3;
  const isAll = items.length <= fits;
  const shown = Math.max(1, isAll ? items.length : closer >= most * CLOSER ? fits : fits - 1);
  const each = isAll ? Math.min(most, width) : Math.min(most, Math.floor((width - more) / shown) - 3);
  const line = items.slice(0, shown).flatMap((item) => [...fitted(piece(item, each), each), text("   ")]);
  const hidden = items.length - shown;
  return hidden === 0 ? line : [...line, text(`+ ${hidden} more`, { ink: "label" })];
}
