import { type Command, Option } from "commander";
import { UserError } from "../../base/errors.ts";
import { type Context, isInteractive, type LookOptions } from "../context.ts";
import type { ExitStatus } from "../faults.ts";
import { addLookOptions, addRunOptions, type RunOptions, untilOf } from "../options.ts";
import { ProgressLine } from "../progress.ts";
import { findRuntimes, modelsOf, runOne } from "../runs.ts";
import { loadSource, readSource } from "../scenario.ts";

export type PlayOptions = RunOptions & LookOptions & { readonly view?: string; readonly speed?: string };

/** `gilgrill play`: the visualizer; without a terminal the static text form. */
export function addPlay(program: Command, context: Context, ended: (status: ExitStatus) => void): void {
  const command = program.command("play").description("watch a run: play, step, rewind");
  addLookOptions(addRunOptions(command, "the model to begin with"))
    .addOption(new Option("--view <id>", "the view to begin with: lanes, restaurant, split, …").helpGroup("The look:"))
    .addOption(new Option("--speed <ratio>", "simulated time per second, such as 1/100").helpGroup("The look:"))
    .action(async (scenario: string | undefined) => {
      const status = await play(context, scenario, command.optsWithGlobals<PlayOptions>());
      if (status !== undefined) ended(status);
    });
}

/** @returns the session's exit status, or nothing where the run was printed. */
export async function play(
  context: Context,
  scenario: string | undefined,
  options: PlayOptions,
): Promise<ExitStatus | undefined> {
  const { openScreen, findSpeed, findView } = await import("../screen.ts");
  const view = options.view === undefined ? null : await findView(options.view);
  const speed = options.speed === undefined ? null : await findSpeed(options.speed);
  const until = untilOf(options);
  const source = await readSource(context, scenario, options);
  const workload = await loadSource(source, options.model === undefined);
  const [runtime, ...others] = await findRuntimes(modelsOf(options.model, workload));
  if (runtime === undefined || others.length > 0) throw new UserError("play shows one model; compare shows several");
  if (await isInteractive(context)) {
    return openScreen(context, { opening: { source, model: runtime.id }, view, speed, look: options, until });
  }
  const { printRun } = await import("../text.ts");
  const progress = new ProgressLine(context);
  await printRun(context, await progress.during(() => runOne(workload, runtime, until, progress)), options);
  return undefined;
}
