/** Marks and notes. */
import type { Command } from "./command.ts";

export const markCommands: readonly Command[] = [];
