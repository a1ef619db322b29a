/** The knobs of a run in one list, below the run itself where there is room: turning one simulates again, and shows. */
import { KNOB_ROWS } from "../session/knob-rows.ts";
import type { Session } from "../session/state.ts";
import { canCancel } from "../session/underway.ts";
import { glyphs } from "../views/glyphs.ts";
import type { Line } from "../views/line.ts";
import type { Room } from "../views/view.ts";
import { wrapped } from "../views/wrapped.ts";
import { panelLines } from "./panel-lines.ts";
import { progressWords } from "./progress-words.ts";
import type { ModelCard } from "./stage.ts";

const TITLE = 18;
const NOTE_ROWS = 2;
/** Heading, footer, the blanks after heading and list. */
const FRAME_ROWS = 4;
/** Less than this of a view shows nothing. */
const LEAST_VIEW_ROWS = 12;

/** @param view the run as so many lines */
export function knobLines(
  session: Session,
  models: readonly ModelCard[],
  room: Room,
  view: (rows: number) => readonly Line[],
): readonly Line[] {
  const chosen = session.mode.kind === "knobs" ? session.mode.row : 0;
  const signs = glyphs(room.unicode);
  const model = models.find(({ id }) => id === session.knobs.model);
  const rows = KNOB_ROWS.map(({ title, value }, row): Line => {
    const isChosen = row === chosen;
    return [
      { text: isChosen ? ` ${signs.play} ` : "   ", style: { ink: "now" } },
      { text: title.padEnd(TITLE), style: { ink: isChosen ? "now" : "label" } },
      { text: isChosen ? `${signs.left} ` : "  ", style: { ink: "label" } },
      { text: value(session), style: { ink: isChosen ? "now" : "fact", bold: isChosen } },
      { text: isChosen ? ` ${signs.right}` : "", style: { ink: "label" } },
    ];
  });
  const going = session.underway === null ? null : progressWords(session.underway, "", room.columns - 6, room.unicode);
  const said = session.message ?? going;
  const notes = wrapped(said ?? model?.about ?? "", room.columns - 6, said === null ? "label" : "now").slice(
    0,
    NOTE_ROWS,
  );
  const lines = [...rows, [], ...notes.map((line): Line => [{ text: "   ", style: {} }, ...line])];
  const left = room.rows - rows.length - NOTE_ROWS - FRAME_ROWS;
  const esc = `esc ${canCancel(session) ? "cancels" : "closes"}`;
  const footer = room.unicode ? `↑↓ choose   ←→ turn   ${esc}` : `up, down: choose   left, right: turn   ${esc}`;
  return panelLines({ title: "knobs", above: left < LEAST_VIEW_ROWS ? [] : view(left), lines, footer }, room);
}
