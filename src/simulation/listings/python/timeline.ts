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
  if (first.length === 0) return list === null ? sheet.next : sheet.write(`${list} = []`);
  const line = makers(sheet, first, words, keep);
  if (list === null || begin === null) return line;
  const item = singular(list);
  return sheet.block(`for ${item} in ${list}:`, () => sheet.write(`${item}${begin}`));
}

function makers(sheet: Sheet, first: readonly Start[], words: Vocabulary, keep: Keeping): number {
  const { list } = keep;
  const [only] = first;
  const name = words.functions[only?.kind ?? 0] ?? "task";
  if (list === null) {
    if (first.length === 1 && only !== undefined) {
      if (only.count === 1) return sheet.write(keep.make(name));
      return sheet.block(`for _ in range(${only.count}):`, () => sheet.write(keep.make(name)));
    }
    return sheet.block(`for task in ${listOf(first, words)}:`, () => sheet.write(keep.make("task")));
  }
  if (first.length === 1 && only !== undefined) {
    const text = only.count === 1 ? keep.make(name) : `${keep.make(name)} for _ in range(${only.count})`;
    return sheet.write(`${list} = [${text}]`);
  }
  if (keep.apart !== true) return sheet.write(`${list} = [${keep.make("task")} for task in ${listOf(first, words)}]`);
  const line = sheet.write(`${list} = [`);
  sheet.indented(() => {
    for (const { kind, count } of first) {
      const one = keep.make(words.functions[kind] ?? "task");
      sheet.write(count === 1 ? `${one},` : `*[${one} for _ in range(${count})],`);
    }
  });
  sheet.write("]");
  return line;
}

function writeOne(sheet: Sheet, name: string, { list, make, begin }: Keeping): void {
  if (list === null) sheet.write(make(name));
  else sheet.write(`${list}.append(${make(name)})`);
  if (list !== null && begin !== null) sheet.write(`${list}[-1]${begin}`);
}

/** `thread` of `threads`, `process` of `processes`. */
export const singular = (list: string): string => (list === "processes" ? "process" : list.slice(0, -1));
