/** A model's own page, over the whole screen; it scrolls where it is longer. */
import { type ReactNode, useState } from "react";
import type { ModelCard, PageSection } from "../scene/stage.ts";
import type { Line } from "../views/line.ts";
import { wrapped } from "../views/wrapped.ts";
import type { Palette } from "./InkLine.tsx";
import { Panel } from "./Panel.tsx";
import { useKeys } from "./use-keys.ts";
import type { Size } from "./use-terminal.ts";

/** Rows that are no text: heading, the blank below, footer, the last row. */
const OTHER_ROWS = 4;
/** A line of prose reads well up to here. */
const MOST_COLUMNS = 96;

export interface ModelPageProps {
  readonly model: ModelCard;
  readonly sections: readonly PageSection[];
  readonly size: Size;
  readonly palette: Palette;
}

export function ModelPage({ model, sections, size, palette }: ModelPageProps): ReactNode {
  const rows = size.rows - OTHER_ROWS;
  const columns = Math.min(size.columns, MOST_COLUMNS);
  const lines = linesOf(model, sections, columns, palette.unicode);
  const most = Math.max(0, lines.length - rows);
  const [wanted, setTop] = useState(0);
  const top = Math.min(wanted, most);
  useKeys((key) => {
    const step = STEPS[key]?.(rows);
    if (step !== undefined) setTop(Math.max(0, Math.min(most, top + step)));
  });
  const more = top < most ? "space or j for more   " : top > 0 ? "k goes up   " : "";
  return (
    <Panel
      title={model.title}
      lines={lines.slice(top, top + rows)}
      footer={`${more}? or esc closes   q quits`}
      size={size}
      palette={palette}
    />
  );
}

/** How far a key moves on a screen of so many rows. */
const STEPS: Readonly<Record<string, (rows: number) => number>> = {
  down: () => 1,
  j: () => 1,
  up: () => -1,
  k: () => -1,
  space: (rows) => rows - 1,
  pagedown: (rows) => rows - 1,
  pageup: (rows) => 1 - rows,
  home: () => Number.NEGATIVE_INFINITY,
  end: () => Number.POSITIVE_INFINITY,
};

function linesOf(
  { about }: ModelCard,
  sections: readonly PageSection[],
  columns: number,
  unicode: boolean,
): readonly Line[] {
  const written = (text: string): string => (unicode ? text : text.replaceAll("…", "..."));
  const dot = unicode ? " · " : " - ";
  return [
    ...wrapped(written(about), columns - 1, "now").map((line) => [BLANK, ...line]),
    ...sections.flatMap(({ heading, sentences }): readonly Line[] => [
      [],
      [{ text: ` ${heading}`, style: { ink: "label" } }],
      ...sentences.flatMap((sentence) =>
        wrapped(written(sentence), columns - dot.length, "fact").map(
          (line, row): Line => [{ text: row === 0 ? dot : "   ", style: { ink: "label" } }, ...line],
        ),
      ),
    ]),
  ];
}

const BLANK = { text: " ", style: {} };
