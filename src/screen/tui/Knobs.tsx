/** The knobs of a run in one list; turning one simulates again. */
import type { ReactNode } from "react";
import { KNOB_ROWS } from "../session/knob-rows.ts";
import type { Session } from "../session/state.ts";
import { glyphs } from "../views/glyphs.ts";
import type { Line } from "../views/line.ts";
import type { Palette } from "./InkLine.tsx";
import { Panel } from "./Panel.tsx";
import type { ModelCard } from "./stage.ts";
import type { Size } from "./use-terminal.ts";

export interface KnobsProps {
  readonly session: Session;
  readonly models: readonly ModelCard[];
  readonly size: Size;
  readonly palette: Palette;
}

const TITLE = 18;

export function Knobs({ session, models, size, palette }: KnobsProps): ReactNode {
  const chosen = session.mode.kind === "knobs" ? session.mode.row : 0;
  const signs = glyphs(palette.unicode);
  const model = models.find(({ id }) => id === session.knobs.model);
  const lines = KNOB_ROWS.map(({ title, value }, row): Line => {
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
  const keys = palette.unicode
    ? "↑↓ choose   ←→ turn   esc closes"
    : "up, down: choose   left, right: turn   esc closes";
  return (
    <Panel
      title="knobs"
      lines={[...lines, [], [{ text: `   ${note}`, style: { ink: session.message === null ? "label" : "now" } }]]}
      footer={keys}
      size={size}
      palette={palette}
    />
  );
}
