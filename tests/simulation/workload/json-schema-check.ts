/** As much of a JSON Schema validator as the scenario schema needs; a keyword it does not know is an error of the test. */
export interface Schema {
  readonly $schema?: string;
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly type?: string;
  readonly title?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly propertyNames?: Schema;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly anyOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
}

type Definitions = Readonly<Record<string, Schema>>;

const KEYWORDS = new Set(
  "$schema $ref $defs type title description properties required additionalProperties propertyNames items minItems anyOf enum const pattern minimum maximum minLength maxLength".split(
    " ",
  ),
);

const TYPES: Readonly<Record<string, (value: unknown) => boolean>> = {
  object: (value) => typeof value === "object" && value !== null && !Array.isArray(value),
  array: Array.isArray,
  string: (value) => typeof value === "string",
  number: (value) => typeof value === "number",
  integer: Number.isInteger,
  boolean: (value) => typeof value === "boolean",
};

/** Where and why a value does not fit, or null. */
export function faultOf(value: unknown, schema: Schema, definitions: Definitions, path = "$"): string | null {
  for (const keyword of Object.keys(schema)) {
    if (!KEYWORDS.has(keyword)) throw new Error(`the keyword ${keyword} at ${path} is not known here`);
  }
  if (schema.$ref !== undefined) {
    const target = definitions[schema.$ref.replace("#/$defs/", "")];
    if (target === undefined) throw new Error(`${schema.$ref} leads nowhere`);
    return faultOf(value, target, definitions, path);
  }
  if (schema.anyOf?.every((each) => faultOf(value, each, definitions, path) !== null)) {
    return `${path}: none of ${schema.anyOf.length} forms`;
  }
  if (schema.type !== undefined && TYPES[schema.type]?.(value) !== true) return `${path}: no ${schema.type}`;
  if (schema.enum !== undefined && !schema.enum.includes(value)) return `${path}: none of ${schema.enum.join(", ")}`;
  if (schema.const !== undefined && schema.const !== value) return `${path}: not ${String(schema.const)}`;
  if (typeof value === "string") return stringFault(value, schema, path);
  if (typeof value === "number" && (value < (schema.minimum ?? value) || value > (schema.maximum ?? value))) {
    return `${path}: out of range`;
  }
  if (Array.isArray(value)) return listFault(value, schema, definitions, path);
  if (typeof value === "object" && value !== null) return tableFault(value, schema, definitions, path);
  return null;
}

function stringFault(value: string, schema: Schema, path: string): string | null {
  if (schema.pattern !== undefined && !new RegExp(schema.pattern, "u").test(value))
    return `${path}: no ${schema.pattern}`;
  if (value.length < (schema.minLength ?? 0) || value.length > (schema.maxLength ?? value.length))
    return `${path}: length`;
  return null;
}

function listFault(list: readonly unknown[], schema: Schema, definitions: Definitions, path: string): string | null {
  if (list.length < (schema.minItems ?? 0)) return `${path}: too short`;
  const faults = list.map((item, index) => faultOf(item, schema.items ?? {}, definitions, `${path}[${index}]`));
  return faults.find((fault) => fault !== null) ?? null;
}

function tableFault(table: object, schema: Schema, definitions: Definitions, path: string): string | null {
  const missing = (schema.required ?? []).find((key) => !Object.hasOwn(table, key));
  if (missing !== undefined) return `${path}: no ${missing}`;
  for (const [key, value] of Object.entries(table)) {
    const rest = schema.additionalProperties ?? true;
    const of = schema.properties?.[key] ?? (typeof rest === "boolean" ? (rest ? {} : null) : rest);
    if (of === null) return `${path}: unknown key ${key}`;
    const fault =
      faultOf(value, of, definitions, `${path}.${key}`) ?? faultOf(key, schema.propertyNames ?? {}, definitions, path);
    if (fault !== null) return fault;
  }
  return null;
}
