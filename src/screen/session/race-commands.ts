/** The same work under several models. */
import type { Command } from "./command.ts";

export const raceCommands: readonly Command[] = [];
