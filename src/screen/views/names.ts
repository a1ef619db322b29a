/** Names in columns: what tells one from the next is kept. */
import { clip } from "../../base/cells.ts";

/** The last word, where it has a number in it: `Download 10`, `Ann.2`. */
const NUMBER = /[ .]?\w*\d\w*$/;

/** At most `width` cells; where something must go, it is the middle: `Down… 10`. */
export function clipName(name: string, width: number): string {
  if (name.length <= width) return name;
  const tail = NUMBER.exec(name)?.[0] ?? "";
  const head = width - tail.length - 1;
  return tail === "" || head < 2 ? clip(name, width) : `${name.slice(0, head).trimEnd()}…${tail}`;
}
