/** How much of a run is looked at, and which part. */
import type { Command } from "./command.ts";

export const lensCommands: readonly Command[] = [];
