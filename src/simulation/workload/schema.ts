/**
 * The scenario file, as one schema: the loader checks with it, and the published JSON Schema is made from it.
 *
 * What several parts of a file must agree on (names, totals) is checked elsewhere: `names.ts`, `spell-out.ts`.
 */
import * as v from "valibot";
import { COST_NAMES, COSTS, type CostName, PRESETS, type Preset } from "../profiles/costs.ts";
import {
  anyWholeNumber,
  described,
  duration,
  eitherForm,
  flag,
  named,
  oneOf,
  optional,
  prose,
  table,
  text,
  wholeNumber,
} from "./fields.ts";
import { LIMITS } from "./limits.ts";
import { steps } from "./step-schema.ts";
import { whatIf } from "./what-if-schema.ts";
import { POLICIES, START_METHOD_NAMES } from "./workload.ts";

const VERSIONS = "2.7, or 3.2 to 3.14";
const isKnownVersion = (version: string): boolean => {
  const match = /^(\d+)\.(\d+)(\.\d+)?$/.exec(version.trim());
  if (match === null) return false;
  const minor = Number(match[2]);
  return match[1] === "2" ? minor === 7 : match[1] === "3" && minor >= 2 && minor <= 14;
};

/** Two numbers, `3.12`; a third is cut off. The reader hands numbers over as their text, so that 3.10 is not 3.1. */
const version = v.pipe(
  v.union([v.string(), v.number()], VERSIONS),
  v.check((value) => isKnownVersion(String(value)), VERSIONS),
  v.transform((value) => String(value).trim().split(".").slice(0, 2).join(".")),
);

const scheduler = eitherForm(
  "scheduler",
  oneOf(POLICIES),
  table(
    {
      policy: optional(oneOf(POLICIES), "How the operating system picks the next thread. Default: fair."),
      quantum: optional(
        duration(LIMITS.slice),
        "The time slice of rr (default 10ms), the tick of fair (default 4ms); fifo and sjf have none.",
      ),
      preemptOnWake: optional(
        flag,
        "A woken thread may take the core from a running one at once. Default: true for fair, false for the others.",
      ),
    },
    "fair, rr, fifo or sjf, or a table such as {policy: rr, quantum: 10ms}",
  ),
);

const machine = table(
  {
    cores: optional(wholeNumber(1, LIMITS.cores), "Default: 4."),
    threadsPerCore: optional(wholeNumber(1, 2), "Hardware threads a core: 2 is hyper-threading. Default: 1."),
    scheduler: optional(scheduler, "fair, rr, fifo or sjf. Default: fair."),
  },
  "a table such as {cores: 4, scheduler: fair}",
);

const python = table(
  {
    version: optional(version, "2.7, or 3.2 to 3.14. Default: 3.12."),
    switchInterval: optional(
      duration(LIMITS.slice),
      "How long a thread waits for the GIL before it asks for it. Default: 5ms.",
    ),
    maxWorkers: optional(wholeNumber(1, LIMITS.workers), "Size of a pool. Default: the version's own."),
    startMethod: optional(oneOf(START_METHOD_NAMES), "How a process is started. Default: the version's own."),
    chunkSize: optional(wholeNumber(1, LIMITS.tasks), "Tasks sent to a pool's process at once. Default: 1."),
    warmPool: optional(flag, "The pool's workers are there before the first task. Default: false."),
  },
  'a table such as {version: "3.12", switchInterval: 5ms}',
);

const presets = Object.keys(PRESETS) as readonly Preset[];
const costEntries = Object.fromEntries(
  COST_NAMES.map((name) => [name, optional(duration(), `${COSTS[name].what}.`)]),
) as Readonly<Record<CostName, v.OptionalSchema<ReturnType<typeof duration>, undefined>>>;

const costs = eitherForm(
  "costs",
  oneOf(presets),
  table(
    { preset: optional(oneOf(presets), "What the other costs are. Default: default."), ...costEntries },
    "default, none, or a table such as {preset: none, contextSwitch: 2us}",
  ),
);

const arrival = eitherForm(
  "arrival",
  duration(),
  table(
    {
      every: described(duration(), "The time between two arrivals."),
      from: optional(duration(), "When the first one arrives. Default: 0ms."),
    },
    "a duration such as 5ms, or a table such as {every: 2ms}",
  ),
);

const task = table(
  {
    name: described(text(60), "Unique in the file; with a count of 3: Bob 1, Bob 2, Bob 3."),
    count: optional(wholeNumber(1, LIMITS.tasks), "How many of them. Default: 1."),
    at: optional(arrival, "When it arrives: 5ms, or {every: 2ms} for a stream. Default: 0ms."),
    cancelAt: optional(duration(), "When somebody asks for it to be stopped."),
    priority: optional(wholeNumber(-20, 19), "Niceness: -20 is favoured most. Default: 0."),
    steps,
  },
  "a task such as {name: Ann, steps: [{cpu: 5ms}]}",
);

/** A scenario file as plain data. Its output has durations in nanoseconds and is otherwise as written. */
export const scenarioSchema = table(
  {
    title: optional(text(LIMITS.title), "Default: the file's name."),
    about: optional(prose(2000), "What happens, in a sentence or two."),
    teaches: optional(text(200), "One line on what it teaches."),
    model: optional(text(60), "The concurrency model it is best seen in."),
    machine: optional(machine, "The computer."),
    python: optional(python, "The interpreter."),
    costs: optional(costs, "What switches, starts and messages cost: default, none, or a table on top of one."),
    seed: optional(anyWholeNumber(), "The start of all randomness. Default: 1."),
    shared: optional(
      named(anyWholeNumber(), "a table such as {burgers: 0}"),
      "Variables in memory, with their first values.",
    ),
    queues: optional(
      named(wholeNumber(1, 1_000_000), "a table such as {orders: 4}"),
      "Bounded queues, with their capacities.",
    ),
    tasks: described(
      v.pipe(v.array(task, "a list of tasks"), v.minLength(1, "at least one task")),
      "Who does what, in the order in which ties are served.",
    ),
    whatIf: optional(whatIf, "What is otherwise from an instant on: the forks of the run."),
    $schema: optional(v.string("an address"), "Where this schema is, for editors."),
  },
  "a scenario: a table with tasks",
);

export type ScenarioFile = v.InferOutput<typeof scenarioSchema>;
export type FileTask = ScenarioFile["tasks"][number];
