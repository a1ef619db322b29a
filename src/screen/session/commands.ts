/** THE list of commands: keys, footer, help overlay and the README's table all come from it. */
import { Registry } from "../../base/registry.ts";
import type { Command } from "./command.ts";
import { lookCommands } from "./look-commands.ts";
import { machineCommands } from "./machine-commands.ts";
import { moveCommands } from "./move-commands.ts";
import { programCommands } from "./program-commands.ts";

export const COMMANDS = new Registry<Command>("command", [
  ...moveCommands,
  ...lookCommands,
  ...machineCommands,
  ...programCommands,
]);

const byKey = new Map(COMMANDS.all.flatMap((command) => command.keys.map((key) => [key, command] as const)));

export const commandForKey = (key: string): Command | undefined => byKey.get(key);
