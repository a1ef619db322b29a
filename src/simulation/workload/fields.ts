/**
 * The building blocks of the scenario schema. A message of theirs says what is expected; what was found, the place and the path
 * are put before it by whoever reports.
 */
import * as v from "valibot";
import { nearest } from "../../base/errors.ts";
import { type Ns, parseDuration, spellDuration } from "../../base/time.ts";
import { LIMITS, spellCount } from "./limits.ts";
import { eitherOf } from "./problems.ts";

const DURATION = /^\s*(\d+(\.\d+)?|\.\d+)\s*(ns|us|µs|ms|s)\s*$/;
const NEEDS_UNIT = "a duration with its unit, such as 5ms (units: ns, us, ms, s)";

/** Whatever is no list is handed on; `v.object` and its kin would take a list for a table with numbers as keys. */
function noList<Schema extends v.GenericSchema>(schema: Schema, expected: string): Schema {
  const refusal = v.custom<unknown>(() => false, expected);
  const run: Schema["~run"] = (dataset, config) =>
    Array.isArray(dataset.value)
      ? (refusal["~run"](dataset, config) as ReturnType<Schema["~run"]>)
      : (schema["~run"](dataset, config) as ReturnType<Schema["~run"]>);
  return { ...schema, "~run": run };
}

/** A table with these keys and no others; every unknown key is reported, with the known ones as the issue's message. */
export function table<const Entries extends v.ObjectEntries>(
  entries: Entries,
  expected: string,
): v.StrictObjectSchema<Entries, string> {
  const known = Object.keys(entries).join(", ");
  return noList(v.objectWithRest(entries, v.never(known), expected), expected) as unknown as v.StrictObjectSchema<
    Entries,
    string
  >;
}

/** A table whose keys are names of the user's. */
export function named<Value extends v.GenericSchema>(value: Value, expected: string) {
  return noList(v.record(text(60), value, expected), expected);
}

/** A word or a line: not empty, no control characters. */
export function text(most: number) {
  const expected = `a text of 1 to ${most} characters, without control characters`;
  return v.pipe(
    v.string(({ input }) =>
      typeof input === "number" || typeof input === "boolean" ? "a text, which needs quotes here" : expected,
    ),
    v.minLength(1, expected),
    v.maxLength(most, expected),
    v.check((value) => value.trim() !== "" && !/[\p{Cc}\p{Cs}\u2028-\u202e\u2066-\u2069]/u.test(value), expected),
  );
}

/** Text of several lines, as YAML folds it; its white space is reduced to single blanks. */
export function prose(most: number) {
  return v.pipe(
    v.string(`a text of at most ${spellCount(most)} characters`),
    v.maxLength(most, `a text of at most ${spellCount(most)} characters`),
    v.check(
      (value) => !/[\p{Cc}\p{Cs}\u2028-\u202e\u2066-\u2069]/u.test(value.replace(/[\n\r\t]/g, " ")),
      "a text without control characters",
    ),
    v.transform((value) => value.trim().replace(/\s+/g, " ")),
  );
}

export function wholeNumber(least: number, most: number) {
  const expected =
    most === least + 1 ? `${least} or ${most}` : `a whole number from ${spellCount(least)} to ${spellCount(most)}`;
  return v.pipe(v.number(expected), v.integer(expected), v.minValue(least, expected), v.maxValue(most, expected));
}

/** Any whole number that is exact. */
export function anyWholeNumber() {
  return v.pipe(v.number("a whole number"), v.safeInteger("a whole number"));
}

/** A duration of at most an hour, in nanoseconds once read. */
export function duration(least: Ns = 0 as Ns) {
  const most = `a duration of at most ${spellDuration(LIMITS.duration)}`;
  const read = (value: string): Ns => parseDuration(value) ?? (Number.MAX_SAFE_INTEGER as Ns);
  return v.pipe(
    v.string(NEEDS_UNIT),
    v.regex(DURATION, NEEDS_UNIT),
    v.check((value) => !DURATION.test(value) || read(value) <= LIMITS.duration, most),
    v.check((value) => !DURATION.test(value) || read(value) >= least, `a duration of at least ${spellDuration(least)}`),
    v.transform(read),
  );
}

/** One of a few words, with the nearest one as a hint. */
export function oneOf<const Words extends readonly string[]>(words: Words) {
  return v.picklist(words, (issue) => {
    const guess = typeof issue.input === "string" ? nearest(issue.input, words) : undefined;
    return `${eitherOf(words)}${guess === undefined ? "" : `, did you mean ${guess}?`}`;
  });
}

export const flag = v.boolean("true or false");
export const onlyTrue = v.literal(true, "true");

/** The forms of what may be written in two ways, by name: the definitions of the published schema. */
export const forms = new Map<string, v.GenericSchema>();

/**
 * A value with a short form (a word) and a long one (a table).
 *
 * Chosen by what was written, so that an error speaks of that form only; the published schema shows both.
 */
export function eitherForm<Short, Long>(
  name: string,
  short: v.GenericSchema<unknown, Short>,
  long: v.GenericSchema<unknown, Long>,
): v.GenericSchema<unknown, Short | Long> {
  const both: v.GenericSchema<unknown, Short | Long> = v.union([short, long]);
  forms.set(name, both);
  return v.lazy((input) => {
    if (input === undefined) return both;
    return typeof input === "object" && input !== null && !Array.isArray(input) ? long : short;
  });
}

/** A key that may be left out, with a line on what it means. */
export function optional<Schema extends v.GenericSchema>(schema: Schema, what: string) {
  return v.optional(described(schema, what));
}

/**
 * A schema with a line on what it means. The line goes before the schema's own actions: what is behind a transformation belongs to its
 * output, and the published schema tells of the input.
 */
export function described<Schema extends v.GenericSchema>(schema: Schema, what: string): Schema {
  const [first, ...actions] = "pipe" in schema ? (schema.pipe as readonly [v.GenericSchema]) : ([schema] as const);
  return v.pipe(first, v.description(what), ...(actions as v.GenericPipeAction[])) as unknown as Schema;
}
