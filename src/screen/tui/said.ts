/** What a list's footer says instead of the keys: a message, or how far something is. */
import { progressWords } from "../scene/progress-words.ts";
import type { Underway } from "../session/state.ts";
import type { Palette } from "./InkLine.tsx";
import type { Size } from "./use-terminal.ts";

interface Saying {
  readonly message: string | null;
  readonly underway: Underway | null;
}

/** Null: nothing. */
export function saidBy({ message, underway }: Saying, { columns }: Size, { unicode }: Palette): string | null {
  if (message !== null || underway === null) return message;
  return progressWords(underway, "esc cancels", columns - 2, unicode);
}
