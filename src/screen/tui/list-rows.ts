/** The rows of a list with headings, and which of them are in sight. */

interface ListRow {
  /** Of the entry; null on a heading's row. */
  readonly index: number | null;
  readonly heading: string;
}

/** Headings stand off by a blank row where all fits. */
export function rowsOf(entries: readonly { readonly heading?: string }[], rows: number): readonly ListRow[] {
  const headings = entries.filter(({ heading }) => heading !== undefined).length;
  const airy = entries.length + 2 * headings - 1 <= rows;
  return entries.flatMap(({ heading }, index) => {
    const entry = { index, heading: "" };
    if (heading === undefined) return [entry];
    const blank = airy && index > 0 ? [{ index: null, heading: "" }] : [];
    return [...blank, { index: null, heading }, entry];
  });
}

/** The first row in sight: where it was, unless the cursor, with the heading above it, would be out of sight. */
export function topFor(before: number, row: number, all: readonly ListRow[], rows: number): number {
  const highest = rows > 1 && row > 0 && all[row - 1]?.index === null ? row - 1 : row;
  const kept = Math.min(before, Math.max(0, all.length - rows));
  return Math.max(0, row - rows + 1, Math.min(kept, highest));
}
