import { type Command, Option } from "commander";
import { UserError } from "../../base/errors.ts";
import type { ExportedRun, Exporter } from "../../exporters/exporter.ts";
import { exporters } from "../../exporters/index.ts";
import type { Context } from "../context.ts";
import { commandLine } from "../faults.ts";
import { addRunOptions, type RunOptions, untilOf } from "../options.ts";
import { writeFilePieces, writePieces } from "../output.ts";
import { ProgressLine } from "../progress.ts";
import { findRuntimes, modelsOf, runOne } from "../runs.ts";
import { loadSource, readSource } from "../scenario.ts";

type Options = RunOptions & { readonly format?: string; readonly output?: string };

/** Standard output, as a file's name. */
const STDOUT = "-";

/** `gilgrill export`: a run for other programs. */
export function addExport(program: Command, context: Context): void {
  const command = program
    .command("export")
    .description("a run for other programs: Perfetto, spreadsheets, Mermaid, Markdown");
  addRunOptions(command, "one model, or several with commas between where the form has room for them")
    .addOption(new Option("-o, --output <file>", "the file to write; left out, or -: standard output"))
    .addOption(
      new Option("--format <form>", "form of the output; left out: by the file's ending").choices(exporters.ids),
    )
    .addHelpText("after", () => `\nForms:\n${exporters.all.map(formLine).join("\n")}`);
  command.action((scenario: string | undefined) => exportRuns(context, scenario, command.optsWithGlobals<Options>()));
}

const formLine = ({ id, ending, title }: Exporter): string => `  ${id.padEnd(18)}${ending.padEnd(7)}${title}`;

async function exportRuns(context: Context, scenario: string | undefined, options: Options): Promise<void> {
  const exporter = exporterOf(options);
  const until = untilOf(options);
  const workload = await loadSource(await readSource(context, scenario, options), options.model === undefined);
  const chosen = await findRuntimes(modelsOf(options.model, workload));
  if (exporter.onlyOne !== null && chosen.length > 1) {
    const able = exporters.all.flatMap(({ id, onlyOne }) => (onlyOne === null ? [id] : []));
    throw new UserError(
      `--model: found ${chosen.length} models, and ${exporter.onlyOne} shows one run; several fit into ${able.join(", ")}`,
    );
  }
  const progress = new ProgressLine(context);
  await progress.during(async () => {
    const runs: ExportedRun[] = [];
    for (const runtime of chosen) {
      const run = await runOne(workload, runtime, until, progress);
      runs.push({ ...run, python: runtime.python, command: reproducing(scenario, runtime.id, options) });
    }
    const write = await exporter.load();
    const { output = STDOUT } = options;
    if (output !== STDOUT) return writeFilePieces(output, watched(write(runs), output, progress));
    progress.clear();
    await writePieces(context.stdout, write(runs));
  });
}

function* watched(pieces: Iterable<string>, output: string, progress: ProgressLine): Generator<string, void, void> {
  for (const piece of pieces) {
    progress.show(`writing ${output}`);
    yield piece;
  }
}

/** @throws UserError where neither the option nor the file's ending says which. */
function exporterOf({ format, output }: Options): Exporter {
  if (format !== undefined) return exporters.get(format);
  const known = exporters.all.map(({ id, ending }) => `${id} (${ending})`).join(", ");
  if (output === undefined || output === STDOUT) {
    throw new UserError(`export: found neither --format nor a file, expected --format with one of ${known}`);
  }
  const byEnding = exporters.all.find(({ ending }) => output.toLowerCase().endsWith(ending));
  if (byEnding !== undefined) return byEnding;
  throw new UserError(`--output: the ending of "${output}" says no form, expected one of ${known}, or --format`);
}

/** The command that makes a run again. */
function reproducing(scenario: string | undefined, model: string, options: Options): string {
  const knobs = (["cores", "interval", "tasks", "seed", "until"] as const).flatMap((name) => {
    const value = options[name];
    return value === undefined ? [] : [`--${name}`, value];
  });
  const settings = (options.set ?? []).flatMap((setting) => ["--set", setting]);
  return commandLine(["run", ...(scenario === undefined ? [] : [scenario]), "-m", model, ...knobs, ...settings]);
}
