/** All keys, from the list that binds them. */
import { type HelpGroup, helpGroups } from "../session/hints.ts";
import type { Session } from "../session/state.ts";
import { type Line, plain } from "../views/line.ts";
import type { Room } from "../views/view.ts";
import { PANEL_ROWS, panelLines } from "./panel-lines.ts";

/** Which words of a row: all titles, or its short ones. */
type Words = "titles" | "title";

/** Between keys and titles, and between two columns. */
const GAP = 2;

export function helpLines(session: Session, room: Room): readonly Line[] {
  const top = session.mode.kind === "help" ? session.mode.top : 0;
  return helpPanel(helpGroups(session, room.unicode), top, room);
}

/** @param wanted how many lines are scrolled away, at most as many as the panel is too long. */
export function helpPanel(groups: readonly HelpGroup[], wanted: number, room: Room): readonly Line[] {
  const rows = room.rows - PANEL_ROWS;
  const all = inTwo(groups, room.columns, "titles") ?? inTwo(groups, room.columns, "title") ?? column(groups, "title");
  const top = Math.min(wanted, Math.max(0, all.length - rows));
  const more = all.length - top > rows ? "space or j for more   " : "";
  const footer = `${more}? or esc closes   (in brackets): not at this moment`;
  return panelLines({ title: "keys", lines: all.slice(top, top + rows), footer }, room);
}

/** Two columns of about the same height, where they fit side by side. */
function inTwo(groups: readonly HelpGroup[], columns: number, words: Words): readonly Line[] | undefined {
  const splits = groups
    .slice(1)
    .map((_, at) => [column(groups.slice(0, at + 1), words), column(groups.slice(at + 1), words)] as const);
  const height = ([left, right]: (typeof splits)[number]): number => Math.max(left.length, right.length);
  const [left = [], right = []] = splits.toSorted((one, other) => height(one) - height(other))[0] ?? [];
  const indent = widthOf(left) + GAP;
  if (indent + widthOf(right) > columns) return undefined;
  return Array.from({ length: Math.max(left.length, right.length) }, (_, row) => {
    const line = left[row] ?? [];
    return [...line, { text: " ".repeat(indent - plain(line).length), style: {} }, ...(right[row] ?? [])];
  });
}

function column(groups: readonly HelpGroup[], words: Words): readonly Line[] {
  const keys = Math.max(...groups.flatMap(({ rows }) => rows.map((row) => row.keys.length)));
  return groups.flatMap((group, index): readonly Line[] => [
    ...(index === 0 ? [] : [[]]),
    [{ text: ` ${group.title}`, style: { ink: "label" } }],
    ...group.rows.map((row): Line => {
      const indent = row.keys.padEnd(keys + GAP - 1);
      if (!row.enabled) return [{ text: ` ${indent}(${row[words]})`, style: { ink: "label" } }];
      return [
        { text: ` ${indent} `, style: { ink: "now" } },
        { text: row[words], style: { ink: "fact" } },
      ];
    }),
  ]);
}

const widthOf = (lines: readonly Line[]): number => Math.max(0, ...lines.map((line) => plain(line).length));
