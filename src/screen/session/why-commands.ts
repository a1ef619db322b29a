/** Why: findings, and who waited for whom. */
import type { Command } from "./command.ts";

export const whyCommands: readonly Command[] = [];
