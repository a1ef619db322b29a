import { cellText } from "../../base/cells.ts";
import type { Ink, Line } from "./line.ts";

/** A text as lines of whole words. */
export function wrapped(text: string, columns: number, ink: Ink): readonly Line[] {
  const lines: string[] = [];
  for (const word of cellText(text)
    .split(" ")
    .filter((each) => each !== "")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= columns) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.map((line) => [{ text: line, style: { ink } }]);
}
