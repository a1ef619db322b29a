/** What the built-in scenarios say of themselves: read from the heads of their files, so that a list of them waits for no file to be checked. */
import { readSource } from "../workload/document.ts";
import { scenarios, scenarioText } from "./index.ts";

export interface ScenarioSummary {
  readonly id: string;
  readonly title: string;
  readonly about: string;
  /** One line on what it teaches. */
  readonly teaches: string;
  /** The id of the model it is best seen in, or null. */
  readonly model: string | null;
  /** What it has in common with its neighbours in the list. */
  readonly group: string;
}

/** In the built-in files the words for people come first; this is where the rest begins. */
const REST = /^(?:machine|python|costs|seed|shared|queues|tasks):/m;

let summaries: readonly ScenarioSummary[] | undefined;

/** All built-in scenarios in their order; read once. */
export function scenarioSummaries(): readonly ScenarioSummary[] {
  summaries ??= scenarios.all.map(summaryOf);
  return summaries;
}

function summaryOf({ id, group }: { readonly id: string; readonly group: string }): ScenarioSummary {
  const text = scenarioText(id);
  const { data } = readSource(text.slice(0, text.search(REST)));
  const { title, about, teaches, model } = data as Readonly<Record<string, string | undefined>>;
  return { id, title: title ?? id, about: (about ?? "").trim(), teaches: teaches ?? "", model: model ?? null, group };
}
