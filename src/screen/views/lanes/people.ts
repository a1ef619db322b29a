/** The list of tasks: where each stands, how far it is, what it has waited for. */
import { formatProgress } from "../../../base/units.ts";
import type { Frame, TaskRow } from "../../frame/frame.ts";
import { STATES } from "../../frame/states.ts";
import { type Glyphs, glyphs } from "../glyphs.ts";
import type { Line, Style } from "../line.ts";
import { clipName } from "../names.ts";
import type { Room } from "../view.ts";
import { rule } from "./chrome.ts";
import { foldRows, foldRule } from "./folds.ts";
import { FACT, FAINT, hueStyle, LABEL, NOW, Pen } from "./pen.ts";
import { isStuck, stateWords, waitedText } from "./words.ts";

/** The columns of the list; fixed for a run and a screen. */
interface Plan {
  readonly name: number;
  readonly state: number;
  readonly step: number;
  readonly bar: number;
  readonly amount: number;
  readonly waited: number;
}

const AMOUNT = 12;

function planOf(frame: Frame, room: Room): Plan {
  const { steps } = frame.widest;
  const name = Math.min(Math.max(3, frame.widest.name), room.columns < 72 ? 10 : room.columns < 100 ? 12 : 18);
  const step = room.columns >= 100 ? 2 * String(steps).length + 1 + 8 : 0;
  const state = room.columns >= 120 ? 38 : room.columns < 72 ? 23 : 25;
  const fixed = 4 + name + 2 + 2 + state + 1 + step + (step > 0 ? 1 : 0) + AMOUNT + 2;
  const rest = room.columns - fixed - 1;
  const waited =
    rest >= 60 ? 34 : rest >= 30 ? Math.max(15, rest - 20) : rest >= 26 ? 15 : rest >= 22 ? 14 : rest >= 20 ? 12 : 0;
  return { name, state, step, bar: Math.max(4, Math.min(24, rest - waited - 1)), amount: AMOUNT, waited };
}

/** The rule above the list, with the headings of its columns. */
export function peopleRule(frame: Frame, room: Room): Line {
  const plan = planOf(frame, room);
  const progress = 4 + plan.name + 2 + 2 + plan.state + 1;
  const waited = progress + (plan.step > 0 ? plan.step + 1 : 0) + plan.bar + 1 + plan.amount + 2;
  const title = titleOf(frame);
  if (frame.lens.fold !== "none") return foldRule(frame, title, room);
  return rule(`${title}${shownWords(frame)}`, room, [
    { column: progress, text: plan.step > 0 ? "step" : "progress of its step" },
    ...(plan.step > 0 ? [{ column: progress + plan.step + 1, text: "progress" }] : []),
    ...(plan.waited > 0 ? [{ column: waited, text: "waited for" }] : []),
  ]);
}

/** How many a filter leaves, and where a list that is scrolled stands. */
function shownWords({ lens, people, tasks }: Frame): string {
  const found = lens.filter === "" ? "" : `, ${people.length} of ${tasks.length}`;
  const top = lens.top === null || people.length === 0 ? "" : `, from ${Math.min(lens.top + 1, people.length)}`;
  return found + top;
}

/** One thread a task, or tasks that share threads. */
const titleOf = (frame: Frame): string =>
  frame.procs.length > 0 ? "goroutines" : frame.threads.some((thread) => thread.role === "task") ? "threads" : "tasks";

export function peopleRows(frame: Frame, room: Room, rows: number): Line[] {
  if (frame.lens.fold !== "none") return foldRows(frame, room, rows);
  const plan = planOf(frame, room);
  const { people } = frame;
  if (people.length === 0) return [new Pen(room.columns).write(" nobody at this moment", LABEL).line];
  if (people.length <= rows) return people.map((row) => personLine(row, frame, plan, room));
  const shown = choose(frame, Math.max(1, rows - 1));
  const hidden = people.filter((row) => !shown.has(row));
  return [...[...shown].map((row) => personLine(row, frame, plan, room)), summary(hidden, room)].slice(0, rows);
}

/**
 * From where the list was scrolled to; else the first unfinished tasks in order, and ended ones only where there is room. A selected task
 * that is not among them has its neighbours with it; without one the last place is kept for one that has a core and is not shown.
 */
function choose(frame: Frame, rows: number): ReadonlySet<TaskRow> {
  const { people } = frame;
  const { top } = frame.lens;
  const from = (wanted: number): ReadonlySet<TaskRow> => {
    const first = Math.max(0, Math.min(wanted, people.length - rows));
    return new Set(people.slice(first, first + rows));
  };
  if (top !== null) return from(top);
  const open: TaskRow[] = [];
  const ended: TaskRow[] = [];
  for (const row of people) {
    const list = row.finishedAt === null ? open : ended;
    if (list.length < rows || list === ended) list.push(row);
  }
  const shown = [...ended.slice(-Math.max(1, rows - open.length)).slice(0, rows - open.length), ...open];
  const isRunning = (row: TaskRow): boolean => row.phase === "running";
  const selected = people.findIndex((row) => row.selected);
  if (selected >= 0 && !shown.includes(people[selected] as TaskRow)) return from(selected - rows + 1);
  const wanted = shown.some(isRunning) ? undefined : people.find(isRunning);
  if (wanted !== undefined && !shown.includes(wanted)) shown[shown.length - 1] = wanted;
  return new Set(shown);
}

function summary(rows: readonly TaskRow[], room: Room): Line {
  const pen = new Pen(room.columns).write(` +${rows.length} more: `, LABEL);
  const counts = new Map<string, number>();
  for (const { phase } of rows) counts.set(phase, (counts.get(phase) ?? 0) + 1);
  const told = STATES.flatMap(([name, phases]) => {
    const count = phases.reduce((sum, phase) => sum + (counts.get(phase) ?? 0), 0);
    return count === 0 ? [] : [`${count} ${name}`];
  });
  // Whole groups only.
  told.forEach((words, index) => {
    const next = `${index === 0 ? "" : ", "}${words}`;
    if (pen.left > next.length) pen.write(next, LABEL);
  });
  return pen.line;
}

function personLine(row: TaskRow, frame: Frame, plan: Plan, room: Room): Line {
  const marks = glyphs(room.unicode);
  const pen = new Pen(room.columns)
    .write(row.selected ? marks.right : " ", NOW)
    .tile(row.tile)
    .write(" ");
  const ended = row.finishedAt !== null;
  const ink: Style = isStuck(row, frame)
    ? { ink: "alert" }
    : row.phase === "running"
      ? NOW
      : ended || row.phase === "pending"
        ? LABEL
        : FACT;
  const name: Style = row.selected ? { ...hueStyle(row.tile), underline: true } : ended ? LABEL : hueStyle(row.tile);
  pen.cell(clipName(row.tile.name, plan.name), plan.name, name).write("  ");
  pen.write(
    `${sign(row, marks)} `,
    row.phase === "failed" || row.phase === "crashed" ? { ink: "alert" } : hueStyle(row.tile),
  );
  pen.cell(stateWords(row, frame, plan.state), plan.state, ink).write(" ");
  const { step } = row;
  if (plan.step > 0) {
    const of = step === null ? "" : `${String(step.number).padStart(String(step.of).length)}/${step.of} ${step.kind}`;
    pen.cell(of, plan.step, LABEL).write(" ");
  }
  if (step !== null && step.total > 0) {
    // A number that needs more takes it from the bar; it is as long from the step's beginning to its end.
    const amount = formatProgress(step.done, step.total);
    const width = Math.max(plan.amount, amount.length);
    bar(pen, step.done / step.total, plan.bar - (width - plan.amount), row, room);
    pen.write(" ").cell(amount, width, ink === LABEL ? LABEL : FACT);
  } else pen.cell(step === null || plan.step > 0 ? "" : step.text, plan.bar + 1 + plan.amount, LABEL);
  if (plan.waited > 0) pen.write("  ").write(waitedText(row, frame, Math.min(plan.waited, pen.left - 1)), LABEL);
  return pen.line;
}

function sign(row: TaskRow, marks: Glyphs): string {
  if (row.answered) return marks.runnable;
  switch (row.phase) {
    case "running":
      return marks.running;
    case "core":
    case "loop":
    case "start":
      return marks.runnable;
    case "finished":
      return marks.done;
    case "failed":
    case "crashed":
    case "cancelled":
      return marks.failed;
    case "pending":
      return " ";
    default:
      return marks.waiting;
  }
}

/** Solid for work, a thin line for a wait: one is a cook's time, the other is the fryer's. */
function bar(pen: Pen, share: number, width: number, row: TaskRow, room: Room): void {
  const marks = glyphs(room.unicode);
  const whole = Math.max(0, Math.min(1, share)) * width;
  if (row.step?.kind === "io" || row.step?.kind === "sleep") {
    const done = Math.round(whole);
    pen.write(marks.lineFull.repeat(done), hueStyle(row.tile)).write(marks.lineRest.repeat(width - done), FAINT);
    return;
  }
  // With colours a tinted ground shows the rest, to the eighth of a cell.
  const ground: Style = room.colour && room.unicode ? { ground: "tint" } : {};
  const part = marks.barParts[Math.floor((whole % 1) * 8) - 1] ?? "";
  const done = marks.barFull.repeat(Math.floor(whole)) + part;
  const rest = room.colour && room.unicode ? " " : marks.barRest;
  const style = { ...hueStyle(row.tile), ...ground };
  pen.write(done, style).write(rest.repeat(width - done.length), rest === " " ? style : FAINT);
}
