/** What the built-in scenarios say of themselves; apart from their list, because it has to load them all. */
import { loadScenario } from "../workload/load.ts";
import { scenarios, scenarioText } from "./index.ts";

export interface ScenarioSummary {
  readonly id: string;
  readonly title: string;
  readonly about: string;
  /** One line on what it teaches. */
  readonly teaches: string;
  /** The id of the model it is best seen in, or null. */
  readonly model: string | null;
}

let summaries: readonly ScenarioSummary[] | undefined;

/** All built-in scenarios in their order; read once. */
export function scenarioSummaries(): readonly ScenarioSummary[] {
  summaries ??= scenarios.ids.map((id) => {
    const { title, about, teaches, bestModel } = loadScenario(scenarioText(id), id);
    return { id, title, about, teaches, model: bestModel };
  });
  return summaries;
}
