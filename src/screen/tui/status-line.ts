/** The bottom line: how it plays and where, and the keys that are wanted most; or a message, or what is being typed. */
import { eventNumber } from "../session/go-to.ts";
import { footerHints } from "../session/hints.ts";
import { speedOf } from "../session/speeds.ts";
import type { Session } from "../session/state.ts";
import { type Glyphs, glyphs } from "../views/glyphs.ts";
import type { Line, Run, Style } from "../views/line.ts";
import type { Room } from "../views/view.ts";

const BAR: Style = { ground: "bar" };
const LABEL: Style = { ...BAR, ink: "label" };
const NOW: Style = { ...BAR, ink: "now" };

export interface Counts {
  readonly switches: number;
  readonly forced: number;
}

/** Exactly `room.columns` cells. */
export function statusLine(session: Session, counts: Counts, room: Room): Line {
  const signs = glyphs(room.unicode);
  if (session.mode.kind === "prompt") return filled(promptRuns(session, session.mode.text, signs), room.columns);
  if (session.message !== null) return filled([{ text: ` ${session.message}`, style: NOW }], room.columns);
  const facts = factRuns(session, counts, signs, room.columns);
  const left = room.columns - lengthOf(facts) - 1;
  const hints = footerHints(session, Math.max(0, left), room.unicode);
  const runs = hints.flatMap(({ keys, title }, index): readonly Run[] => [
    { text: `${index === 0 ? "" : "  "}${keys}`, style: BAR },
    { text: ` ${title}`, style: LABEL },
  ]);
  const gap = " ".repeat(Math.max(0, room.columns - lengthOf(facts) - lengthOf(runs) - 1));
  return filled([...facts, { text: gap, style: BAR }, ...runs], room.columns);
}

/** Numbers have the width that the run's largest ones need: what follows never moves. */
function factRuns(session: Session, { switches, forced }: Counts, signs: Glyphs, columns: number): readonly Run[] {
  const { run, cursor, playing } = session;
  const ended = cursor.event >= run.events - 1;
  const sign = playing ? signs.play : ended ? signs.end : signs.pause;
  const number = `${eventNumber(cursor)}`.padStart(`${run.events}`.length);
  const runs: Run[] = [
    { text: ` ${sign} `, style: NOW },
    { text: `${signs.times}${speedOf(session.speed).label}`.padEnd(9), style: BAR },
    { text: `event ${number} of ${run.events}`, style: BAR },
  ];
  if (columns >= 76) {
    const width = `${run.switches.length}`.length;
    const made = `${switches}`.padStart(width);
    runs.push({ text: `   switches ${made} ${signs.dot} forced ${`${forced}`.padStart(width)}`, style: BAR });
  }
  if (session.count !== null) runs.push({ text: `   ${session.count}${signs.ellipsis}`, style: NOW });
  return [...runs, { text: "   ", style: BAR }];
}

function promptRuns(session: Session, text: string, signs: Glyphs): readonly Run[] {
  const note = session.message ?? "a time (46ms), an event (120), a share (50%)";
  return [
    { text: " go to: ", style: LABEL },
    { text, style: NOW },
    { text: signs.unicode ? "▏" : "_", style: NOW },
    { text: `  ${note}`, style: session.message === null ? LABEL : BAR },
  ];
}

const lengthOf = (runs: readonly Run[]): number => runs.reduce((sum, { text }) => sum + text.length, 0);

/** Clipped and filled to the room. */
function filled(runs: readonly Run[], columns: number): Line {
  let left = columns;
  const clipped = runs.map(({ text, style }) => {
    const part = text.slice(0, left);
    left -= part.length;
    return { text: part, style };
  });
  return [...clipped.filter(({ text }) => text !== ""), { text: " ".repeat(left), style: BAR }];
}
