/** Finding and reading the scenario a command line names. */
import { existsSync } from "node:fs";
import { UserError } from "../base/errors.ts";
import type { Setting } from "../simulation/workload/settings.ts";
import type { Workload } from "../simulation/workload/workload.ts";
import type { Context } from "./context.ts";
import type { RunOptions } from "./options.ts";

/** How messages call standard input. */
const STDIN = "<stdin>";
/** What a command runs when the command line names none. */
const DEFAULT_SCENARIO = "three-friends";

/** A scenario as it was found, and what the command line changes in it. */
export interface ScenarioSource {
  /** How messages call it: a path, a built-in's name, `<stdin>`. */
  readonly name: string;
  readonly text: string;
  readonly settings: readonly Setting[];
}

/**
 * Finds the scenario of a command line.
 *
 * @throws UserError where there is none of that name, or a change is not PATH=VALUE.
 */
export async function readSource(
  context: Context,
  scenario: string | undefined,
  options: RunOptions,
): Promise<ScenarioSource> {
  const { knob, parseSetting } = await import("../simulation/workload/settings.ts");
  const knobs = (["cores", "interval", "tasks", "seed"] as const).flatMap((name) => {
    const value = options[name];
    return value === undefined ? [] : [knob(name, value)];
  });
  const settings = [...knobs, ...(options.set ?? []).map(parseSetting)];
  return { ...(await readText(context, scenario ?? DEFAULT_SCENARIO)), settings };
}

/**
 * @param usesModel whether the model that the file names matters: then it must be one there is.
 * @throws UserError where the scenario or a change of it is wrong.
 */
export async function loadSource({ text, name, settings }: ScenarioSource, usesModel: boolean): Promise<Workload> {
  const [{ loadScenario }, models] = await Promise.all([
    import("../simulation/workload/load.ts"),
    usesModel ? import("../simulation/runtimes/index.ts").then(({ runtimes }) => runtimes.ids) : undefined,
  ]);
  return loadScenario(text, name, settings, models);
}

/** A built-in's name wins over a file without an ending; `./name` is always the file. */
async function readText(context: Context, scenario: string): Promise<Omit<ScenarioSource, "settings">> {
  if (scenario === "-") {
    const { readStream } = await import("./read.ts");
    return { name: STDIN, text: await readStream(STDIN, context.stdin) };
  }
  const { scenarios, scenarioText } = await import("../simulation/scenarios/index.ts");
  if (scenarios.find(scenario) !== undefined) return { name: scenario, text: scenarioText(scenario) };
  if (looksLikePath(scenario) || existsSync(scenario)) {
    const { readFile } = await import("./read.ts");
    return { name: scenario, text: readFile(scenario) };
  }
  // Says which there are and which was meant.
  scenarios.get(scenario);
  throw new UserError(`unknown scenario "${scenario}"`);
}

const looksLikePath = (scenario: string): boolean => /[/\\]|\.(?:ya?ml|json)$/i.test(scenario);
