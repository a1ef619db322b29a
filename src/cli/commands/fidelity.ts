import type { Command } from "commander";
import { UserError } from "../../base/errors.ts";
import type { Judged } from "../../fidelity/fidelity.ts";
import type { Context, LookOptions } from "../context.ts";
import { addFormat } from "../options.ts";
import { writeJson, writeLines } from "../output.ts";
import { ProgressLine } from "../progress.ts";
import { findRuntimes } from "../runs.ts";
import { pageOf } from "../text.ts";

interface Options extends LookOptions {
  readonly format: "text" | "json";
  readonly kind?: string;
  readonly model?: string;
  readonly seeds?: string;
}

/** As the bands are meant: the median of this many runs. */
const SEEDS = 5;
const MOST_SEEDS = 100;

/** `gilgrill fidelity`: the simulator against measured runs of the real thing. */
export function addFidelity(program: Command, context: Context): void {
  const command = program
    .command("fidelity")
    .description(
      "the simulator against measured runs of the real thing: each figure, its band, and whether it is inside",
    )
    .argument("[case]", "only cases whose name begins so")
    .option("--kind <kind>", "only cases of one kind, as the table's headings name them")
    .option("-m, --model <ids>", "only cases for these models, with commas between")
    .option("--seeds <n>", `runs of each case; their median counts. Default: ${SEEDS}`);
  addFormat(command, ["text", "json"]);
  command.action(async (prefix: string | undefined) => {
    await fidelity(context, prefix, command.optsWithGlobals<Options>());
  });
}

async function fidelity(context: Context, prefix: string | undefined, options: Options): Promise<void> {
  const seeds = seedsOf(options.seeds);
  const models = options.model?.split(",").map((id) => id.trim());
  if (models !== undefined) await findRuntimes(models);
  const [{ readData }, { choose, judge, tally }] = await Promise.all([
    import("../../fidelity/data.ts"),
    import("../../fidelity/fidelity.ts"),
  ]);
  const data = readData();
  const cases = choose(data, { prefix, kind: options.kind, models });
  const judged: Judged[] = [];
  const progress = new ProgressLine(context);
  await progress.during(async () => {
    for (const [at, each] of cases.entries()) {
      progress.show(`${at + 1} of ${cases.length} measured cases: ${each.id}`);
      judged.push(...judge(each, data, seeds));
    }
  });
  if (options.format === "json") return writeJson(context.stdout, judged);
  const { fidelityText } = await import("../../exporters/text/fidelity.ts");
  const totals = {
    hard: tally(judged, "hard"),
    exact: tally(judged, "yes/no"),
    soft: tally(judged, "soft", "order-of-magnitude"),
    unmodelled: judged.filter(({ verdict }) => verdict === "not modelled").length,
  };
  const { columns } = await pageOf(context, options);
  await writeLines(context.stdout, fidelityText(judged, totals, columns));
}

/** @throws UserError where it is no count. */
function seedsOf(text: string | undefined): number {
  if (text === undefined) return SEEDS;
  const seeds = Number(text);
  if (Number.isInteger(seeds) && seeds >= 1 && seeds <= MOST_SEEDS) return seeds;
  throw new UserError(`--seeds: found "${text}", expected a whole number from 1 to ${MOST_SEEDS}`);
}
