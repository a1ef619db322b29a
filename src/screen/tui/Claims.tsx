/** What people say: the list, and what one of the claims came to, with its runs to watch. */
import { Box } from "ink";
import SelectInput from "ink-select-input";
import { type ReactNode, useMemo, useState } from "react";
import type { Settled } from "../../claims/settle.ts";
import { clip } from "../../base/cells.ts";
import type { Run } from "../session/state.ts";
import { glyphs } from "../views/glyphs.ts";
import { GUTTER, settledLines } from "../views/verdict.ts";
import { wrapped } from "../views/wrapped.ts";
import { listParts } from "./Chooser.tsx";
import type { Palette } from "./InkLine.tsx";
import { InkLine } from "./InkLine.tsx";
import { Panel } from "./Panel.tsx";
import type { Judging, Show } from "./show.ts";
import type { Size } from "./use-terminal.ts";

/** Rows that are neither list nor text: heading, footer, the last row and the blanks between. */
const OTHER_ROWS = 5;
/** The statement in full below the list, and the blank before it. */
const STATEMENT_ROWS = 3;
/** Before an entry: the list's mark. */
const MARK_COLUMNS = 3;
const ID_COLUMNS = 3;
const VERDICT_COLUMNS = 9;

interface ClaimsProps<R extends Run> {
  readonly show: Show<R>;
  readonly scene: Judging<R>;
  readonly size: Size;
  readonly palette: Palette;
}

export function Claims<R extends Run>(props: ClaimsProps<R>): ReactNode {
  const { settled } = props.scene;
  return settled === null ? <ClaimList {...props} /> : <Verdict key={settled.claim.id} {...props} settled={settled} />;
}

function ClaimList<R extends Run>({ show, scene, size, palette }: ClaimsProps<R>): ReactNode {
  const { claims } = scene.ledger;
  const first = Math.max(
    0,
    claims.findIndex(({ id }) => id === scene.claim),
  );
  const [marked, setMarked] = useState(claims[first]?.id);
  const parts = useMemo(() => listParts(palette), [palette]);
  const { ellipsis } = glyphs(palette.unicode);
  const items = claims.map(({ id, verdict, statement }) => ({
    value: id,
    label: clip(
      `${id.padStart(ID_COLUMNS)}  ${verdict.padEnd(VERDICT_COLUMNS)}  ${statement}`,
      size.columns - MARK_COLUMNS - 1,
      ellipsis,
    ),
  }));
  const place = claims.findIndex(({ id }) => id === marked);
  const statement = wrapped(claims[place]?.statement ?? "", size.columns - MARK_COLUMNS - 1, "label");
  const keys = `${palette.unicode ? "↑↓" : "up, down"}, enter settles it   ${place + 1} of ${claims.length}   esc goes back`;
  return (
    <Panel title="what people say" footer={scene.message ?? `${keys}   q quits`} size={size} palette={palette}>
      <SelectInput
        items={items}
        initialIndex={first}
        limit={size.rows - OTHER_ROWS - STATEMENT_ROWS}
        {...parts}
        onHighlight={({ value }) => setMarked(value)}
        onSelect={({ value }) => show.pickClaim(value)}
      />
      <Box flexDirection="column" marginTop={1} paddingLeft={MARK_COLUMNS}>
        {statement.slice(0, STATEMENT_ROWS - 1).map((line, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a row of a screen is its number
          <InkLine key={row} line={line} palette={palette} />
        ))}
      </Box>
    </Panel>
  );
}

/** At least so many runs stay in sight below the numbers. */
const LEAST_RUNS = 2;

function Verdict<R extends Run>(props: ClaimsProps<R> & { readonly settled: Settled }): ReactNode {
  const { show, scene, settled, size, palette } = props;
  const parts = useMemo(() => listParts(palette), [palette]);
  const { ellipsis } = glyphs(palette.unicode);
  const runs = scene.ledger.runsOf(settled.claim.id);
  const rows = size.rows - OTHER_ROWS;
  const room = { columns: Math.min(size.columns - 1, 110), unicode: palette.unicode, dense: true };
  const airy = settledLines(settled, { ...room, dense: false }).slice(2);
  const lines = airy.length + 1 + runs.length <= rows ? airy : settledLines(settled, room);
  const shown = lines.slice(0, rows - 1 - Math.min(LEAST_RUNS, runs.length));
  const items = runs.map(({ title }, index) => ({
    value: index,
    label: clip(title, size.columns - GUTTER - MARK_COLUMNS, ellipsis),
  }));
  const { id, statement } = settled.claim;
  const title = clip(`claim ${id}${palette.unicode ? " · " : " - "}${statement}`, size.columns - 13, ellipsis);
  const keys = `${palette.unicode ? "↑↓" : "up, down"}, enter watches that run   esc goes back   q quits`;
  return (
    <Panel title={title} lines={shown} footer={scene.message ?? keys} size={size} palette={palette}>
      <Box marginTop={1} flexShrink={0}>
        <Box width={GUTTER - 1} flexShrink={0}>
          <InkLine line={[{ text: " watch", style: { ink: "label" } }]} palette={palette} />
        </Box>
        <SelectInput
          items={items}
          limit={Math.max(1, Math.min(runs.length, rows - 1 - shown.length))}
          {...parts}
          onSelect={({ value }) => {
            const run = runs[value];
            if (run !== undefined) show.pickRun(run);
          }}
        />
      </Box>
    </Panel>
  );
}
