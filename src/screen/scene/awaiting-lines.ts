/** While the first run is being made: what is going to be seen, and how far it is. */
import { cellText } from "../../base/cells.ts";
import type { Run } from "../session/state.ts";
import type { Line } from "../views/line.ts";
import type { Room } from "../views/view.ts";
import { wrapped } from "../views/wrapped.ts";
import { panelLines } from "./panel-lines.ts";
import { progressWords } from "./progress-words.ts";
import type { Awaiting } from "./scenes.ts";
import type { Stage } from "./stage.ts";
import { barLine, NOW } from "./status-line.ts";

/** Longer lines are hard to read. */
const WIDEST = 76;
/** Below this the facts have precedence over the keys. */
const WIDE = 100;

/** Exactly `room.rows` lines. */
export function awaitingLines<R extends Run>(stage: Stage<R>, scene: Awaiting, room: Room): readonly Line[] {
  const { scenario, knobs } = scene.opening;
  const card = stage.scenarios.find(({ id }) => id === scenario);
  const model = stage.models.find(({ id }) => id === knobs.model);
  const columns = Math.min(WIDEST, room.columns - 4);
  const told = (text: string, ink: "fact" | "label"): readonly Line[] =>
    wrapped(cellText(text), columns, ink).map((line) => [{ text: "   ", style: {} }, ...line]);
  const lines = [
    ...told(card?.about ?? "", "fact"),
    ...told(card?.teaches ?? "", "label"),
    [],
    ...told(model?.title ?? "", "fact"),
    ...told(model?.about ?? "", "label"),
  ];
  const title = cellText(card?.title ?? scenario);
  const panel = panelLines({ title, lines, footer: "" }, room);
  const keys = room.columns < WIDE ? "esc cancels" : "esc cancels   q quits";
  const words = progressWords(scene.underway, keys, room.columns - 1, room.unicode);
  return [...panel.slice(0, -1), barLine([{ text: ` ${words}`, style: NOW }], room.columns)];
}
