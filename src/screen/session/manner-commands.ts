/** The look of the program: theme, presenting. */
import type { Command } from "./command.ts";

export const mannerCommands: readonly Command[] = [];
