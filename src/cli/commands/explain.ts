import type { Command } from "commander";
import { wrapText } from "../../exporters/text/wrap.ts";
import type { Context } from "../context.ts";
import { writeLines } from "../output.ts";

/** A column of prose that reads well; terminals are at least this wide in practice. */
const COLUMNS = 80;

/** `gilgrill explain`: a model's own page. */
export function addExplain(program: Command, context: Context): void {
  program
    .command("explain")
    .description("what a model models, after which source, what it simplifies and how it was checked")
    .argument("<model>", "a model's id, as `gilgrill list models` shows it")
    .action((model: string) => explain(context, model));
}

/** @throws UserError where there is no such model. */
async function explain(context: Context, id: string): Promise<void> {
  const [{ runtimes }, { modelPage }] = await Promise.all([
    import("../../simulation/runtimes/index.ts"),
    import("../../fidelity/page.ts"),
  ]);
  const runtime = runtimes.get(id);
  const sections = modelPage(runtime).flatMap(({ heading, sentences }) => [
    "",
    `${heading}:`,
    ...sentences.flatMap((sentence) => wrapText(sentence, COLUMNS, "* ")),
  ]);
  await writeLines(context.stdout, [`${id}: ${runtime.title}`, "", ...wrapText(runtime.about, COLUMNS), ...sections]);
}
