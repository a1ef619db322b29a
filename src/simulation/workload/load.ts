/** Scenario files: text in, workload out, or one error that tells everything that is wrong. */
import * as v from "valibot";
import { nearest } from "../../base/errors.ts";
import { readSource } from "./document.ts";
import { nameProblems } from "./names.ts";
import { describe, type Path, type Problem, printable, problemsError } from "./problems.ts";
import { scenarioSchema } from "./schema.ts";
import { type Origin, originOf, type Setting, withSettings } from "./settings.ts";
import { spellOut } from "./spell-out.ts";
import { STEP_NAMES } from "./step-schema.ts";
import type { Workload } from "./workload.ts";

/**
 * Reads and checks a scenario.
 *
 * @param text YAML or JSON.
 * @param fileName for messages, and the title where the file has none.
 * @param settings changes made before it is checked, the last one wins.
 * @param models the models there are, where the file's own one must be among them.
 * @throws UserError that lists all problems, a line each: `file:line:column: path: found X, expected Y`, or
 * `option: found X, expected Y` where a setting is at fault. Totals are checked once everything else is right.
 */
export function loadScenario(
  text: string,
  fileName: string,
  settings: readonly Setting[] = [],
  models: readonly string[] | null = null,
): Workload {
  const source = readSource(text);
  if (source.problems.length > 0) throw problemsError(fileName, source.problems, source.placeOf);
  const changed = withSettings(source.data, settings);
  const fail = (problems: readonly Problem[]) => {
    const blamed = problems.map((problem) => blame(problem, changed.origins));
    return problemsError(fileName, blamed, source.placeOf);
  };
  const checked = v.safeParse(scenarioSchema, changed.data);
  const problems = [
    ...changed.problems,
    ...nameProblems(changed.data, models),
    ...(checked.issues ?? []).map(problemOf),
  ];
  if (!checked.success || problems.length > 0) throw fail(problems);
  const spelt = spellOut(checked.output, titleOf(fileName), changed.taskCount);
  if (spelt.problems.length > 0) throw fail(spelt.problems);
  return spelt.workload;
}

/** `restaurants/lunch.yaml` is called `lunch`. */
function titleOf(fileName: string): string {
  const base = fileName.split(/[\\/]/).at(-1) ?? "";
  return printable(base.replace(/\.(ya?ml|json)$/i, "")) || "scenario";
}

/** Names the setting that brought a problem in, without the path that its option shows already. */
function blame(problem: Problem, origins: readonly Origin[]): Problem {
  if (problem.option !== undefined) return problem;
  const origin = originOf(origins, problem.path);
  if (origin === undefined) return problem;
  const isShown = origin.asked.length === problem.path.length;
  return { ...problem, option: origin.option, path: isShown ? [] : problem.path };
}

function problemOf(issue: v.BaseIssue<unknown>): Problem {
  const path: Path = (issue.path ?? []).map((item) => item.key as string | number);
  switch (issue.type) {
    case "never":
      return { path, at: "key", text: unknownKey(path, issue.message) };
    case "raw_check":
      return { path, at: "key", text: issue.message };
    default:
      if (issue.path?.at(-1)?.origin === "key" && issue.kind === "schema" && issue.input === undefined) {
        return { path: path.slice(0, -1), text: `${path.at(-1)} is missing` };
      }
      return { path, text: `found ${describe(issue.input)}, expected ${issue.message}` };
  }
}

/** @param known the keys there are, as the schema's message lists them. */
function unknownKey(path: Path, known: string): string {
  const key = String(path.at(-1));
  const inStep = typeof path.at(-2) === "number" && (path.at(-3) === "steps" || path.at(-3) === "offload");
  if (inStep && STEP_NAMES.includes(key))
    return `a second action in one step, expected "- ${key}:" as a step of its own`;
  const near = key.length > 60 ? undefined : nearest(key, known.split(", "));
  return near === undefined ? `unknown key, expected one of ${known}` : `unknown key, did you mean ${near}?`;
}
