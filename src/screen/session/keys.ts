/** One key, by what has the keys at the moment. */
import { assertNever } from "../../base/errors.ts";
import { COMMANDS, commandForKey } from "./commands.ts";
import { placed } from "./cursor.ts";
import { parsePlace } from "./go-to.ts";
import { KNOB_ROWS } from "./knob-rows.ts";
import type { Change, Session } from "./state.ts";

/** More digits than this say nothing. */
const MOST = 1_000_000;
/** These work everywhere. */
const PROGRAM_KEYS = new Set(["ctrl+c", "ctrl+z"]);

export function press(session: Session, key: string): Change {
  if (PROGRAM_KEYS.has(key)) return obey(session, key);
  const { mode } = session;
  switch (mode.kind) {
    case "watch":
      return /^\d$/.test(key) && (key !== "0" || session.count !== null) ? digit(session, key) : obey(session, key);
    case "help":
      return inHelp(mode.top, key);
    case "knobs":
      return inKnobs(session, mode.row, key);
    case "prompt":
      return inPrompt(session, mode.text, key);
    default:
      return assertNever(mode);
  }
}

function digit({ count }: Session, key: string): Change {
  return { set: { count: Math.min(MOST, (count ?? 0) * 10 + Number.parseInt(key, 10)), message: null } };
}

/** The command of a key; the count is used up, whether there was one or not. */
function obey(session: Session, key: string): Change {
  const command = commandForKey(key);
  const after = { count: null, message: null };
  if (command === undefined) return { set: after };
  const enabled = command.enabled(session);
  if (enabled !== true) return { set: { ...after, message: enabled } };
  const change = command.run(session, session.count);
  return { ...change, set: { ...after, ...change.set } };
}

/** How far a page key scrolls the help; its lines are about as many as there are commands. */
const HELP_PAGE = 10;

function inHelp(top: number, key: string): Change {
  const to = (wanted: number): Change => ({
    set: { mode: { kind: "help", top: Math.min(Math.max(wanted, 0), COMMANDS.all.length) } },
  });
  switch (key) {
    case "down":
    case "j":
      return to(top + 1);
    case "up":
    case "k":
      return to(top - 1);
    case "pagedown":
    case "space":
      return to(top + HELP_PAGE);
    case "pageup":
    case "b":
      return to(top - HELP_PAGE);
    case "?":
    case "q":
    case "escape":
    case "enter":
      return { set: { mode: { kind: "watch" } } };
    default:
      return {};
  }
}

function inKnobs(session: Session, row: number, key: string): Change {
  const to = (wanted: number): Change => ({
    set: { mode: { kind: "knobs", row: (wanted + KNOB_ROWS.length) % KNOB_ROWS.length }, message: null },
  });
  const turn = (id: string | undefined): Change => (id === undefined ? {} : runById(session, id));
  switch (key) {
    case "down":
    case "j":
      return to(row + 1);
    case "up":
    case "k":
      return to(row - 1);
    case "right":
    case "l":
      return turn(KNOB_ROWS[row]?.more);
    case "left":
    case "h":
      return turn(KNOB_ROWS[row]?.less);
    case "escape":
    case "enter":
    case "o":
    case "q":
      return { set: { mode: { kind: "watch" }, message: null } };
    default:
      return {};
  }
}

function runById(session: Session, id: string): Change {
  const command = COMMANDS.get(id);
  const enabled = command.enabled(session);
  if (enabled !== true) return { set: { message: enabled } };
  const change = command.run(session, null);
  return { ...change, set: { message: null, ...change.set } };
}

function inPrompt(session: Session, text: string, key: string): Change {
  const typed = (next: string): Change => ({ set: { mode: { kind: "prompt", text: next }, message: null } });
  const closed = { mode: { kind: "watch" }, message: null } as const;
  if (key === "escape" || (key === "backspace" && text === "")) return { set: closed };
  if (key === "backspace") return typed(text.slice(0, -1));
  if (key === "space") return typed(`${text} `);
  if (key !== "enter") return key.length === 1 && text.length < 40 ? typed(text + key) : {};
  if (text.trim() === "") return { set: closed };
  const place = parsePlace(text, session.run);
  if (typeof place === "string") return { set: { mode: { kind: "prompt", text }, message: place } };
  return { set: { ...closed, ...placed(session.run, place), why: 0 } };
}
