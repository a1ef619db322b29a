/** A panel over the whole screen: a title, lines, a footer. Exactly as many rows as the room has, whatever is in it. */
import { cellText } from "../../base/cells.ts";
import type { Line } from "../views/line.ts";
import type { Room } from "../views/view.ts";

export interface PanelParts {
  readonly title: string;
  /** Lines above the heading. */
  readonly above?: readonly Line[];
  readonly lines: readonly Line[];
  readonly footer: string;
}

/** Heading, blank, and footer. */
export const PANEL_ROWS = 3;

export function panelLines({ title, above = [], lines, footer }: PanelParts, room: Room): readonly Line[] {
  const heading: Line = [
    { text: " gilgrill", style: { ink: "now", bold: true } },
    { text: room.unicode ? " · " : " - ", style: { ink: "label" } },
    { text: title, style: {} },
  ];
  const body = [...above, heading, [], ...lines];
  return Array.from({ length: room.rows }, (_, row): Line => {
    if (row === room.rows - 1) return [{ text: ` ${cellText(footer)}`, style: { ink: "label" } }];
    return body[row] ?? [];
  });
}
