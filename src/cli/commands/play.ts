import type { Command } from "commander";
import { UserError } from "../../base/errors.ts";
import { type Context, isInteractive, type ScreenLook } from "../context.ts";
import type { ExitStatus } from "../faults.ts";
import { addLookOptions, addRunOptions, addScreenOptions, type RunOptions, untilOf } from "../options.ts";
import { ProgressLine } from "../progress.ts";
import { findRuntimes, modelsOf, runOne } from "../runs.ts";
import { loadSource, readSource } from "../scenario.ts";

export type PlayOptions = RunOptions & ScreenLook;

/** `gilgrill play`: the visualizer; without a terminal the static text form. */
export function addPlay(program: Command, context: Context, ended: (status: ExitStatus) => void): void {
  const command = program.command("play").description("watch a run: play, step, rewind");
  addScreenOptions(addLookOptions(addRunOptions(command, "the model to begin with"))).action(
    async (scenario: string | undefined) => {
      const status = await play(context, scenario, command.optsWithGlobals<PlayOptions>());
      if (status !== undefined) ended(status);
    },
  );
}

/** @returns the session's exit status, or nothing where the run was printed. */
export async function play(
  context: Context,
  scenario: string | undefined,
  options: PlayOptions,
): Promise<ExitStatus | undefined> {
  const until = untilOf(options);
  const source = await readSource(context, scenario, options);
  const workload = await loadSource(source, options.model === undefined);
  const [runtime, ...others] = await findRuntimes(modelsOf(options.model, workload));
  if (runtime === undefined || others.length > 0) throw new UserError("play shows one model; compare shows several");
  if (await isInteractive(context)) {
    const { openScreen } = await import("../screen.ts");
    return openScreen(context, { opening: { source, model: runtime.id }, look: options, until });
  }
  const { printRun } = await import("../text.ts");
  const progress = new ProgressLine(context);
  await printRun(context, await progress.during(() => runOne(workload, runtime, until, progress)), options);
  return undefined;
}
