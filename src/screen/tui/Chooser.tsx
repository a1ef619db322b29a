/** One list, by arrows or by number, and beside it what the entry under the cursor is about. */
import { Box } from "ink";
import SelectInput from "ink-select-input";
import { type ReactNode, useEffect, useMemo, useState } from "react";
import { cellText, clip } from "../../base/cells.ts";
import { glyphs } from "../views/glyphs.ts";
import type { Line } from "../views/line.ts";
import { wrapped } from "../views/wrapped.ts";
import { InkLine, type Palette } from "./InkLine.tsx";
import { Panel } from "./Panel.tsx";
import type { Size } from "./use-terminal.ts";

/** Rows that are no list: heading, footer, the last row and the blanks between. */
const OTHER_ROWS = 6;
/** Before a title: the mark and its number. */
const MARK_COLUMNS = 5;
/** The list's share of the screen where its titles are long. */
const LIST_SHARE = 0.45;

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
  const [highlighted, setHighlighted] = useState(cards[first]?.id ?? "");
  useEffect(() => onMark(highlighted), [highlighted, onMark]);
  const parts = useMemo(() => listParts(palette), [palette]);
  const rows = size.rows - OTHER_ROWS;
  const isWhole = cards.length <= rows;
  // Numbers name the visible entries; in a list that scrolls they would change meaning, so there are none.
  const titles = cards.map((card) => cellText(card.title));
  const longest = Math.max(...titles.map((each) => each.length));
  const listColumns = Math.min(longest + MARK_COLUMNS, Math.floor(size.columns * LIST_SHARE));
  const { ellipsis } = glyphs(palette.unicode);
  const items = cards.map((card, index) => ({
    value: card.id,
    label: `${isWhole && index < 9 ? `${index + 1} ` : "  "}${clip(titles[index] ?? "", listColumns - MARK_COLUMNS, ellipsis)}`,
  }));
  const card = cards.find(({ id }) => id === highlighted);
  const beside = size.columns - listColumns - 3;
  const about = [...wrapped(card?.about ?? "", beside, "fact"), ...wrapped(card?.teaches ?? "", beside, "label"), []];
  const picture = preview(
    scenario ?? highlighted,
    scenario === null ? null : highlighted,
    beside,
    Math.max(0, rows - about.length),
  );
  const place = `${cards.findIndex(({ id }) => id === highlighted) + 1} of ${cards.length}`;
  const keys = `${palette.unicode ? "↑↓" : "up, down"}${isWhole ? " or a number, enter" : `, enter   ${place}`}`;
  const more = scenario === null ? "c claims people repeat" : "? its page   esc goes back";
  return (
    <Panel title={title} footer={message ?? `${keys}   ${more}   q quits`} size={size} palette={palette}>
      <Box>
        <Box width={listColumns} marginRight={2} flexShrink={0}>
          <SelectInput
            items={items}
            initialIndex={first}
            {...(isWhole ? {} : { limit: rows })}
            {...parts}
            onHighlight={(item) => setHighlighted(item.value)}
            onSelect={(item) => onPick(item.value)}
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

/** How the list draws its mark and its entries. */
export function listParts(palette: Palette) {
  const { play } = glyphs(palette.unicode);
  return {
    indicatorComponent: ({ isSelected }: { readonly isSelected?: boolean }) => (
      <InkLine line={[{ text: isSelected ? ` ${play} ` : "   ", style: { ink: "now" } }]} palette={palette} />
    ),
    itemComponent: ({ isSelected, label }: { readonly isSelected?: boolean; readonly label: string }) => (
      <InkLine
        line={[{ text: label, style: { ink: isSelected ? "now" : "fact", bold: isSelected === true } }]}
        palette={palette}
      />
    ),
  };
}
