/** What programs in any language have in common besides their functions. */
import type { Action } from "./outline.ts";

/** The cores `taskset` gives a program. */
export const coresOf = (count: number): string => (count === 1 ? "0" : `0-${count - 1}`);

/** Whether a program has to wait for an instant. */
export const waitsForInstants = (later: readonly Action[]): boolean =>
  later.some((action) => action.at > 0 || (action.type === "start" && action.every > 0));

/** A name as part of a comment. */
export const comment = (text: string): string => text.replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, " ").trim();
