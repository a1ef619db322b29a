import { type Command, Option } from "commander";
import { UserError } from "../../base/errors.ts";
import type { Contestant } from "../../exporters/text/compare.ts";
import type { Runtime } from "../../simulation/runtimes/runtime.ts";
import type { Workload } from "../../simulation/workload/workload.ts";
import { type Context, isInteractive, type ScreenLook } from "../context.ts";
import type { ExitStatus } from "../faults.ts";
import { addLookOptions, addRunOptions, addScreenOptions, type RunOptions, untilOf } from "../options.ts";
import { writeJson, writeLines } from "../output.ts";
import { ProgressLine } from "../progress.ts";
import { comparedModelsOf, DEFAULT_MODEL, type FinishedRun, findRuntimes, runOne } from "../runs.ts";
import { loadSource, readSource, type ScenarioSource } from "../scenario.ts";
import { pageOf } from "../text.ts";

type Options = RunOptions & ScreenLook & { readonly format?: "text" | "json" };
type Attempt = { readonly model: string; readonly python: boolean } & (
  | { readonly run: FinishedRun }
  | { readonly refusal: string }
);

/** `gilgrill compare`: the same work under several models, as a race; without a terminal, or with a form of output, as a table. */
export function addCompare(program: Command, context: Context, ended: (status: ExitStatus) => void): void {
  const command = program.command("compare").description("the same work under several models, side by side");
  addScreenOptions(addLookOptions(addRunOptions(command, "the models, with commas between")))
    .addOption(
      new Option("--format <form>", "print it: text (the default without a terminal)").choices(["text", "json"]),
    )
    .action(async (scenario: string | undefined) => {
      const options = command.optsWithGlobals<Options>();
      const source = await readSource(context, scenario, options);
      const workload = await loadSource(source, false);
      const runtimes = await findRuntimes(comparedModelsOf(options.model));
      if (options.format !== undefined || !(await isInteractive(context))) {
        return compare(context, workload, runtimes, options);
      }
      ended(await race(context, { source, runtimes, best: workload.bestModel ?? DEFAULT_MODEL }, options));
    });
}

/** @throws UserError where there are more models than a screen has room for. */
async function race(
  context: Context,
  { source, runtimes, best }: { source: ScenarioSource; runtimes: readonly Runtime[]; best: string },
  options: Options,
): Promise<ExitStatus> {
  const [{ MOST_ENTRANTS }, { openScreen }] = await Promise.all([
    import("../../screen/session/race-state.ts"),
    import("../screen.ts"),
  ]);
  if (runtimes.length > MOST_ENTRANTS) {
    throw new UserError(
      `--model: found ${runtimes.length} models, the screen shows at most ${MOST_ENTRANTS}; --format text takes all of them`,
    );
  }
  const opening = { source, models: runtimes.map(({ id }) => id), best };
  return openScreen(context, { opening, look: options, until: untilOf(options) });
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
