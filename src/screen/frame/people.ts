/** Finds the people in a plain sentence. */
import type { Phrase, Tile } from "./frame.ts";

/** In larger runs names are looked for in vain too often. */
const MOST = 200;

/** The sentence in pieces; where a task is named, the piece carries its tile. */
export function withPeople(sentence: string, tiles: readonly Tile[]): readonly Phrase[] {
  if (tiles.length === 0 || tiles.length > MOST) return [{ text: sentence }];
  const byName = new Map(tiles.map((tile) => [tile.name, tile]));
  // Longer names first, so that `Ann.1` is not taken for `Ann`.
  const names = [...byName.keys()]
    .sort((a, b) => b.length - a.length)
    .map((name) => name.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"));
  const pattern = new RegExp(`(?<![\\w.])(${names.join("|")})(?!\\w)`, "u");
  return sentence.split(pattern).flatMap((text, index): Phrase[] => {
    const tile = index % 2 === 1 ? byName.get(text) : undefined;
    if (text === "") return [];
    return [tile === undefined ? { text } : { text, tile }];
  });
}
