import type { Command } from "commander";
import { UserError } from "../../base/errors.ts";
import type { Context, LookOptions } from "../context.ts";
import { addFormat, addLookOptions, addRunOptions, type RunOptions, untilOf } from "../options.ts";
import { writeJson, writeLines, writePieces } from "../output.ts";
import { ProgressLine } from "../progress.ts";
import { type FinishedRun, findRuntimes, modelsOf, runOne } from "../runs.ts";
import { loadSource, readSource } from "../scenario.ts";
import { pageOf } from "../text.ts";

const FORMATS = ["text", "story", "json", "events"] as const;
type Options = RunOptions & LookOptions & { readonly format: (typeof FORMATS)[number]; readonly all?: true };

/** `gilgrill run`: one run, or several one after the other, without a screen. */
export function addRun(program: Command, context: Context): void {
  const command = program.command("run").description("run without a screen: a timeline and totals, sentences, or JSON");
  addFormat(addLookOptions(addRunOptions(command, "one model, or several with commas between")), FORMATS).option(
    "--all",
    "with --format story: every event, however small",
  );
  command.action((scenario: string | undefined) => run(context, scenario, command.optsWithGlobals<Options>()));
}

async function run(context: Context, scenario: string | undefined, options: Options): Promise<void> {
  const until = untilOf(options);
  if (options.all === true && options.format !== "story") {
    throw new UserError(
      `--all: found --format ${options.format}, expected --format story: the other forms leave nothing out`,
    );
  }
  const workload = await loadSource(await readSource(context, scenario, options), options.model === undefined);
  const chosen = await findRuntimes(modelsOf(options.model, workload));
  const runs: FinishedRun[] = [];
  const progress = new ProgressLine(context);
  await progress.during(async () => {
    for (const runtime of chosen) runs.push(await runOne(workload, runtime, until, progress));
  });
  await print(context, runs, options);
}

async function print(context: Context, runs: readonly FinishedRun[], options: Options): Promise<void> {
  switch (options.format) {
    case "json": {
      const { summarise } = await import("../../exporters/json/summary.ts");
      const summaries = runs.map((run) => summarise(run.trace, run.metrics, run.findings));
      return writeJson(context.stdout, summaries.length === 1 ? summaries[0] : summaries);
    }
    case "events": {
      const { eventLines } = await import("../../exporters/json/events.ts");
      for (const run of runs) await writePieces(context.stdout, eventLines(run.trace));
      return;
    }
    case "story": {
      const { storyLines } = await import("../../exporters/text/story.ts");
      const { unicode } = await pageOf(context, options);
      for (const [index, { trace, findings }] of runs.entries()) {
        if (index > 0) await writeLines(context.stdout, [""]);
        await writePieces(context.stdout, storyLines(trace, findings, options.all === true, unicode));
      }
      return;
    }
    case "text": {
      const { printRun } = await import("../text.ts");
      for (const [index, run] of runs.entries()) {
        if (index > 0) await writeLines(context.stdout, [""]);
        await printRun(context, run, options);
      }
    }
  }
}
