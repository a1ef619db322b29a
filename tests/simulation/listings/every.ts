/** The listings of all built-in scenarios under all models, as the tests go over them. */
import { listingOf } from "../../../src/simulation/listings/index.ts";
import { runtimes } from "../../../src/simulation/runtimes/index.ts";
import { scenarios, scenarioText } from "../../../src/simulation/scenarios/index.ts";
import { admit } from "../../../src/simulation/simulate.ts";
import { loadScenario } from "../../../src/simulation/workload/load.ts";
import { parseSetting } from "../../../src/simulation/workload/settings.ts";
import type { Workload } from "../../../src/simulation/workload/workload.ts";
import type { Listing } from "../../../src/trace/listing.ts";

export interface Written {
  readonly scenario: string;
  readonly model: string;
  readonly workload: Workload;
  readonly listing: Listing;
}

/** @param changes as `--set` takes them. */
export function written(scenario: string, model: string, ...changes: readonly string[]): Written {
  const runtime = runtimes.get(model);
  const workload = admit(loadScenario(scenarioText(scenario), scenario, changes.map(parseSetting)), runtime);
  return { scenario, model, workload, listing: listingOf(workload, runtime) };
}

/** Two thousand tasks and more say nothing that a hundred do not. */
const FEWER: Readonly<Record<string, readonly string[]>> = { "ten-thousand-connections": ["tasks[0].count=100"] };

/** @param changes for every one of them. */
export const everyListing = (
  models: readonly string[] = runtimes.ids,
  ...changes: readonly string[]
): readonly Written[] =>
  models.flatMap((model) =>
    scenarios.ids.map((scenario) => written(scenario, model, ...(FEWER[scenario] ?? []), ...changes)),
  );
