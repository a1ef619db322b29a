/** One key, by what has the keys at the moment. */
import { assertNever } from "../../base/errors.ts";
import { COMMANDS, commandForKey } from "./commands.ts";
import { inFindings } from "./modes/findings.ts";
import { inFork } from "./modes/fork.ts";
import { inHelp } from "./modes/help.ts";
import { inKnobs } from "./modes/knobs.ts";
import { inPrompt } from "./modes/prompt.ts";
import { presenterCommand } from "./presenting.ts";
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
      return inHelp(mode, key, COMMANDS.all.length);
    case "knobs":
      return inKnobs(mode, key, (id) => runById(session, id));
    case "prompt":
      return inPrompt(session, mode, key);
    case "fork":
      return inFork(session, mode, key);
    case "findings":
      return inFindings(session, mode, key);
    default:
      return assertNever(mode);
  }
}

function digit({ count }: Session, key: string): Change {
  return { set: { count: Math.min(MOST, (count ?? 0) * 10 + Number.parseInt(key, 10)), message: null } };
}

/** The command of a key; the count is used up, whether there was one or not. */
function obey(session: Session, key: string): Change {
  const command = (session.presenting ? presenterCommand(key) : undefined) ?? commandForKey(key);
  const after = { count: null, message: null };
  if (command === undefined) return { set: after };
  const enabled = command.enabled(session);
  if (enabled !== true) return { set: { ...after, message: enabled } };
  const change = command.run(session, session.count);
  return { ...change, set: { ...after, ...change.set } };
}

function runById(session: Session, id: string): Change {
  const command = COMMANDS.get(id);
  const enabled = command.enabled(session);
  if (enabled !== true) return { set: { message: enabled } };
  const change = command.run(session, null);
  return { ...change, set: { message: null, ...change.set } };
}
