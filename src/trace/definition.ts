/**
 * How an event kind is declared: a name in the form `noun.verbed` and up to six fields, each a number in the log.
 *
 * A definition is a value: producers pass it to `EventLog.append`, and the types of operands and of the decoded event follow from it.
 */
import { InvariantError } from "../base/errors.ts";
import type { Ns } from "../base/time.ts";

/** One field: its name and how its number is read. */
export interface Field<Name extends string, Value> {
  readonly name: Name;
  readonly kind: "id" | "optional" | "time" | "count" | "flag" | "oneOf";
  /** The words of a `oneOf`, in the order of their codes. */
  readonly words: readonly string[];
  /** Never set; carries the type of the decoded value. */
  readonly value?: Value;
}

type AnyField = Field<string, unknown>;

/** A declared event kind. `code` is its number in the log. */
export interface EventDefinition<
  Name extends string = string,
  Fields extends readonly AnyField[] = readonly AnyField[],
> {
  readonly name: Name;
  readonly code: number;
  readonly fields: Fields;
  /** Position of each `oneOf` field, for the encoder. */
  readonly worded: readonly number[];
}

type ValueOf<F> = F extends Field<string, infer Value> ? Value : never;

/** What `append` takes for a kind: its field values in order. */
export type Operands<Fields extends readonly AnyField[]> = { [Index in keyof Fields]: ValueOf<Fields[Index]> };

/** The decoded event of a definition. */
export type EventOf<Definition> =
  Definition extends EventDefinition<infer Name, infer Fields>
    ? {
        readonly kind: Name;
        /** Position in the log, from 0. */
        readonly seq: number;
        readonly time: Ns;
        /** The `seq` of the event that brought this one about, or null where it is a beginning. */
        readonly cause: number | null;
      } & { readonly [F in Fields[number] as F["name"]]: ValueOf<F> }
    : never;

const field = <Name extends string, Value>(
  name: Name,
  kind: AnyField["kind"],
  words: readonly string[] = [],
): Field<Name, Value> => ({ name, kind, words });

/** The number of an entity, from 0, an index of one of the trace's tables. */
export const id = <Name extends string>(name: Name) => field<Name, number>(name, "id");
/** An entity or none. */
export const optional = <Name extends string>(name: Name) => field<Name, number | null>(name, "optional");
/** An instant or a span in nanoseconds. */
export const time = <Name extends string>(name: Name) => field<Name, Ns>(name, "time");
/** A plain number. */
export const count = <Name extends string>(name: Name) => field<Name, number>(name, "count");
export const flag = <Name extends string>(name: Name) => field<Name, boolean>(name, "flag");
export const oneOf = <Name extends string, const Words extends readonly string[]>(name: Name, words: Words) =>
  field<Name, Words[number]>(name, "oneOf", words);

const definitions: EventDefinition[] = [];
const names = new Set<string>();

/** Most fields of one event; the log keeps this many numbers for each. */
export const OPERANDS = 6;

/** @throws InvariantError where the name is taken, is not `noun.verbed`, or there are more than six fields. */
export function define<const Name extends string, const Fields extends readonly AnyField[]>(
  name: Name,
  ...fields: Fields
): EventDefinition<Name, Fields> {
  if (!/^[a-z]+\.[a-z-]+$/.test(name)) throw new InvariantError(`event name ${name} is not noun.verbed`);
  if (names.has(name)) throw new InvariantError(`event ${name} is defined twice`);
  if (fields.length > OPERANDS) throw new InvariantError(`event ${name} has more than ${OPERANDS} fields`);
  names.add(name);
  const worded = fields.flatMap((each, index) => (each.kind === "oneOf" ? [index] : []));
  const definition = { name, code: definitions.length, fields, worded };
  definitions.push(definition);
  return definition;
}

/** The definition behind a code of the log. */
export function definitionOf(code: number): EventDefinition {
  const definition = definitions[code];
  if (definition === undefined) throw new InvariantError(`no event has code ${code}`);
  return definition;
}

/** The definition of a name, for importers. */
export function definitionNamed(name: string): EventDefinition | undefined {
  return definitions.find((definition) => definition.name === name);
}
