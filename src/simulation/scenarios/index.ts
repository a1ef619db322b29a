/** The built-in scenarios, in the order in which they are shown. A new one is a file beside this and a line below. */
import { readFileSync } from "node:fs";
import { InvariantError } from "../../base/errors.ts";
import { Registry } from "../../base/registry.ts";

const IDS = [
  "three-friends",
  "ten-downloads",
  "four-sums",
  "convoy",
  "page-rendering",
  "blocking-in-asyncio",
  "c-code",
  "ten-thousand-connections",
  "lost-update",
  "two-locks",
  "one-core",
  "split-one-task",
  "hyper-threading",
  "interrupted-mathematician",
  "switching-costs",
  "where-switches-fall",
  "created-not-started",
  "two-awaits",
  "to-thread",
  "wasted-cores",
  "one-crashes",
  "cancelling",
  "message-passing",
  "shared-memory",
  "plain-increment",
  "passing-test",
  "two-locks-looping",
  "noisy-neighbours",
  "starved-pool",
  "full-pool",
  "tiny-tasks",
  "small-interval",
  "unfair-handover",
] as const;

/** The built-in scenarios by id; what they are about stands in their files, see `summaries.ts`. */
export const scenarios = new Registry(
  "scenario",
  IDS.map((id) => ({ id })),
);

/**
 * The YAML text of a built-in scenario.
 *
 * @throws UserError where there is none of that name.
 */
export function scenarioText(id: string): string {
  const file = `${scenarios.get(id).id}.yaml`;
  // Beside this file in the sources; in a folder of their own beside the built program.
  for (const place of [`./${file}`, `./scenarios/${file}`]) {
    try {
      return readFileSync(new URL(place, import.meta.url), "utf8");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    }
  }
  throw new InvariantError("a built-in scenario's file is missing", { file });
}
