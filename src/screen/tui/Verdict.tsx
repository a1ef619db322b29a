/** A claim settled: verdict, sentence, cases, and its runs to watch. */
import { Box } from "ink";
import SelectInput from "ink-select-input";
import { type ReactNode, useMemo, useState } from "react";
import { clip } from "../../base/cells.ts";
import type { Settled } from "../../claims/settle.ts";
import type { Run } from "../session/state.ts";
import { glyphs } from "../views/glyphs.ts";
import { GUTTER, settledLines } from "../views/verdict.ts";
import type { ClaimsProps } from "./Claims.tsx";
import { InkLine, type Palette } from "./InkLine.tsx";
import { entryLine, MARK_COLUMNS } from "./List.tsx";
import { Panel } from "./Panel.tsx";
import { saidBy } from "./said.ts";
import { useKeys } from "./use-keys.ts";

/** Rows that are neither text nor list: heading, footer, the last row and the blanks between. */
const OTHER_ROWS = 5;
/** At least so many runs stay in sight below the numbers. */
const LEAST_RUNS = 2;

/** What a claim came to, above the runs that can be watched. */
export function Verdict<R extends Run>(props: ClaimsProps<R> & { readonly settled: Settled }): ReactNode {
  const { show, scene, settled, size, palette } = props;
  const { ellipsis } = glyphs(palette.unicode);
  const runs = scene.ledger.runsOf(settled.claim.id);
  const rows = size.rows - OTHER_ROWS;
  const room = { columns: Math.min(size.columns - 1, 110), unicode: palette.unicode, dense: true };
  const airy = settledLines(settled, { ...room, dense: false }).slice(2);
  const lines = airy.length + 1 + runs.length <= rows ? airy : settledLines(settled, room);
  const fit = Math.max(1, rows - 1 - Math.min(LEAST_RUNS, runs.length));
  const [asked, setAsked] = useState(0);
  const rest = Math.max(0, lines.length - fit);
  const top = Math.min(asked, rest);
  const shown = lines.slice(top, top + fit);
  useKeys((key) => {
    if (key === "pagedown") setAsked(Math.min(rest, top + fit - 1));
    else if (key === "pageup") setAsked(Math.max(0, top - fit + 1));
  });
  const parts = useMemo(() => listParts(palette), [palette]);
  const items = runs.map((run, index) => ({
    key: String(index),
    value: run,
    label: clip(run.title, size.columns - GUTTER - MARK_COLUMNS, ellipsis),
  }));
  const { id, statement } = settled.claim;
  const title = clip(`claim ${id}${palette.unicode ? " · " : " - "}${statement}`, size.columns - 13, ellipsis);
  const enter = `${palette.unicode ? "↑↓" : "up, down"}, enter watches`;
  const keys =
    rest === 0
      ? `${enter} that run   esc goes back   q quits`
      : `pgup, pgdn scroll   ${enter}   esc goes back   q quits`;
  return (
    <Panel title={title} lines={shown} footer={saidBy(scene, size, palette) ?? keys} size={size} palette={palette}>
      <Box marginTop={1} flexShrink={0}>
        <Box width={GUTTER - 1} flexShrink={0}>
          <InkLine line={[{ text: " watch", style: { ink: "label" } }]} palette={palette} />
        </Box>
        <SelectInput
          items={items}
          limit={Math.max(1, rows - 1 - shown.length)}
          {...parts}
          onSelect={({ value }) => show.pickRun(value)}
        />
      </Box>
    </Panel>
  );
}

/** How the list of runs draws its mark and its entries: as the other lists do. */
function listParts(palette: Palette) {
  return {
    indicatorComponent: () => null,
    itemComponent: ({ isSelected = false, label }: { readonly isSelected?: boolean; readonly label: string }) => (
      <InkLine line={entryLine({ aside: "", label }, isSelected, palette)} palette={palette} />
    ),
  };
}
