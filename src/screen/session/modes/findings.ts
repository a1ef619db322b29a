/** The findings: choosing one and going to where it shows. */
import type { Change, ModeOf, Session } from "../state.ts";

export function inFindings(_session: Session, _mode: ModeOf<"findings">, key: string): Change {
  return key === "escape" || key === "q" ? { set: { mode: { kind: "watch" }, message: null } } : {};
}
