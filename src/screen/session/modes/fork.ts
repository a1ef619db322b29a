/** What if …: choosing what shall be otherwise from here on. */
import type { Change, ModeOf, Session } from "../state.ts";

export function inFork(_session: Session, _mode: ModeOf<"fork">, key: string): Change {
  return key === "escape" || key === "q" ? { set: { mode: { kind: "watch" }, message: null } } : {};
}
