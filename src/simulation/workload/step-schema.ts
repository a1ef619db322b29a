/** The schema of a step as the file writes it: a table whose first key says what the step is. */
import * as v from "valibot";
import { nearest } from "../../base/errors.ts";
import type { Ns } from "../../base/time.ts";
import {
  anyWholeNumber,
  described,
  duration,
  eitherForm,
  flag,
  forms,
  oneOf,
  onlyTrue,
  optional,
  table,
  text,
  wholeNumber,
} from "./fields.ts";
import { LIMITS } from "./limits.ts";
import { describe, printable } from "./problems.ts";

/** A step as the file writes it, durations read. */
export type FileStep =
  | { readonly cpu: Ns }
  | { readonly native: Ns }
  | { readonly sleep: Ns }
  | {
      readonly io: Ns | { readonly for: Ns; readonly on?: string | undefined; readonly blocking?: boolean | undefined };
    }
  | { readonly lock: string }
  | { readonly unlock: string }
  | { readonly read: string }
  | { readonly write: string }
  | { readonly add: number }
  | { readonly increment: string }
  | { readonly call: "c" | "python" }
  | { readonly put: string }
  | { readonly get: string }
  | { readonly yield: true }
  | { readonly segfault: true }
  | { readonly raise: string }
  | { readonly offload: readonly FileStep[] }
  | { readonly parallel: { readonly ways: number; readonly steps: readonly FileStep[] } }
  | { readonly repeat: number; readonly steps: readonly FileStep[] };

type StepSchema = v.GenericSchema<unknown, FileStep>;

const step: StepSchema = v.lazy((input) => schemaOf(input));

/** The steps of a task or of a block: one at least. */
export const steps = v.pipe(v.array(step, "a list of steps"), v.minLength(1, "at least one step"));

const word = text(60);
const what = "a step such as {cpu: 5ms}";

const io = eitherForm(
  "io",
  duration(),
  table(
    {
      for: described(duration(), "How long it takes."),
      on: optional(word, "The device or service waited for. Default: network."),
      blocking: optional(
        flag,
        "A library without an async interface: it holds its thread, and so an event loop, all the while. Default: false.",
      ),
    },
    "a duration such as 30ms, or {for: 30ms, on: network, blocking: true}",
  ),
);

const one = <Value extends v.GenericSchema>(key: string, value: Value, meaning: string) =>
  table({ [key]: described(value, meaning) }, what);

/** Every kind of step by the key that makes it one. */
const STEPS = {
  cpu: one("cpu", duration(), "Interpreted code: needs a core and, where there is one, the GIL."),
  native: one("native", duration(), "C code that releases the GIL: needs a core only."),
  io: one("io", io, "Waits for something outside: needs neither core nor GIL."),
  sleep: one("sleep", duration(), "Waits on a timer."),
  lock: one("lock", word, "Takes the mutex of this name."),
  unlock: one("unlock", word, "Gives the mutex of this name back."),
  read: one("read", word, "Loads a shared variable into the task's register."),
  add: one("add", anyWholeNumber(), "Adds to the task's register."),
  write: one("write", word, "Stores the task's register in a shared variable."),
  increment: one("increment", word, "read, add 1, write: the three in a row."),
  call: one(
    "call",
    oneOf(["c", "python"]),
    "A function call: a check point where a request to drop the GIL can be honoured.",
  ),
  put: one("put", word, "Puts an item on a bounded queue; waits while it is full."),
  get: one("get", word, "Takes an item off a queue; waits while it is empty."),
  parallel: one(
    "parallel",
    table(
      {
        ways: described(wholeNumber(1, LIMITS.ways), "The number of subtasks."),
        steps: described(steps, "What each subtask does."),
      },
      "a table such as {ways: 4, steps: [...]}",
    ),
    "The task splits into subtasks and joins them.",
  ),
  offload: one("offload", steps, "asyncio.to_thread or run_in_executor; elsewhere the steps run in place."),
  yield: one("yield", onlyTrue, "Lets others run (asyncio.sleep(0), sched_yield, runtime.Gosched)."),
  raise: one("raise", word, "An exception in this task."),
  segfault: one("segfault", onlyTrue, "A crash of this process."),
  repeat: table(
    {
      repeat: described(wholeNumber(0, LIMITS.repeat), "How many times."),
      steps: described(steps, "What is repeated."),
    },
    what,
  ),
} as unknown as Readonly<Record<string, StepSchema>>;

export const STEP_NAMES: readonly string[] = Object.keys(STEPS);

const anyStep: StepSchema = v.union(Object.values(STEPS));
forms.set("step", anyStep);

const noStep: StepSchema = v.pipe(
  v.unknown(),
  v.rawCheck(({ dataset, addIssue }) => {
    const input = dataset.value;
    const key = isTable(input) ? Object.keys(input)[0] : undefined;
    if (key === undefined) {
      addIssue({ message: `found ${describe(input)}, expected ${what}${hint(input)}` });
    } else {
      const path: [v.ObjectPathItem] = [
        { type: "object", origin: "key", input: input as Record<string, unknown>, key, value: undefined },
      ];
      addIssue({ message: `unknown step${guess(key) ?? `, expected one of ${STEP_NAMES.join(", ")}`}`, path });
    }
  }),
  v.transform((input) => input as FileStep),
);

/** The schema of what was written; of every step where nothing was, which is what the published schema asks for. */
function schemaOf(input: unknown): StepSchema {
  if (input === undefined) return anyStep;
  if (!isTable(input)) return noStep;
  const name = STEP_NAMES.find((each) => Object.hasOwn(input, each));
  return (name === undefined ? undefined : STEPS[name]) ?? noStep;
}

const isTable = (input: unknown): input is object =>
  typeof input === "object" && input !== null && !Array.isArray(input);

function guess(key: string): string | undefined {
  const near = nearest(key, STEP_NAMES);
  return near === undefined ? undefined : `, did you mean ${near}?`;
}

/** For a step written as a bare word: `- yield`. */
function hint(input: unknown): string {
  if (typeof input !== "string") return "";
  const near = nearest(input, STEP_NAMES);
  if (near === "yield" || near === "segfault") return `, did you mean {${near}: true}?`;
  // `- cpu:5ms` is one word to YAML: the blank after the colon makes it a key.
  const [key, ...rest] = input.split(":");
  return key !== undefined && rest.length > 0 && STEP_NAMES.includes(key.trim())
    ? `, did you mean "${key.trim()}: ${printable(rest.join(":").trim())}" with a blank after the colon?`
    : "";
}
