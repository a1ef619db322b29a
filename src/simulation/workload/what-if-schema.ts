/** The schema of a fork as the file writes it: a table that says from when on, and which one thing is otherwise. */
import * as v from "valibot";
import { nearest } from "../../base/errors.ts";
import type { Ns } from "../../base/time.ts";
import { described, duration, eitherForm, forms, optional, table, text, wholeNumber } from "./fields.ts";
import { LIMITS, spellCount } from "./limits.ts";
import { describe } from "./problems.ts";

/** A fork as the file writes it, durations read. */
export type FileWhatIf =
  | { readonly at: Ns; readonly cores: number }
  | { readonly at: Ns; readonly interval: Ns }
  | { readonly at: Ns; readonly io: Ns | { readonly for: Ns; readonly on?: string | undefined } }
  | { readonly at?: Ns | undefined; readonly choice: number; readonly take: string };

type ForkSchema = v.GenericSchema<unknown, FileWhatIf>;

const what = "a fork such as {at: 46ms, cores: 2}";
const at = described(duration(), "From when on; what happens at that instant happens first.");

const io = eitherForm(
  "whatIfIo",
  duration(),
  table(
    {
      for: described(
        duration(),
        "How long what is under way there, or given to it later, takes from when it was given.",
      ),
      on: optional(text(60), "The device. Default: all of them."),
    },
    "a duration such as 5ms, or {on: network, for: 5ms}",
  ),
);

/** Every kind of fork by the key that makes it one. */
const FORKS = {
  cores: table({ at, cores: described(wholeNumber(1, LIMITS.cores), "So many cores are online.") }, what),
  interval: table({ at, interval: described(duration(LIMITS.slice), "The interpreter's switch interval.") }, what),
  io: table({ at, io: described(io, "How long the outside takes.") }, what),
  choice: table(
    {
      at: optional(duration(), "When the choice is made: for people, it changes nothing."),
      choice: described(wholeNumber(0, LIMITS.choices), "The number of the choice, from 0."),
      take: described(text(60), "The thread that is taken."),
    },
    what,
  ),
} as unknown as Readonly<Record<string, ForkSchema>>;

const NAMES = Object.keys(FORKS);
const anyFork: ForkSchema = v.union(Object.values(FORKS));
forms.set("whatIf", anyFork);

const noFork: ForkSchema = v.pipe(
  v.unknown(),
  v.rawCheck(({ dataset: { value: input }, addIssue }) => {
    const key = isTable(input) ? Object.keys(input).find((each) => each !== "at") : undefined;
    if (key === undefined) {
      addIssue({ message: `found ${describe(input)}, expected ${what}` });
      return;
    }
    const near = nearest(key, NAMES);
    const hint = near === undefined ? `expected one of ${NAMES.join(", ")}` : `did you mean ${near}?`;
    const path: [v.ObjectPathItem] = [
      { type: "object", origin: "key", input: input as Record<string, unknown>, key, value: undefined },
    ];
    addIssue({ message: `unknown change, ${hint}`, path });
  }),
  v.transform((input) => input as FileWhatIf),
);

/** The schema of what was written; of every fork where nothing was, which is what the published schema asks for. */
const fork: ForkSchema = v.lazy((input) => {
  if (input === undefined) return anyFork;
  const name = isTable(input) ? NAMES.find((each) => Object.hasOwn(input, each)) : undefined;
  return (name === undefined ? undefined : FORKS[name]) ?? noFork;
});

export const whatIf = v.pipe(
  v.array(fork, "a list of forks"),
  v.check((list) => list.length <= LIMITS.forks, `at most ${spellCount(LIMITS.forks)} forks`),
);

function isTable(input: unknown): input is object {
  return typeof input === "object" && input !== null && !Array.isArray(input);
}
