/** What people say: the list; what one of them came to is `Verdict.tsx`. */
import { Box } from "ink";
import SelectInput from "ink-select-input";
import { type ReactNode, useMemo, useState } from "react";
import { clip } from "../../base/cells.ts";
import type { Run } from "../session/state.ts";
import { glyphs } from "../views/glyphs.ts";
import { wrapped } from "../views/wrapped.ts";
import { listParts } from "./Chooser.tsx";
import type { Palette } from "./InkLine.tsx";
import { InkLine } from "./InkLine.tsx";
import { Panel } from "./Panel.tsx";
import type { Judging, Show } from "./show.ts";
import type { Size } from "./use-terminal.ts";
import { Verdict } from "./Verdict.tsx";

/** Rows that are neither list nor text: heading, footer, the last row and the blanks between. */
const OTHER_ROWS = 5;
/** The statement in full below the list, and the blank before it. */
const STATEMENT_ROWS = 3;
/** Before an entry: the list's mark. */
const MARK_COLUMNS = 3;
const ID_COLUMNS = 3;
const VERDICT_COLUMNS = 9;

export interface ClaimsProps<R extends Run> {
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
