/** All keys, from the list that binds them. */
import type { ReactNode } from "react";
import { helpGroups } from "../session/hints.ts";
import type { Session } from "../session/state.ts";
import type { Line } from "../views/line.ts";
import type { Palette } from "./InkLine.tsx";
import { Panel } from "./Panel.tsx";
import type { Size } from "./use-terminal.ts";

export interface HelpProps {
  readonly session: Session;
  readonly size: Size;
  readonly palette: Palette;
}

/** The room for keys before a title, and between two columns. */
const KEYS = 14;
const GAP = 3;

export function HelpOverlay({ session, size, palette }: HelpProps): ReactNode {
  const rows = size.rows - 4;
  const all = helpLines(session, palette.unicode);
  const width = Math.max(...all.map(lengthOf)) + GAP;
  const columns = Math.max(1, Math.floor(size.columns / width));
  const height = Math.max(rows, Math.ceil(all.length / columns));
  const top = session.mode.kind === "help" ? Math.min(session.mode.top, height - rows) : 0;
  const lines = Array.from(
    { length: Math.min(rows, height - top) },
    (_, row): Line =>
      Array.from({ length: columns }, (__, column) => all[column * height + top + row] ?? []).flatMap((line, column) =>
        column < columns - 1 ? widened(line, width) : line,
      ),
  );
  const more = height - top > rows ? "   space or j for more" : "";
  return <Panel title="keys" lines={lines} footer={`? or esc closes${more}`} size={size} palette={palette} />;
}

function helpLines(session: Session, unicode: boolean): readonly Line[] {
  return helpGroups(session, unicode).flatMap(({ group, rows }, index): readonly Line[] => [
    ...(index === 0 ? [] : [[]]),
    [{ text: ` ${group}`, style: { ink: "label" } }],
    ...rows.map(
      ({ keys, title, enabled }): Line => [
        { text: `  ${keys.padEnd(KEYS)}`, style: { ink: enabled === true ? "now" : "label" } },
        { text: title, style: { ink: enabled === true ? "fact" : "label" } },
      ],
    ),
  ]);
}

const lengthOf = (line: Line): number => line.reduce((sum, { text }) => sum + text.length, 0);

const widened = (line: Line, columns: number): Line => [
  ...line,
  { text: " ".repeat(columns - lengthOf(line)), style: {} },
];
