import type { RaceFrame } from "../../frame/race.ts";
import type { Line } from "../line.ts";
import type { Room } from "../view.ts";
export const compareColumns = (_labels: readonly string[], room: Room): number => room.columns - 40;
export function compareLines(frame: RaceFrame, room: Room): readonly Line[] {
  return frame.rows.slice(0, room.rows).map((row) => [{ text: row.label, style: {} }]);
}
