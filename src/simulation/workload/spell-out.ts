/** From a valid file to a workload: defaults filled in, counts and streams spelt out, leaves numbered, totals bounded. */
import { ms, type Ns, plus, spellDuration, ZERO } from "../../base/time.ts";
import type { WhatIf } from "../../trace/what-if.ts";
import type { CostName } from "../profiles/costs.ts";
import { LIMITS, spellCount } from "./limits.ts";
import { describe, type Path, type Problem } from "./problems.ts";
import type { FileTask, ScenarioFile } from "./schema.ts";
import type { TaskCount } from "./settings.ts";
import { buildSteps, countSteps, durationOf, subtasksOf } from "./spell-steps.ts";
import type { FileWhatIf } from "./what-if-schema.ts";
import type { CostPlan, MachinePlan, PythonPlan, TaskPlan, Workload } from "./workload.ts";

export interface SpeltOut {
  readonly workload: Workload;
  readonly problems: readonly Problem[];
}

/**
 * The workload of a file. It is of use only where no problem is reported.
 *
 * @param title what it is called where the file has no title.
 */
export function spellOut(file: ScenarioFile, title: string, taskCount: TaskCount | null): SpeltOut {
  const problems: Problem[] = [];
  const tasks = spellTasks(file.tasks, taskCount, problems);
  const workload: Workload = {
    title: file.title ?? title,
    about: file.about ?? "",
    teaches: file.teaches ?? "",
    bestModel: file.model ?? null,
    machine: machineOf(file.machine),
    python: pythonOf(file.python),
    costs: costsOf(file.costs),
    seed: file.seed ?? 1,
    shared: Object.entries(file.shared ?? {}).map(([name, initial]) => ({ name, initial })),
    queues: Object.entries(file.queues ?? {}).map(([name, capacity]) => ({ name, capacity })),
    tasks,
    whatIf: (file.whatIf ?? []).map(whatIfOf),
  };
  return { workload, problems };
}

function whatIfOf(written: FileWhatIf): WhatIf {
  if ("choice" in written) return { at: written.at ?? ZERO, choice: written.choice, take: written.take };
  if (!("io" in written)) return written;
  const { io } = written;
  return { at: written.at, io: typeof io === "number" ? { on: null, for: io } : { on: io.on ?? null, for: io.for } };
}

function machineOf(machine: ScenarioFile["machine"]): MachinePlan {
  const written = machine?.scheduler;
  const scheduler = typeof written === "string" ? { policy: written } : written;
  return {
    cores: machine?.cores ?? 4,
    threadsPerCore: machine?.threadsPerCore === 2 ? 2 : 1,
    scheduler: {
      policy: scheduler?.policy ?? "fair",
      quantum: scheduler?.quantum ?? null,
      preemptOnWake: scheduler?.preemptOnWake ?? null,
    },
  };
}

function pythonOf(python: ScenarioFile["python"]): PythonPlan {
  return {
    version: python?.version ?? "3.12",
    switchInterval: python?.switchInterval ?? ms(5),
    maxWorkers: python?.maxWorkers ?? null,
    startMethod: python?.startMethod ?? null,
    chunkSize: python?.chunkSize ?? 1,
    warmPool: python?.warmPool ?? false,
  };
}

function costsOf(costs: ScenarioFile["costs"]): CostPlan {
  if (costs === undefined || typeof costs === "string") return { preset: costs ?? "default", changes: {} };
  const { preset, ...changes } = costs;
  return { preset: preset ?? "default", changes: changes as Partial<Record<CostName, Ns>> };
}

/** An entry of the file's list, and how many of it are wanted. */
interface Entry {
  readonly file: FileTask;
  readonly path: Path;
  readonly count: number;
  /** Which time round the list this is, from 1, where a task count repeats it. */
  readonly round: number;
}

function spellTasks(list: readonly FileTask[], taskCount: TaskCount | null, problems: Problem[]): readonly TaskPlan[] {
  const entries = counted(list, taskCount, problems);
  if (entries === null || !isWithinTotals(entries, taskCount, problems)) return [];
  const stepsOf = new Map(list.map((file) => [file, buildSteps(file.steps)]));
  const names = new Set<string>();
  const tasks: TaskPlan[] = [];
  for (const { file, path, count, round } of entries) {
    for (let index = 0; index < count; index++) {
      let name = count === 1 ? file.name : `${file.name} ${index + 1}`;
      if (round > 1) {
        name = `${file.name} ${round}`;
        for (let next = round + 1; names.has(name); next++) name = `${file.name} ${next}`;
      } else if (names.has(name)) {
        problems.push({ path: [...path, "name"], text: `found ${describe(name)} twice, expected a name of its own` });
      }
      names.add(name);
      tasks.push({
        name,
        arrival: arrivalOf(file, index),
        priority: file.priority ?? 0,
        cancelAt: file.cancelAt ?? null,
        steps: stepsOf.get(file) ?? [],
      });
    }
    problems.push(...timeProblems(file, path, count, taskCount));
  }
  return tasks;
}

function counted(list: readonly FileTask[], taskCount: TaskCount | null, problems: Problem[]): readonly Entry[] | null {
  const entries = list.map(
    (file, index): Entry => ({ file, path: ["tasks", index], count: file.count ?? 1, round: 1 }),
  );
  if (taskCount === null) return entries;
  const { value: wanted, option } = taskCount;
  if (typeof wanted !== "number" || !Number.isInteger(wanted) || wanted < 1 || wanted > LIMITS.tasks) {
    const text = `found ${describe(wanted)}, expected a whole number from 1 to ${spellCount(LIMITS.tasks)}`;
    problems.push({ path: [], text, option });
    return null;
  }
  const most = Math.max(...list.map((file) => file.count ?? 0));
  if (entries.length === 1 || most > 0) {
    const chosen = entries.length === 1 ? 0 : list.findIndex((file) => file.count === most);
    return entries.map((entry, index) => (index === chosen ? { ...entry, count: wanted } : entry));
  }
  return Array.from({ length: wanted }, (_, index) => ({
    ...(entries[index % entries.length] as Entry),
    round: Math.floor(index / entries.length) + 1,
  }));
}

function isWithinTotals(entries: readonly Entry[], taskCount: TaskCount | null, problems: Problem[]): boolean {
  const before = problems.length;
  const blame = taskCount === null ? { path: ["tasks"] } : { path: [], option: taskCount.option };
  const files = new Set(entries.map((entry) => entry.file));
  const steps = [...files].reduce((sum, file) => sum + countSteps(file.steps), 0);
  if (steps > LIMITS.steps) {
    problems.push({
      path: ["tasks"],
      text: `found ${spellCount(steps)} steps, expected at most ${spellCount(LIMITS.steps)}`,
    });
    return false;
  }
  const perFile = new Map(
    [...files].map((file) => [file, { subtasks: subtasksOf(file.steps), time: durationOf(file.steps) }]),
  );
  let tasks = 0;
  let time = 0;
  for (const { file, count } of entries) {
    tasks += count * (1 + (perFile.get(file)?.subtasks ?? 0));
    time += count * (perFile.get(file)?.time ?? 0);
  }
  if (tasks > LIMITS.tasks) {
    const text = `found ${describeLarge(tasks)} tasks, counts and subtasks spelt out, expected at most ${spellCount(LIMITS.tasks)}`;
    problems.push({ ...blame, text });
  }
  if (time > LIMITS.total) {
    problems.push({ ...blame, text: `all steps of all tasks together last longer than 30 days` });
  }
  return problems.length === before;
}

const describeLarge = (count: number): string => (count < 1e15 ? spellCount(count) : "more than 10^15");

function arrivalOf(file: FileTask, index: number): Ns {
  const { at } = file;
  if (at === undefined) return ZERO;
  return typeof at === "number" ? at : plus(at.from ?? ZERO, (at.every * index) as Ns);
}

function timeProblems(file: FileTask, path: Path, count: number, taskCount: TaskCount | null): readonly Problem[] {
  const last = arrivalOf(file, count - 1);
  const blame = (key: string) => ({ path: [...path, key], ...(taskCount !== null && { option: taskCount.option }) });
  if (last > LIMITS.duration) {
    const text = `the last of ${spellCount(count)} would arrive after ${spellDuration(LIMITS.duration)}, expected before`;
    return [{ ...blame("at"), text }];
  }
  if (file.cancelAt === undefined || file.cancelAt >= last) return [];
  const text = `found ${spellDuration(file.cancelAt)}, expected no sooner than the arrival at ${spellDuration(last)}`;
  return [{ ...blame("cancelAt"), text }];
}
