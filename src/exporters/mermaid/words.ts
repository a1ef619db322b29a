/** Names in Mermaid's text: what means something to its grammar is written as a character's number. */
import { cellText, clip, written } from "../../base/cells.ts";

/** Longer names make a diagram unreadable. */
const LONGEST = 60;

/** Any text as a piece of one line that Mermaid shows as it is. */
export function mermaidText(text: string, longest = LONGEST): string {
  const line = written(clip(cellText(text), longest));
  return line.replace(/[#;:,<>&"'`%{}[\]()|\\$*_~]/g, (character) => `#${character.charCodeAt(0)};`);
}
