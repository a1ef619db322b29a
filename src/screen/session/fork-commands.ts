/** What if: forks of a run, and the choices of its kernel. */
import type { Command } from "./command.ts";

export const forkCommands: readonly Command[] = [];
