/** The scenario file's JSON Schema, for editors: made from the schema the loader checks with. */
import { type JsonSchema, toJsonSchema } from "@valibot/to-json-schema";
import { forms } from "./fields.ts";
import { scenarioSchema } from "./schema.ts";

/** JSON Schema, draft 2020-12. Names that must agree and totals cannot be said in it: `gilgrill check` looks at those too. */
export function scenarioJsonSchema(): JsonSchema {
  const schema = toJsonSchema(scenarioSchema, {
    target: "draft-2020-12",
    typeMode: "input",
    ignoreActions: ["check", "raw_check"],
    definitions: Object.fromEntries(forms),
    overrideSchema: ({ valibotSchema, jsonSchema }) =>
      valibotSchema.type === "object_with_rest" ? { ...jsonSchema, additionalProperties: false } : undefined,
  });
  return { title: "gilgrill scenario", ...schema };
}
