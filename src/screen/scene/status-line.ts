/** The bottom line: how it plays and where, and the keys that are wanted most; or a message, or what is being typed. */
import { cellText, clip } from "../../base/cells.ts";
import { formatDuration } from "../../base/time.ts";
import { forkWords } from "../session/fork-rows.ts";
import { eventNumber } from "../session/go-to.ts";
import { footerHints, type Hint, keyLabel } from "../session/hints.ts";
import { PRESENTER_HINTS } from "../session/presenting.ts";
import type { ModeOf, Question, Session } from "../session/state.ts";
import { canCancel } from "../session/underway.ts";
import { isWhole } from "../session/zoom.ts";
import { type Glyphs, glyphs } from "../views/glyphs.ts";
import type { Line, Run, Style } from "../views/line.ts";
import type { Room } from "../views/view.ts";
import { progressWords } from "./progress-words.ts";

export const BAR: Style = { ground: "bar" };
export const LABEL: Style = { ...BAR, ink: "label" };
export const NOW: Style = { ...BAR, ink: "now" };
/** That what is done is recorded. */
export const recSign = (signs: Glyphs): Run => ({ text: ` ${signs.running} rec`, style: REC });
const REC: Style = { ...BAR, ink: "alert" };

export interface Counts {
  readonly switches: number;
  readonly forced: number;
}

/** Exactly `room.columns` cells. */
export function statusLine(session: Session, counts: Counts, room: Room): Line {
  const signs = glyphs(room.unicode);
  if (session.mode.kind === "prompt") return barLine(promptRuns(session, session.mode, signs), room.columns);
  if (session.message !== null) return barLine([{ text: ` ${cellText(session.message)}`, style: NOW }], room.columns);
  if (session.underway !== null) {
    const words = progressWords(
      session.underway,
      canCancel(session) ? "esc cancels" : "",
      room.columns - 1,
      room.unicode,
    );
    return barLine([{ text: ` ${words}`, style: NOW }], room.columns);
  }
  const all = factRuns(session, counts, signs, room.columns);
  const facts =
    !session.presenting && room.columns - lengthOf(all) > FEWEST_HINTS
      ? all
      : factRuns(session, null, signs, room.columns);
  const left = room.columns - lengthOf(facts) - 1;
  const hints = session.presenting
    ? presenterHints(left, room.unicode)
    : footerHints(session, Math.max(0, left), room.unicode);
  const runs = hints.flatMap(({ keys, title }, index): readonly Run[] => [
    { text: `${index === 0 ? "" : "  "}${keys}`, style: BAR },
    { text: ` ${title}`, style: LABEL },
  ]);
  const gap = " ".repeat(Math.max(0, room.columns - lengthOf(facts) - lengthOf(runs) - 1));
  return barLine([...facts, { text: gap, style: BAR }, ...runs], room.columns);
}

/** As many as fit. */
function presenterHints(columns: number, unicode: boolean): readonly Hint[] {
  const hints = PRESENTER_HINTS.map(([key, title]): Hint => ({ keys: keyLabel(key, unicode), title }));
  const widthOf = (count: number): number =>
    hints.slice(0, count).reduce((sum, { keys, title }) => sum + keys.length + title.length + 3, -2);
  return hints.filter((_, index) => widthOf(index + 1) <= columns);
}

/** Below this the facts stand closer, so that the keys have room. */
const WIDE = 100;
/** How wide the first two hints are; where they would not fit, the counts go (their widths never change while a run plays). */
const FEWEST_HINTS = "space pause  ? keys ".length;

/** Numbers have the width that the run's largest ones need: what follows never moves. */
function factRuns(session: Session, counts: Counts | null, signs: Glyphs, columns: number): readonly Run[] {
  const { run, cursor, playing, pace, recording } = session;
  const ended = cursor.event >= run.events - 1;
  const sign = playing ? signs.play : ended ? signs.end : signs.pause;
  const gap = columns >= WIDE ? "   " : "  ";
  const speed = (pace === null ? `${signs.times}${session.speed.label}` : `${pace.perSecond}/s`).padEnd(8);
  const event = `${eventNumber(cursor)}`.padStart(`${run.events}`.length);
  const widest = `${run.switches.length}`.length;
  const count = (number: number): string => `${number}`.padStart(widest);
  const facts = [
    speed,
    `event ${event}${columns >= WIDE ? " of " : "/"}${run.events}`,
    ...(counts === null ? [] : [`switches ${count(counts.switches)} ${signs.dot} forced ${count(counts.forced)}`]),
  ];
  const lens = [forkFact(session, columns), lensWords(session)].filter((words) => words !== "").join(gap);
  return [
    ...(recording ? [recSign(signs)] : []),
    { text: ` ${sign} `, style: NOW },
    { text: facts.join(gap), style: BAR },
    ...(lens === "" ? [] : [{ text: `${gap}${lens}`, style: NOW }]),
    { text: session.count === null ? gap : `${gap}${session.count}${signs.ellipsis}${gap}`, style: NOW },
  ];
}

/** That this is not the run as it comes; how it is forked, where there is room for that. */
function forkFact(session: Session, columns: number): string {
  const words = cellText(forkWords(session));
  if (words === "" || words.length <= columns - FORK_ROOM) return words;
  const { length } = session.knobs.whatIf;
  return length === 1 ? "forked" : `${length} forks`;
}

/** Cells that the other facts and the first hints take on a wide screen. */
const FORK_ROOM = 82;

/** The most cells of a filter. */
const FILTER = 16;

/** What is looked at otherwise than the run itself would have it. */
function lensWords({ lens, run }: Session): string {
  const { span, filter, fold, follow } = lens;
  const words = [
    ...(span === null ? [] : [isWhole(run, lens) ? "all of the run" : `${formatDuration(span)} a page`]),
    ...(filter === "" ? [] : [`only ${clip(cellText(filter), FILTER)}`]),
    ...(fold === "none" ? [] : [`by ${fold}`]),
    ...(follow ? ["follows"] : []),
  ];
  return words.join(", ");
}

export const QUESTIONS: Readonly<Record<Question, readonly [label: string, note: string]>> = {
  place: ["go to", "a time (46ms), an event (120), a share (50%)"],
  filter: ["show only", "a name, a state or a process; nothing: all"],
  note: ["note", "what is to be seen here"],
};

function promptRuns(session: Session, { asks, text }: ModeOf<"prompt">, signs: Glyphs): readonly Run[] {
  const [label, words] = QUESTIONS[asks];
  const { run, cursor } = session;
  const found = asks === "filter" && text.trim() !== "" ? run.listed(cursor, text).tasks.length : null;
  const note = session.message ?? (found === null ? words : `${found} of ${run.tasks} tasks`);
  return [
    { text: ` ${label}: `, style: LABEL },
    { text: cellText(text), style: NOW },
    { text: signs.unicode ? "▏" : "_", style: NOW },
    { text: `  ${cellText(note)}`, style: session.message === null ? LABEL : BAR },
  ];
}

const lengthOf = (runs: readonly Run[]): number => runs.reduce((sum, { text }) => sum + text.length, 0);

/** Clipped and filled to the room. */
export function barLine(runs: readonly Run[], columns: number): Line {
  let left = columns;
  const clipped = runs.map(({ text, style }) => {
    const part = text.slice(0, left);
    left -= part.length;
    return { text: part, style };
  });
  return [...clipped.filter(({ text }) => text !== ""), { text: " ".repeat(left), style: BAR }];
}
