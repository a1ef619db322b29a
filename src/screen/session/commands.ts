/** THE list of commands: keys, footer, help overlay and the README's table all come from it. */
import { Registry } from "../../base/registry.ts";
import type { Command } from "./command.ts";
import { forkCommands } from "./fork-commands.ts";
import { lensCommands } from "./lens-commands.ts";
import { lookCommands } from "./look-commands.ts";
import { machineCommands } from "./machine-commands.ts";
import { mannerCommands } from "./manner-commands.ts";
import { markCommands } from "./mark-commands.ts";
import { moveCommands } from "./move-commands.ts";
import { programCommands } from "./program-commands.ts";
import { raceCommands } from "./race-commands.ts";
import { recordCommands } from "./record-commands.ts";
import { whyCommands } from "./why-commands.ts";

export const COMMANDS = new Registry<Command>("command", [
  ...moveCommands,
  ...machineCommands,
  ...raceCommands,
  ...forkCommands,
  ...whyCommands,
  ...lookCommands,
  ...lensCommands,
  ...markCommands,
  ...recordCommands,
  ...mannerCommands,
  ...programCommands,
]);

const byKey = new Map(COMMANDS.all.flatMap((command) => command.keys.map((key) => [key, command] as const)));

export const commandForKey = (key: string): Command | undefined => byKey.get(key);
