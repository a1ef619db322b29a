import type { Command } from "commander";
import type { Context } from "../context.ts";
import { writeJson } from "../output.ts";

/** `gilgrill schema`: the scenario file's form, for editors. */
export function addSchema(program: Command, context: Context): void {
  program
    .command("schema")
    .description("print the JSON Schema of scenario files")
    .action(async () => {
      const { scenarioJsonSchema } = await import("../../simulation/workload/json-schema.ts");
      await writeJson(context.stdout, scenarioJsonSchema());
    });
}
