/** The main program's part in Python: it starts what is there, waits for instants, starts and stops what comes then. */

import type { Ns } from "../../../base/time.ts";
import type { MainLines } from "../../../trace/listing.ts";
import type { Vocabulary } from "../idiom.ts";
import { millis } from "../numbers.ts";
import type { Outline, Start } from "../outline.ts";
import { comment } from "../program.ts";
import type { Sheet } from "../sheet.ts";
import { listOf } from "./script.ts";

/** How tasks are begun and kept. */
export interface Keeping {
  /** `threads`; null where nobody keeps them. */
  readonly list: string | null;
  /** What begins a task: `threading.Thread(target=ann)`, of a function or of a variable that is one. */
  make(task: string): string;
  /** Further statements on one that is in the list: `.start()`. */
  readonly begin: string | null;
  /** The first of a kind, where a function cannot stand in a list with others: its arguments differ. */
  readonly apart?: boolean;
  /** A request to stop the task at a place in the list. */
  cancel(item: string, name: string): readonly string[];
  /** Before the call of `until`. */
  readonly wait?: string;
}

type Begun = Omit<MainLines, "join">;

/** `# Nobody can stop a thread from outside.`: for the idioms where that is so. */
export const cannotStop = (name: string, what: string): readonly string[] => [
  `# Somebody wants to stop ${comment(name)} now: ${what} cannot be stopped from outside.`,
];

export function writeTimeline(sheet: Sheet, outline: Outline, words: Vocabulary, keep: Keeping): Begun {
  const start = writeFirst(sheet, outline.first, words, keep);
  const arrivals: { until: Ns; line: number }[] = [];
  let clock = 0;
  const wait = (text: string, until: number): void => {
    const line = sheet.write(`${keep.wait ?? ""}until(${text})`);
    arrivals.push({ until: until as Ns, line });
  };
  for (const action of outline.later) {
    if (action.type === "start" && action.every > 0) {
      const base = action.at === 0 ? "" : `${millis(action.at)} + `;
      const last = action.at + action.every * (action.count - 1);
      sheet.block(`for n in range(${action.count}):`, () => {
        wait(`${base}n * ${millis(action.every)}`, last);
        writeOne(sheet, words.functions[action.kind] ?? "task", keep);
      });
      clock = last;
      continue;
    }
    if (action.at > clock) wait(millis(action.at), action.at);
    clock = Math.max(clock, action.at);
    if (action.type === "cancel") {
      sheet.write(...keep.cancel(`${keep.list}[${action.place}]`, action.name));
    } else {
      const name = words.functions[action.kind] ?? "task";
      if (action.count === 1) writeOne(sheet, name, keep);
      else sheet.block(`for _ in range(${action.count}):`, () => writeOne(sheet, name, keep));
    }
  }
  return { start, arrivals };
}

function writeFirst(sheet: Sheet, first: readonly Start[], words: Vocabulary, keep: Keeping): number {
  const { list, begin } = keep;
  if (list === null) return writeCalls(sheet, first, words, keep);
  if (first.length === 0) return sheet.write(`${list} = []`);
  const line = writeList(sheet, list, first, words, keep);
  if (begin === null) return line;
  const item = singular(list);
  return sheet.block(`for ${item} in ${list}:`, () => sheet.write(`${item}${begin}`)) + 1;
}

/** So many calls are written one by one. */
const FEW = 4;
/** A longer line is broken: it is to be read beside the run, on a screen of 80 columns. */
const LONGEST = 64;

/** A statement for each task, or a loop over them. @returns where the first one is. */
function writeCalls(sheet: Sheet, first: readonly Start[], words: Vocabulary, { make }: Keeping): number {
  const [only] = first;
  const line = sheet.next;
  if (only !== undefined && first.length === 1 && only.count > 2) {
    const call = make(words.functions[only.kind] ?? "job");
    return sheet.block(`for _ in range(${only.count}):`, () => sheet.write(call)) + 1;
  }
  const header = `for task in ${listOf(first, words)}:`;
  if (first.reduce((sum, { count }) => sum + count, 0) > FEW && header.length <= LONGEST) {
    return sheet.block(header, () => sheet.write(make("task"))) + 1;
  }
  for (const { kind, count } of first) {
    const call = make(words.functions[kind] ?? "job");
    if (count <= FEW) sheet.write(...Array<string>(count).fill(call));
    else sheet.block(`for _ in range(${count}):`, () => sheet.write(call));
  }
  return line;
}

/** `threads = [threading.Thread(target=task) for task in [ann, bob]]`, in one line or several. */
function writeList(sheet: Sheet, list: string, first: readonly Start[], words: Vocabulary, keep: Keeping): number {
  const [only] = first;
  const isOne = first.length === 1 && only !== undefined;
  const name = words.functions[only?.kind ?? 0] ?? "job";
  if (isOne && only.count === 1) return bracketed(sheet, list, [keep.make(name)], "");
  if (isOne) return bracketed(sheet, list, [keep.make(name), `for _ in range(${only.count})`], "");
  const every = [keep.make("task"), `for task in ${listOf(first, words)}`];
  if (keep.apart !== true && every.every((part) => part.length <= LONGEST)) return bracketed(sheet, list, every, "");
  const each = first.map(({ kind, count }) => {
    const one = keep.make(words.functions[kind] ?? "job");
    return count === 1 ? one : `*[${one} for _ in range(${count})]`;
  });
  return bracketed(sheet, list, each, ",");
}

/** A list in one line where that is short enough. */
function bracketed(sheet: Sheet, list: string, parts: readonly string[], comma: string): number {
  const text = `${list} = [${parts.join(`${comma} `)}]`;
  if (text.length <= LONGEST) return sheet.write(text);
  return sheet.block(`${list} = [`, () => sheet.write(...parts.map((part) => part + comma)), "]");
}

function writeOne(sheet: Sheet, name: string, { list, make, begin }: Keeping): void {
  if (list === null) sheet.write(make(name));
  else sheet.write(`${list}.append(${make(name)})`);
  if (list !== null && begin !== null) sheet.write(`${list}[-1]${begin}`);
}

/** `thread` of `threads`, `process` of `processes`. */
export const singular = (list: string): string => (list === "processes" ? "process" : list.slice(0, -1));
