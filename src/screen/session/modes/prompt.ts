/** What is typed on the bottom line, and what comes of it. */
import { placed } from "../cursor.ts";
import { parsePlace } from "../go-to.ts";
import { noted } from "../marks.ts";
import type { Change, ModeOf, Question, Session } from "../state.ts";

/** Longer answers are of no use to anybody. */
const LONGEST = 60;

/** What can be done with marks. */
const MARK_KEYS = "   m again edits it   ' next   \" previous";

/** What an answer does: a change, or a sentence on what is wrong with it. */
const ANSWERS: Readonly<Record<Question, (session: Session, text: string) => NonNullable<Change["set"]> | string>> = {
  place: (session, text) => {
    if (text.trim() === "") return {};
    const place = parsePlace(text, session.run);
    return typeof place === "string" ? place : { ...placed(session.run, place), why: 0 };
  },
  filter: ({ lens, run, cursor }, text) => {
    const filter = text.trim();
    const none = filter !== "" && run.listed(cursor, filter).tasks.length === 0;
    const set = { lens: { ...lens, filter, top: null } };
    return none ? { ...set, message: `at this moment nothing matches ${filter}: esc shows all` } : set;
  },
  note: (session, text) => {
    const marks = noted(session, text);
    const message = marks.length < session.marks.length ? "the mark is gone" : `marked${MARK_KEYS}`;
    return { marks, message };
  },
};

export function inPrompt(session: Session, mode: ModeOf<"prompt">, key: string): Change {
  const { text } = mode;
  const typed = (next: string): Change => ({ set: { mode: { ...mode, text: next }, message: null } });
  const closed = { mode: { kind: "watch" }, message: null } as const;
  if (key === "escape" || (key === "backspace" && text === "")) return { set: closed };
  if (key === "backspace") return typed(text.slice(0, -1));
  if (key === "space") return typed(`${text} `);
  if (key !== "enter") return key.length === 1 && text.length < LONGEST ? typed(text + key) : {};
  const answer = ANSWERS[mode.asks](session, text);
  if (typeof answer === "string") return { set: { mode, message: answer } };
  return { set: { ...closed, ...answer } };
}
