/** What if …: choosing what shall be otherwise from here on. */
import { forkRows, withChange } from "../fork-rows.ts";
import type { Change, ModeOf, Session } from "../state.ts";

const WATCH = { mode: { kind: "watch" }, message: null } as const;

export function inFork(session: Session, { row, steps }: ModeOf<"fork">, key: string): Change {
  const rows = forkRows(session);
  const chosen = rows[row];
  const to = (wanted: number): Change => ({
    set: { mode: { kind: "fork", row: (wanted + rows.length) % rows.length, steps: 0 }, message: null },
  });
  const turn = (by: number): Change => {
    if (chosen === undefined) return {};
    const value = chosen.present + steps + by;
    if (value < 0 || value >= chosen.values.length) return { set: { message: "it goes no further" } };
    return { set: { mode: { kind: "fork", row, steps: steps + by }, message: null } };
  };
  switch (key) {
    case "down":
    case "j":
      return to(row + 1);
    case "up":
    case "k":
      return to(row - 1);
    case "right":
    case "l":
      return turn(1);
    case "left":
    case "h":
      return turn(-1);
    case "enter": {
      if (chosen === undefined) return { set: WATCH };
      if (steps === 0) return { set: { message: "that is how it is: turn it first" } };
      const change = chosen.change(chosen.present + steps);
      return { set: WATCH, effects: [{ type: "futures", change, whatIf: withChange(session.knobs.whatIf, change) }] };
    }
    case "escape":
    case "e":
    case "q":
      return { set: WATCH };
    default:
      return {};
  }
}
