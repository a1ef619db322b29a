import type { Command } from "commander";
import { UserError } from "../../base/errors.ts";
import type { Context } from "../context.ts";
import { addRunOptions, type RunOptions } from "../options.ts";
import { writeLines } from "../output.ts";
import { findRuntimes, modelsOf } from "../runs.ts";
import { loadSource, readSource } from "../scenario.ts";

/** `gilgrill code`: the program that a run tells of. */
export function addCode(program: Command, context: Context): void {
  const command = program
    .command("code")
    .description("the program a person would write for a scenario under a model, ready to run");
  addRunOptions(command, "the model");
  command.action((scenario: string | undefined) => code(context, scenario, command.optsWithGlobals<RunOptions>()));
}

/** @throws UserError where the model cannot run the scenario, or more than one is asked for. */
async function code(context: Context, scenario: string | undefined, options: RunOptions): Promise<void> {
  const workload = await loadSource(await readSource(context, scenario, options), options.model === undefined);
  const chosen = await findRuntimes(modelsOf(options.model, workload));
  const [runtime] = chosen;
  if (runtime === undefined || chosen.length > 1) {
    const found = chosen.map(({ id }) => id).join(", ");
    throw new UserError(`--model: found ${found}, expected one model: a program is written for one`);
  }
  const [{ listingOf }, { admit }] = await Promise.all([
    import("../../simulation/listings/index.ts"),
    import("../../simulation/simulate.ts"),
  ]);
  await writeLines(context.stdout, listingOf(admit(workload, runtime), runtime).lines);
}
