import type { Command } from "commander";
import { UserError } from "../../base/errors.ts";
import type { Contestant } from "../../exporters/text/compare.ts";
import type { Runtime } from "../../simulation/runtimes/runtime.ts";
import type { Workload } from "../../simulation/workload/workload.ts";
import type { Context, LookOptions } from "../context.ts";
import { addFormat, addLookOptions, addRunOptions, type RunOptions, untilOf } from "../options.ts";
import { writeJson, writeLines } from "../output.ts";
import { ProgressLine } from "../progress.ts";
import { comparedModelsOf, type FinishedRun, findRuntimes, runOne } from "../runs.ts";
import { loadSource, readSource } from "../scenario.ts";
import { pageOf } from "../text.ts";

type Options = RunOptions & LookOptions & { readonly format: "text" | "json" };
type Attempt = { readonly model: string; readonly python: boolean } & (
  | { readonly run: FinishedRun }
  | { readonly refusal: string }
);

/** `gilgrill compare`: the same work under several models, as a table. */
export function addCompare(program: Command, context: Context): void {
  const command = program.command("compare").description("the same work under several models, side by side");
  addFormat(addLookOptions(addRunOptions(command, "the models, with commas between")), ["text", "json"]);
  command.action(async (scenario: string | undefined) => {
    const options = command.optsWithGlobals<Options>();
    const workload = await loadSource(await readSource(context, scenario, options), false);
    const runtimes = await findRuntimes(comparedModelsOf(options.model));
    await compare(context, workload, runtimes, options);
  });
}

async function compare(
  context: Context,
  workload: Workload,
  runtimes: readonly Runtime[],
  options: Options,
): Promise<void> {
  const until = untilOf(options);
  const attempts: Attempt[] = [];
  const progress = new ProgressLine(context);
  await progress.during(async () => {
    for (const runtime of runtimes) {
      const refusal = runtime.refuses(workload);
      const { id: model, python } = runtime;
      attempts.push({
        model,
        python,
        ...(refusal === null ? { run: await runOne(workload, runtime, until, progress) } : { refusal }),
      });
    }
  });
  const refusals = attempts.flatMap((each) =>
    "refusal" in each ? [`${each.model} cannot run this: ${each.refusal}`] : [],
  );
  if (refusals.length === attempts.length) throw new UserError(refusals.join("\n"));
  if (options.format === "json") {
    const { summarise } = await import("../../exporters/json/summary.ts");
    if (refusals.length > 0) context.stderr.write(`${refusals.join("\n")}\n`);
    const finished = attempts.flatMap((each) => ("run" in each ? [each.run] : []));
    return writeJson(
      context.stdout,
      finished.map((run) => summarise(run.trace, run.metrics, run.findings)),
    );
  }
  const { compareText } = await import("../../exporters/text/compare.ts");
  const contestants = attempts.map(contestantOf);
  const contest = { scenario: workload.title, machine: workload.machine, contestants };
  await writeLines(context.stdout, compareText(contest, await pageOf(context, options)));
}

function contestantOf(attempt: Attempt): Contestant {
  if ("refusal" in attempt) return attempt;
  const { model, python, run } = attempt;
  return { model, python, metrics: run.metrics, findings: run.findings };
}
