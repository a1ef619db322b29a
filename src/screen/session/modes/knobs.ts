/** The knobs: choosing one, turning it by its command. */
import { KNOB_ROWS } from "../knob-rows.ts";
import type { Change, ModeOf } from "../state.ts";

/** @param runById what a command does now */
export function inKnobs({ row }: ModeOf<"knobs">, key: string, runById: (id: string) => Change): Change {
  const to = (wanted: number): Change => ({
    set: { mode: { kind: "knobs", row: (wanted + KNOB_ROWS.length) % KNOB_ROWS.length }, message: null },
  });
  const turn = (id: string | undefined): Change => (id === undefined ? {} : runById(id));
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
