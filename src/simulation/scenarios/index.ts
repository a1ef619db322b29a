/** The built-in scenarios, in the order in which they are shown. A new one is a file beside this and a name below. */
import { readFileSync } from "node:fs";
import { InvariantError } from "../../base/errors.ts";
import { Registry } from "../../base/registry.ts";

/** Each group's name, and its scenarios. */
const GROUPS: Readonly<Record<string, readonly string[]>> = {
  "to begin with": [
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
  ],
  cores: [
    "one-core",
    "split-one-task",
    "hyper-threading",
    "wasted-cores",
    "interrupted-mathematician",
    "switching-costs",
  ],
  "async and await": ["where-switches-fall", "created-not-started", "two-awaits", "to-thread"],
  "crashes, messages, memory": ["one-crashes", "cancelling", "message-passing", "shared-memory"],
  "what costs time": ["noisy-neighbours", "starved-pool", "tiny-tasks", "small-interval", "unfair-handover"],
  "races and deadlocks": ["plain-increment", "passing-test", "two-locks-looping", "full-pool"],
};

/** The built-in scenarios by id; what they are about stands in their files, see `summaries.ts`. */
export const scenarios = new Registry(
  "scenario",
  Object.entries(GROUPS).flatMap(([group, ids]) => ids.map((id) => ({ id, group }))),
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
