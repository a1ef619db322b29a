/** Who is not meant by the filter: they stay in the lanes, and stand back. */
import type { Frame, Tile } from "../../frame/frame.ts";

const wordsOf = (filter: string): readonly string[] => filter.toLowerCase().split(/\s+/).filter(Boolean);

/** Whether a tile is somebody else's than those the filter shows. Machinery is meant by its name. */
export function isOther(tile: Tile, { matches, lens }: Frame): boolean {
  if (matches === null) return false;
  if (tile.task !== null) return !matches.has(tile.task);
  const name = tile.name.toLowerCase();
  return !wordsOf(lens.filter).every((word) => name.includes(word));
}
