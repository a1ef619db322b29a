/** One list, by arrows or by number, and beside it what the entry under the cursor is about. */
import { Box } from "ink";
import { type ReactNode, useEffect, useState } from "react";
import { cellText, clip } from "../../base/cells.ts";
import { glyphs } from "../views/glyphs.ts";
import type { Line } from "../views/line.ts";
import { wrapped } from "../views/wrapped.ts";
import { InkLine, type Palette } from "./InkLine.tsx";
import { List, MARK_COLUMNS } from "./List.tsx";
import { Panel } from "./Panel.tsx";
import type { Size } from "./use-terminal.ts";

/** Rows that are no list: heading, footer, the last row and the blanks between. */
const OTHER_ROWS = 6;
/** The list's share of the screen where its titles are long. */
const LIST_SHARE = 0.53;

export interface ChooserProps {
  readonly message: string | null;
  readonly size: Size;
  readonly palette: Palette;
  /** The chosen scenario, where this list has models. */
  readonly scenario: string | null;
  preview(scenario: string, model: string | null, columns: number, rows: number): readonly Line[];
  readonly title: string;
  readonly cards: readonly {
    readonly id: string;
    readonly title: string;
    readonly about: string;
    readonly teaches?: string;
    /** The model that the preview shows it under, where that is not said elsewhere. */
    readonly under?: string;
    /** Neighbours with the same one stand under it as a heading. */
    readonly group?: string;
  }[];
  readonly first: number;
  onPick(id: string): void;
  /** The cursor is on this entry. */
  onMark(id: string): void;
}

export function Chooser({
  title,
  cards,
  first,
  onPick,
  onMark,
  scenario,
  message,
  size,
  palette,
  preview,
}: ChooserProps): ReactNode {
  const [place, setPlace] = useState(first);
  const highlighted = cards[place]?.id ?? "";
  useEffect(() => onMark(highlighted), [highlighted, onMark]);
  const rows = size.rows - OTHER_ROWS;
  const titles = cards.map((each) => cellText(each.title));
  const longest = Math.max(...titles.map((each) => each.length));
  const before = MARK_COLUMNS + String(cards.length).length + 1;
  const listColumns = Math.min(longest + before, Math.floor(size.columns * LIST_SHARE));
  const { ellipsis } = glyphs(palette.unicode);
  const entries = cards.map(({ group }, index) => {
    const number = String(index + 1);
    const aside = `${number.padStart(String(cards.length).length)} `;
    const label = clip(titles[index] ?? "", listColumns - before, ellipsis);
    return {
      aside,
      label,
      number,
      ...(group !== undefined && group !== cards[index - 1]?.group ? { heading: group } : {}),
    };
  });
  const card = cards[place];
  const beside = size.columns - listColumns - 3;
  const about = [
    ...wrapped(card?.about ?? "", beside, "fact"),
    ...wrapped(card?.teaches ?? "", beside, "label"),
    [],
    ...(card?.under === undefined ? [] : wrapped(`under ${card.under}`, beside, "label")),
  ];
  const picture = preview(
    scenario ?? highlighted,
    scenario === null ? null : highlighted,
    beside,
    Math.max(0, rows - about.length),
  );
  const keys = `${palette.unicode ? "↑↓" : "up, down"} or its number, enter   ${place + 1} of ${cards.length}`;
  const more = scenario === null ? "c claims people repeat" : "? its page   esc goes back";
  return (
    <Panel title={title} footer={message ?? `${keys}   ${more}   q quits`} size={size} palette={palette}>
      <Box>
        <Box width={listColumns} marginRight={2} flexShrink={0}>
          <List
            entries={entries}
            first={first}
            rows={rows}
            palette={palette}
            onMark={setPlace}
            onPick={(index) => {
              const picked = cards[index];
              if (picked !== undefined) onPick(picked.id);
            }}
          />
        </Box>
        <Box flexDirection="column" width={beside} overflow="hidden">
          {[...about, ...picture].slice(0, rows).map((line, row) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a row of a screen is its number
            <InkLine key={row} line={line.length === 0 ? [{ text: " ", style: {} }] : line} palette={palette} />
          ))}
        </Box>
      </Box>
    </Panel>
  );
}
