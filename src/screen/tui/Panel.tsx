/** A full screen of Ink: a title, lines, a footer. Always one row less than the terminal has, whatever is in it. */
import { Box } from "ink";
import type { ReactNode } from "react";
import { cellText } from "../../base/cells.ts";
import type { Line } from "../views/line.ts";
import { InkLine, type Palette } from "./InkLine.tsx";
import type { Size } from "./use-terminal.ts";

export interface PanelProps {
  readonly title: string;
  readonly lines?: readonly Line[];
  readonly children?: ReactNode;
  readonly footer: string;
  readonly size: Size;
  readonly palette: Palette;
}

export function Panel({ title, lines = [], children, footer, size, palette }: PanelProps): ReactNode {
  const heading: Line = [
    { text: " gilgrill", style: { ink: "now", bold: true } },
    { text: palette.unicode ? " · " : " - ", style: { ink: "label" } },
    { text: title, style: {} },
  ];
  return (
    <Box flexDirection="column" width="100%" height={size.rows - 1} overflow="hidden">
      <InkLine line={heading} palette={palette} />
      <Box flexDirection="column" flexGrow={1} overflow="hidden" marginTop={1}>
        {lines.map((line, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a row of a screen is its number
          <InkLine key={row} line={line.length === 0 ? BLANK : line} palette={palette} />
        ))}
        {children}
      </Box>
      <InkLine line={[{ text: ` ${cellText(footer)}`, style: { ink: "label" } }]} palette={palette} />
    </Box>
  );
}

const BLANK: Line = [{ text: " ", style: {} }];
