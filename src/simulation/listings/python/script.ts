/** What the Python programs have in common: imports, helpers, shared state, and the order they stand in. */
import type { MainLines } from "../../../trace/listing.ts";
import { FunctionWriter } from "../functions.ts";
import { type Draft, mainMoved, moved, type Vocabulary, vocabularyOf } from "../idiom.ts";
import { snake } from "../names.ts";
import { seconds } from "../numbers.ts";
import type { Outline, Start } from "../outline.ts";
import { coresOf } from "../program.ts";
import { Sheet } from "../sheet.ts";
import type { Tongue } from "../tongue.ts";
import { helpersOf } from "./helpers.ts";
import { isFrom, type Version, versionOf } from "./version.ts";
import { RESERVED } from "./words.ts";

const UNIT = "    ";

/** One idiom's part of a program. */
export interface PythonIdiom {
  readonly tongue: Tongue;
  /** Lines of the state that all tasks share, besides variables: `knife = threading.Lock()`. */
  readonly state: readonly string[];
  /** Functions of its own, after the common helpers; a list of lines each. */
  readonly helpers?: readonly (readonly string[])[];
  /** Import lines that do not follow from the code: `from x import y`. */
  readonly imports?: readonly string[];
  /** The line that must come before all other imports. */
  readonly earliest?: readonly string[];
  /** What waits for an instant is a coroutine. */
  readonly awaits?: true;
  /** The ending of the interpreter's name: `t` for the build without a GIL. */
  readonly build?: string;
  readonly notes?: readonly string[];
  /** The main program. */
  main(sheet: Sheet): MainLines;
}

export const pythonWords = (outline: Outline): Vocabulary => vocabularyOf(outline, RESERVED, "snake");

/** Puts the parts together. */
export function pythonDraft(outline: Outline, words: Vocabulary, idiom: PythonIdiom): Draft {
  const version = versionOf(outline);
  const body = new Sheet(UNIT);
  const writer = new FunctionWriter(body, idiom.tongue, words.names);
  const functions = outline.kinds.map((kind, index) => writer.write(kind, words.functions[index] ?? "task"));
  const main = idiom.main(body);
  const top = topOf(outline, words, idiom, body.lines);
  const { python, machine } = outline.workload;
  const file = `${snake(outline.workload.title)}.py`;
  const command = `python${version.join(".")}${idiom.build ?? ""} ${file}`;
  return {
    language: "python",
    version: python.version,
    made: `CPython ${python.version}${idiom.build === undefined ? "" : " without the GIL"}`,
    file,
    command: `taskset -c ${coresOf(machine.cores * machine.threadsPerCore)} ${command}`,
    notes: idiom.notes ?? [],
    lines: [...top, ...body.lines],
    functions: functions.map((each) => moved(each, top.length)),
    main: mainMoved(main, top.length),
  };
}

/** The modules a program can need; those it names are imported. */
const MODULES = "Queue asyncio ctypes gevent hashlib multiprocessing os queue signal sys threading time".split(" ");

function topOf(outline: Outline, words: Vocabulary, idiom: PythonIdiom, body: readonly string[]): readonly string[] {
  const version = versionOf(outline);
  const interval = intervalLine(outline, version);
  const variables = outline.workload.shared.map(({ name, initial }) => `${words.variables.get(name)} = ${initial}`);
  const state = [...(interval === null ? [] : [interval]), ...idiom.state, ...variables];
  const defs = [...helpersOf(outline, version, idiom.awaits === true), ...(idiom.helpers ?? [])];
  const code = [...state, ...defs.flat(), ...body].join("\n");
  const modules = MODULES.filter((name) => new RegExp(`(?<![\\w.])${name}\\.`).test(code)).map(
    (name) => `import ${name}`,
  );
  const lines = [...modules, ...(idiom.imports ?? [])];
  return [
    ...(idiom.earliest ?? []),
    ...lines.filter((line) => line.startsWith("import ")).sort(),
    ...lines.filter((line) => !line.startsWith("import ")).sort(),
    "",
    ...state,
    ...(state.length === 0 ? [""] : ["", ""]),
    ...defs.flatMap((lines) => [...lines, "", ""]),
  ];
}

/** The default is 5 ms, from 3.2 on; before there was no such thing. */
function intervalLine({ workload }: Outline, version: Version): string | null {
  const { switchInterval } = workload.python;
  if (switchInterval === 5e6 || !isFrom(version, [3, 2])) return null;
  return `sys.setswitchinterval(${seconds(switchInterval)})`;
}

/** `print("total:", total)` for each variable, at the program's end. */
export function printShared(sheet: Sheet, outline: Outline, words: Vocabulary): void {
  const isOld = versionOf(outline)[0] < 3;
  for (const { name } of outline.workload.shared) {
    const variable = words.variables.get(name) ?? name;
    sheet.write(isOld ? `print("${variable}: %d" % ${variable})` : `print("${variable}:", ${variable})`);
  }
}

/** So many calls of one function among others are written one by one. */
const SPELT_OUT = 2;

/** The functions of the first tasks as an expression: `[ann, bob]`, `[monitor] + [report] * 6`. */
export function listOf(starts: readonly Start[], words: Vocabulary): string {
  const parts: string[] = [];
  let single: string[] = [];
  const flush = (): void => {
    if (single.length > 0) parts.push(`[${single.join(", ")}]`);
    single = [];
  };
  for (const { kind, count } of starts) {
    const name = words.functions[kind] ?? "task";
    if (count <= SPELT_OUT) single.push(...Array<string>(count).fill(name));
    else {
      flush();
      parts.push(`[${name}] * ${count}`);
    }
  }
  flush();
  return parts.join(" + ");
}
