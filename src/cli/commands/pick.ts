import type { Command } from "commander";
import { nearest, UserError } from "../../base/errors.ts";
import { type Context, isInteractive, type ScreenLook } from "../context.ts";
import type { ExitStatus } from "../faults.ts";
import { addLookOptions, addScreenOptions } from "../options.ts";
import { play } from "./play.ts";

/** `gilgrill` alone: the picker; without a terminal the default scenario's static text form. */
export function addPick(program: Command, context: Context, ended: (status: ExitStatus) => void): void {
  program.usage("[command] [options]").allowExcessArguments();
  addScreenOptions(addLookOptions(program)).action(async (options: ScreenLook, command: Command) => {
    const [word] = command.args;
    if (word !== undefined) throw unknownCommand(word, command);
    if (await isInteractive(context)) {
      const { openScreen } = await import("../screen.ts");
      return ended(await openScreen(context, { opening: null, look: options, until: undefined }));
    }
    await play(context, undefined, options);
  });
}

function unknownCommand(word: string, command: Command): UserError {
  const names = command.commands.map((each) => each.name());
  const guess = nearest(word, names);
  const hint = guess === undefined ? `expected one of ${names.join(", ")}` : `did you mean ${guess}?`;
  return new UserError(`gilgrill: unknown command "${word}", ${hint}`);
}
