/** What people say: the list; what one of them came to is `Verdict.tsx`. */
import { Box } from "ink";
import { type ReactNode, useState } from "react";
import { clip } from "../../base/cells.ts";
import type { Judging } from "../scene/scenes.ts";
import type { Show } from "../scene/show.ts";
import type { Run } from "../session/state.ts";
import { glyphs } from "../views/glyphs.ts";
import { wrapped } from "../views/wrapped.ts";
import type { Palette } from "./InkLine.tsx";
import { InkLine } from "./InkLine.tsx";
import { List, MARK_COLUMNS } from "./List.tsx";
import { Panel } from "./Panel.tsx";
import { saidBy } from "./said.ts";
import type { Size } from "./use-terminal.ts";
import { Verdict } from "./Verdict.tsx";

/** Rows that are neither list nor text: heading, footer, the last row and the blanks between. */
const OTHER_ROWS = 5;
/** The statement in full below the list, and the blank before it. */
const STATEMENT_ROWS = 3;
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
  const [place, setPlace] = useState(first);
  const { ellipsis } = glyphs(palette.unicode);
  const room = size.columns - MARK_COLUMNS - ID_COLUMNS - VERDICT_COLUMNS - 5;
  const entries = claims.map(({ id, verdict, statement }, index) => {
    const before = claims[index - 1];
    return {
      aside: `${id.padStart(ID_COLUMNS)}  ${verdict.padEnd(VERDICT_COLUMNS)}  `,
      label: clip(statement, room, ellipsis),
      number: id,
      ...(before !== undefined && kindOf(before.id) === kindOf(id) ? {} : { heading: kindOf(id) }),
    };
  });
  // In full where the list had to cut it.
  const whole = claims[place]?.statement ?? "";
  const statement = whole.length <= room ? [] : wrapped(whole, size.columns - MARK_COLUMNS - 1, "label");
  const keys = `${palette.unicode ? "↑↓" : "up, down"}, its number, enter settles it   ${place + 1} of ${claims.length}   esc goes back`;
  return (
    <Panel
      title="what people say"
      footer={saidBy(scene, size, palette) ?? `${keys}   q quits`}
      size={size}
      palette={palette}
    >
      <List
        entries={entries}
        first={first}
        rows={size.rows - OTHER_ROWS - STATEMENT_ROWS}
        palette={palette}
        onMark={setPlace}
        onPick={(index) => {
          const claim = claims[index];
          if (claim !== undefined) show.pickClaim(claim.id);
        }}
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

function kindOf(id: string): string {
  return id.startsWith("m") ? "misconceptions" : "claims";
}
