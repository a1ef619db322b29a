/**
 * Names that parts of a file must agree on: variables, queues, locks, tasks.
 *
 * Works on data that may be wrong in other ways, so that all problems of a file are told together.
 */
import { nearest } from "../../base/errors.ts";
import { describe, eitherOf, type Path, type Problem, printable } from "./problems.ts";
import { DEFAULT_DEVICE } from "./steps.ts";

interface Use {
  readonly path: Path;
  readonly name: string;
}

type UseKind = "variable" | "queue" | "lock" | "unlock" | "device";

const USES: Readonly<Record<string, UseKind>> = {
  read: "variable",
  write: "variable",
  increment: "variable",
  put: "queue",
  get: "queue",
  lock: "lock",
  unlock: "unlock",
};

/**
 * Names used that nobody declared, locks unlocked that nobody locks, tasks called the same, a model that there is not.
 *
 * @param models the models there are, or null where it does not matter.
 */
export function nameProblems(file: unknown, models: readonly string[] | null): readonly Problem[] {
  if (!isTable(file)) return [];
  const uses: Readonly<Record<UseKind, Use[]>> = { variable: [], queue: [], lock: [], unlock: [], device: [] };
  const problems: Problem[] = [];
  if (models !== null && typeof file.model === "string" && !models.includes(file.model)) {
    const text = `found ${describe(file.model)}, expected ${eitherOf(models)}${guess(file.model, models)}`;
    problems.push({ path: ["model"], text });
  }
  const taken = new Set<string>();
  for (const [index, task] of listOf(file.tasks).entries()) {
    if (!isTable(task)) continue;
    if (typeof task.name === "string") {
      if (taken.has(task.name)) {
        problems.push({
          path: ["tasks", index, "name"],
          text: `found ${describe(task.name)} twice, expected a name of its own`,
        });
      }
      taken.add(task.name);
    }
    collect(task.steps, ["tasks", index, "steps"], uses);
  }
  const declared = (of: Use[], names: readonly string[], place: string) => {
    for (const use of of) {
      if (!names.includes(use.name)) problems.push({ path: use.path, text: unknown(use.name, names, place) });
    }
  };
  declared(uses.variable, keysOf(file.shared), "shared");
  declared(uses.queue, keysOf(file.queues), "queues");
  const locked = [...new Set(uses.lock.map((use) => use.name))];
  for (const use of uses.unlock) {
    if (locked.includes(use.name)) continue;
    problems.push({
      path: use.path,
      text: `found ${describe(use.name)}, which no step locks${guess(use.name, locked)}`,
    });
  }
  problems.push(
    ...forkProblems(
      file.whatIf,
      uses.device.map(({ name }) => name),
    ),
  );
  return problems;
}

/** Devices that no step waits for, choices that are made twice. */
function forkProblems(forks: unknown, devices: readonly string[]): readonly Problem[] {
  const problems: Problem[] = [];
  const made = new Set<number>();
  for (const [index, fork] of listOf(forks).entries()) {
    if (!isTable(fork)) continue;
    const { io, choice } = fork;
    if (typeof choice === "number") {
      const path = ["whatIf", index, "choice"];
      if (made.has(choice)) problems.push({ path, text: `found ${choice} twice, expected each choice once` });
      made.add(choice);
    }
    if (isTable(io) && typeof io.on === "string" && !devices.includes(io.on)) {
      const text = `found ${describe(io.on)}, which no step waits for${guess(io.on, devices)}`;
      problems.push({ path: ["whatIf", index, "io", "on"], text });
    }
  }
  return problems;
}

function collect(steps: unknown, path: Path, uses: Readonly<Record<UseKind, Use[]>>): void {
  for (const [index, step] of listOf(steps).entries()) {
    if (!isTable(step)) continue;
    const here = [...path, index];
    for (const [key, value] of Object.entries(step)) {
      const kind = Object.hasOwn(USES, key) ? USES[key] : undefined;
      if (kind !== undefined && typeof value === "string") uses[kind].push({ path: [...here, key], name: value });
    }
    const device = isTable(step.io) ? (step.io.on ?? DEFAULT_DEVICE) : step.io === undefined ? null : DEFAULT_DEVICE;
    if (typeof device === "string") uses.device.push({ path: [...here, "io"], name: device });
    if (Array.isArray(step.steps)) collect(step.steps, [...here, "steps"], uses);
    if (Array.isArray(step.offload)) collect(step.offload, [...here, "offload"], uses);
    if (isTable(step.parallel)) collect(step.parallel.steps, [...here, "parallel", "steps"], uses);
  }
}

function unknown(name: string, names: readonly string[], place: string): string {
  const near = guess(name, names);
  if (near !== "") return `found ${describe(name)}, expected a name under ${place}${near}`;
  const some = names.slice(0, 8).map(printable).join(", ");
  return `found ${describe(name)}, expected a name under ${place}, which has ${some === "" ? "none" : some}`;
}

function guess(name: string, names: readonly string[]): string {
  // The distance takes the product of both lengths: no guess for a novel.
  const near =
    name.length > 60
      ? undefined
      : nearest(
          name,
          names.filter((each) => each.length <= 60),
        );
  return near === undefined ? "" : `, did you mean ${printable(near)}?`;
}

const isTable = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const keysOf = (value: unknown): readonly string[] => (isTable(value) ? Object.keys(value) : []);
