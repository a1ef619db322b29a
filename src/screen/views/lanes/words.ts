/** Times and states in words a newcomer knows. */
import { formatDuration, type Ns } from "../../../base/time.ts";
import { formatIn, type Unit } from "../../../base/units.ts";
import type { Frame, TaskRow, Timeline } from "../../frame/frame.ts";

/** The unit of a page. */
export const unitOf = ({ unit }: Timeline): Unit => unit;

/** On a page of so many decimals, two of them would hide what happens on it. */
const FINE = 4;

/** A time with a fixed number of decimals and its unit: `3.2 ms`. */
export function steady(time: Ns, unit: Unit): string {
  const isFine = unit.decimals >= FINE;
  // Near by, and in a long run, a short time has a unit of its own: that of the axis tells instants far from the beginning.
  if ((isFine || unit.name === "s") && time > 0 && time < unit.size / 10) return formatDuration(time);
  return formatIn(time, unit, isFine ? 3 : Math.min(unit.decimals, 2));
}

/** A length with a fixed number of decimals; one that would be zero so, in its own unit. */
export const spanText = (time: number, unit: Unit): string =>
  time > 0 && time < unit.size / 20 ? formatDuration(time as Ns) : steady(time as Ns, unit);

/** What a task does, in at most `width` cells if it can be said so shortly. */
export function stateWords(row: TaskRow, frame: Frame, width: number): string {
  const unit = unitOf(frame.timeline);
  if (isStuck(row, frame)) return stuckWords(row, width);
  switch (row.phase) {
    case "running":
      return runningWords(row, frame, width);
    case "pending":
      return row.parent === null ? `arrives at ${steady(row.arrival, unit)}` : "not begun";
    case "start":
      return `waits for ${row.waitsFor}`;
    case "core":
      return width >= 23 ? "ready, waits for a core" : "waits for a core";
    case "timer":
      return row.answered ? "woken, loop busy" : "sleeps";
    case "lock":
      return lockWords(row, frame, width);
    case "queue":
      return `waits for queue ${row.waitsFor}`;
    case "loop":
      return `ready, waits for ${row.waitsFor}`.length <= width
        ? `ready, waits for ${row.waitsFor}`
        : "ready, waits its turn";
    case "result":
    case "join":
    case "gil":
      return `waits for ${row.waitsFor}`;
    case "io":
      return row.answered
        ? frame.loops.length > 0
          ? "answered, loop busy"
          : "answered, not seen"
        : `waits for ${row.waitsFor}`.length <= width
          ? `waits for ${row.waitsFor}`
          : "waits outside";
    case "finished":
      return `done at ${steady(row.finishedAt ?? row.since, unit)}`;
    case "failed":
      return `failed at ${steady(row.finishedAt ?? row.since, unit)}`;
    case "cancelled":
      return `cancelled at ${steady(row.finishedAt ?? row.since, unit)}`;
    case "crashed":
      return `crashed at ${steady(row.finishedAt ?? row.since, unit)}`;
  }
}

/** Nobody will ever come for it: the run has ended in a deadlock. */
export const isStuck = (row: TaskRow, frame: Frame): boolean =>
  frame.status.outcome === "deadlocked" && row.finishedAt === null && row.phase !== "pending";

function stuckWords({ phase, waitsFor }: TaskRow, width: number): string {
  const words = phase === "lock" ? `stuck: wants lock ${waitsFor}` : `stuck: waits for ${waitsFor}`;
  return words.length <= width ? words : `stuck: ${waitsFor}`;
}

function runningWords({ core, code, holdsGil }: TaskRow, { python }: Frame, width: number): string {
  const where = core === null ? "" : ` on core ${core}`;
  switch (code) {
    case "python": {
      const runs = python === null ? `runs${where}` : `runs Python${where}`;
      const held = `${runs}, holds the GIL`;
      return holdsGil && held.length <= width ? held : runs;
    }
    case "native": {
      const words = `${python === null ? "native" : "C"} code${where}`;
      return `runs ${words}`.length <= width ? `runs ${words}` : words;
    }
    case "startup":
      return `starts up${where}`;
    default:
      if (!holdsGil) return where.trim();
      return "holds the GIL".length + where.length <= width ? `holds the GIL${where}` : "holds the GIL";
  }
}

function lockWords({ waitsFor }: TaskRow, frame: Frame, width: number): string {
  const words = `waits for lock ${waitsFor}`;
  const holder = frame.locks.find((lock) => lock.name === waitsFor)?.holder ?? null;
  const told = holder === null ? words : `${words}, ${holder.name} has it`;
  return told.length <= width ? told : words;
}

const WAIT_NAMES = [
  ["gil", "GIL"],
  ["core", "core"],
  ["io", "I/O"],
  ["timer", "sleep"],
  ["lock", "lock"],
  ["loop", "loop"],
  ["queue", "queue"],
  ["result", "worker"],
  ["start", "start"],
] as const;

/** What a task has waited for so far, the kinds in a fixed order: `GIL 14.0 ms · I/O 18.0 ms`; the longest alone where room is short. */
export function waitedText(row: TaskRow, { now, timeline, procs, loops }: Frame, width: number): string {
  const unit = unitOf(timeline);
  const least = unit.size / 20;
  const turn = procs.length > 0 ? "P" : (loops[0]?.label ?? "").includes("hub") ? "hub" : "loop";
  const kinds = WAIT_NAMES.flatMap(([phase, own]) => {
    const name = phase === "loop" ? turn : own;
    const time = (row.waited[phase] ?? 0) + (row.phase === phase ? now - row.since : 0);
    return time < least ? [] : [{ time: time as Ns, name, text: `${name} ${steady(time as Ns, unit)}` }];
  });
  const all = kinds.map((kind) => kind.text).join(" · ");
  if (all.length <= width) return all;
  const longest = kinds.reduce(
    (best, kind) => (kind.time > best.time ? kind : best),
    kinds[0] as (typeof kinds)[number],
  );
  return longest.text.length <= width ? longest.text : `${longest.name} ${formatIn(longest.time, unit, 0)}`;
}
