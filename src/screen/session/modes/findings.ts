/** The findings: choosing one and going to where it shows. */
import { atEvent, placed } from "../cursor.ts";
import type { Change, ModeOf, Session } from "../state.ts";

const WATCH = { mode: { kind: "watch" }, message: null } as const;

export function inFindings({ run }: Session, { row }: ModeOf<"findings">, key: string): Change {
  const count = run.lessons.length;
  const to = (wanted: number): Change => ({
    set: { mode: { kind: "findings", row: Math.min(Math.max(wanted, 0), Math.max(0, count - 1)) }, message: null },
  });
  if (/^[1-9]$/.test(key)) return Number(key) <= count ? to(Number(key) - 1) : {};
  switch (key) {
    case "down":
    case "j":
      return to(row + 1);
    case "up":
    case "k":
      return to(row - 1);
    case "home":
    case "g":
      return to(0);
    case "end":
    case "G":
      return to(count - 1);
    case "enter": {
      const event = run.lessons[row];
      if (event === undefined) return { set: WATCH };
      return { set: { ...WATCH, ...placed(run, atEvent(run, event)), playing: false, why: 0 } };
    }
    case "escape":
    case "q":
    case "F":
      return { set: WATCH };
    default:
      return {};
  }
}
