import type { Command } from "commander";
import { UserError } from "../../base/errors.ts";
import type { Context } from "../context.ts";
import { writeLines } from "../output.ts";
import { loadSource, readSource } from "../scenario.ts";

/** `gilgrill check`: reads scenario files and says what is wrong with them. */
export function addCheck(program: Command, context: Context): void {
  program
    .command("check")
    .description("check scenario files")
    .argument("<file...>", "scenario files, or - for standard input")
    .action((files: readonly string[]) => check(context, files));
}

/** @throws UserError with the errors of all files. */
async function check(context: Context, files: readonly string[]): Promise<void> {
  const errors: string[] = [];
  for (const file of files) {
    try {
      const { tasks } = await loadSource(await readSource(context, file, {}), true);
      await writeLines(context.stdout, [`${file}: ok, ${tasks.length === 1 ? "1 task" : `${tasks.length} tasks`}`]);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      errors.push(error.message);
    }
  }
  if (errors.length > 0) throw new UserError(errors.join("\n"));
}
