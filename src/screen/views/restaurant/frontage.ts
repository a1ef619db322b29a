/** Below the rooms: who is served, how often tickets were re-read, the story's sentence, and who stands for what. */
import type { TaskRow } from "../../frame/frame.ts";
import type { Line, Style } from "../line.ts";
import { type Cast, castOf } from "./cast.ts";
import { inPhase, isStuck } from "./guests.ts";
import { crowd, hueOf, type Kit, tilesIn } from "./kit.ts";
import { text, widthOf, wrapped } from "./runs.ts";

const LABEL: Style = { ink: "label" };

/** `served 1 of 3  A     tickets re-read 29, …   not here yet 0`: numbers in fixed columns, then the people themselves. */
export function served(kit: Kit, columns: number): Line {
  const { frame } = kit;
  const guests = kit.tasks.filter((row) => row.parent === null);
  const isGuest = (row: TaskRow): boolean => row.parent === null;
  const of = String(guests.length);
  const number = (count: number): string => String(count).padStart(of.length);
  const done = inPhase(kit, "finished").filter(isGuest);
  const away = inPhase(kit, "pending").filter(isGuest);
  const sad = inPhase(kit, "failed", "crashed", "cancelled").filter(isGuest);
  const stuck = frame.status.outcome === "deadlocked" ? guests.filter((row) => isStuck(kit, row)) : [];
  const line: Line = [
    text("served ", { ink: "label" }),
    text(number(frame.status.served), { ink: "now" }),
    text(` of ${of}`, { ink: "label" }),
  ];
  // Of thousands nobody is drawn here.
  const comeLater = guests.some((row) => row.arrival > 0);
  const room = of.length > 3 ? 0 : 6 + (comeLater ? 0 : Math.max(0, Math.min(24, columns - 100)));
  const shown = crowdOf(kit, done, room);
  const parts: Line[] = [[...line, text("  "), ...shown], ticketWords(kit, columns - (of.length > 3 ? 16 : 0))];
  if (comeLater) {
    parts.push([
      text("not here yet ", { ink: "label" }),
      text(number(away.length)),
      text(" "),
      ...crowdOf(kit, away, 6),
    ]);
  }
  if (frame.widest.futile > 0) {
    const widest = String(frame.widest.futile).length;
    const title = columns >= 120 ? "called in vain (futile wake-ups) " : "called in vain ";
    parts.push([text(title, LABEL), text(String(frame.status.futile).padStart(widest), { ink: "now" })]);
  }
  if (sad.length > 0) parts.push([text(`${gone(sad)} `, { ink: "alert" }), ...crowdOf(kit, sad, 8)]);
  if (stuck.length > 0) parts.push([text("stuck for ever ", { ink: "alert" }), ...crowdOf(kit, stuck, 8)]);
  const widest = [8 + 2 * of.length + 6 + room + 2];
  // Whole parts only, as many as fit.
  const drawn: Line[] = [];
  let at = 0;
  for (const [index, part] of parts.entries()) {
    if (at + widthOf(part) > columns) continue;
    const width = Math.max(widest[index] ?? 0, widthOf(part) + 3);
    drawn.push([...part, text(" ".repeat(width - widthOf(part)))]);
    at += width;
  }
  return drawn.flat();
}

function gone(rows: readonly TaskRow[]): string {
  const phases = new Set(rows.map((row) => row.phase));
  if (phases.size > 1) return "left without a meal";
  if (phases.has("crashed")) return "thrown out";
  return phases.has("cancelled") ? "called away" : "left without a meal";
}

function crowdOf(kit: Kit, rows: readonly TaskRow[], width: number): Line {
  if (rows.length === 0 || width < kit.tileWidth) return [];
  return rows.length > tilesIn(kit, width)
    ? []
    : crowd(
        kit,
        rows.map((row) => row.tile),
        width,
      );
}

/** Context switches, and how many of them by force. */
function ticketWords({ frame }: Kit, columns: number): Line {
  const { switches, forced } = frame.status;
  const widest = String(frame.widest.switches).length;
  const number = (count: number): string => String(count).padStart(widest);
  if (frame.widest.futile > 0 && columns < 120)
    return [text("re-read ", LABEL), text(number(switches), { ink: "now" })];
  const [title, force] =
    columns >= 100
      ? ["tickets re-read (context switches) ", castOf(frame.model).force]
      : [columns >= 72 ? "tickets re-read " : "re-read ", "forced"];
  return [
    text(title, { ink: "label" }),
    text(number(switches), { ink: "now" }),
    text(`, ${number(forced)} ${force}`, { ink: "label" }),
  ];
}

/** What happened last, as the restaurant tells it, with the people in their colours. */
export function storyLines({ frame }: Kit, columns: number, rows: number): readonly Line[] {
  if (frame.story.length === 0)
    return [[text("The door is still closed: nothing has happened yet.", { ink: "label" })]];
  const line: Line = frame.story.map((phrase) =>
    phrase.tile === undefined
      ? text(phrase.text, { ink: "now" })
      : text(phrase.text, { ink: "now", bold: true, ...hueOf(phrase.tile) }),
  );
  return wrapped(line, columns, rows);
}

/** The same event in the field's terms, so that nobody takes the story for the thing. */
export function machineLines({ frame }: Kit, columns: number, rows: number): readonly Line[] {
  const why = frame.why[0];
  if (why === undefined || rows === 0) return [];
  const words = why.phrases.map((phrase) =>
    text(phrase.text, { ink: "label" as const, ...hueOf(phrase.tile ?? null) }),
  );
  return wrapped([text("In the machine: ", LABEL), ...words], columns, rows);
}

/** What the run teaches, as many whole sentences as there is room for. */
export function findingLines({ frame }: Kit, columns: number, rows: number): readonly Line[] {
  const lines: Line[] = [];
  for (const phrases of frame.findings) {
    const words = phrases.map((phrase) => text(phrase.text, { ink: "fact", ...hueOf(phrase.tile ?? null) }));
    const told = wrapped(words, columns, rows + 1);
    if (lines.length + told.length <= rows) lines.push(...told);
  }
  return lines;
}

/** `waiter = the GIL · cook = core · …`, as much of it as fits; nothing is cut in the middle. */
export function legendLines({ legend }: Cast, columns: number, rows: number): readonly Line[] {
  const lines: Line[] = [];
  let line: Line = [];
  for (const [figure, real] of legend) {
    const item: Line = [text(figure), text(` = ${real}`, { ink: "label" })];
    const next = line.length === 0 ? item : [...line, text(" · ", { ink: "faint" }), ...item];
    if (widthOf(next) <= columns) {
      line = next;
    } else if (lines.length + 1 < rows) {
      lines.push(line);
      line = item;
    } else {
      break;
    }
  }
  return [...lines, line];
}
