/** The list of keys: scrolling and closing it. */
import type { Change, ModeOf } from "../state.ts";

/** How far a page key scrolls the help; its lines are about as many as there are commands. */
const HELP_PAGE = 10;

/** @param most the last line it may scroll to */
export function inHelp({ top }: ModeOf<"help">, key: string, most: number): Change {
  const to = (wanted: number): Change => ({
    set: { mode: { kind: "help", top: Math.min(Math.max(wanted, 0), most) } },
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
