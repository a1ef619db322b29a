/** Aligned columns of plain text. */
import { cellText, fitLeft, fitRight } from "../../base/cells.ts";

export interface Column {
  readonly heading: string;
  readonly align: "left" | "right";
}

const GAP = "  ";

/** Lines with every cell padded to its column's width; nothing trails. */
export function formatTable(columns: readonly Column[], rows: readonly (readonly string[])[]): readonly string[] {
  const lines = [columns.map((column) => column.heading), ...rows].map((line) => line.map(cellText));
  const widths = columns.map((_, index) => lines.reduce((most, line) => Math.max(most, line[index]?.length ?? 0), 0));
  return lines.map((line) =>
    columns
      .map(({ align }, index) => (align === "right" ? fitRight : fitLeft)(line[index] ?? "", widths[index] ?? 0))
      .join(GAP)
      .trimEnd(),
  );
}
