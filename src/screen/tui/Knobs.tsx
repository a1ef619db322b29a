/** The knobs of a run in one list, below the run itself where there is room: turning one simulates again, and shows. */
import type { ReactNode } from "react";
import { KNOB_ROWS } from "../session/knob-rows.ts";
import type { Session } from "../session/state.ts";
import { glyphs } from "../views/glyphs.ts";
import type { Line } from "../views/line.ts";
import { wrapped } from "../views/wrapped.ts";
import type { Palette } from "./InkLine.tsx";
import { Panel } from "./Panel.tsx";
import type { ModelCard } from "./stage.ts";
import type { Size } from "./use-terminal.ts";

export interface KnobsProps {
  readonly session: Session;
  /** The run as so many lines. */
  view(rows: number): readonly Line[];
  readonly models: readonly ModelCard[];
  readonly size: Size;
  readonly palette: Palette;
}

const TITLE = 18;
const NOTE_ROWS = 2;
/** Heading, footer, the blanks after heading and list, the last row. */
const FRAME_ROWS = 5;
/** Less than this of a view shows nothing. */
const LEAST_VIEW_ROWS = 12;

export function Knobs({ session, view, models, size, palette }: KnobsProps): ReactNode {
  const chosen = session.mode.kind === "knobs" ? session.mode.row : 0;
  const signs = glyphs(palette.unicode);
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
  const note = session.message ?? model?.about ?? "";
  const notes = wrapped(note, size.columns - 6, session.message === null ? "label" : "now").slice(0, NOTE_ROWS);
  const lines = [...rows, [], ...notes.map((line): Line => [{ text: "   ", style: {} }, ...line])];
  const left = size.rows - rows.length - NOTE_ROWS - FRAME_ROWS;
  const keys = palette.unicode
    ? "↑↓ choose   ←→ turn   esc closes"
    : "up, down: choose   left, right: turn   esc closes";
  return (
    <Panel
      title="knobs"
      above={left < LEAST_VIEW_ROWS ? [] : view(left)}
      lines={lines}
      footer={keys}
      size={size}
      palette={palette}
    />
  );
}
