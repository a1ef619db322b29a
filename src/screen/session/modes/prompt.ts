/** What is typed on the bottom line, and what comes of it. */
import { placed } from "../cursor.ts";
import { parsePlace } from "../go-to.ts";
import type { Change, ModeOf, Question, Session } from "../state.ts";

/** Longer answers are of no use to anybody. */
const LONGEST = 60;

/** What an answer does: a change, or a sentence on what is wrong with it. */
const ANSWERS: Readonly<Record<Question, (session: Session, text: string) => NonNullable<Change["set"]> | string>> = {
  place: (session, text) => {
    if (text.trim() === "") return {};
    const place = parsePlace(text, session.run);
    return typeof place === "string" ? place : { ...placed(session.run, place), why: 0 };
  },
  filter: ({ lens }, text) => ({ lens: { ...lens, filter: text.trim(), top: null } }),
  note: () => ({}),
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
