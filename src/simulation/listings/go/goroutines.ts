/** A goroutine for each task: Go, with the version whose scheduler is modelled. */
import type { Ns } from "../../../base/time.ts";
import type { MainLines } from "../../../trace/listing.ts";
import { FunctionWriter } from "../functions.ts";
import { type Draft, mainMoved, moved, type Vocabulary, vocabularyOf } from "../idiom.ts";
import { snake } from "../names.ts";
import type { Outline, Start } from "../outline.ts";
import { comment, coresOf, waitsForInstants } from "../program.ts";
import { Sheet } from "../sheet.ts";
import { GoTongue, goTime } from "./tongue.ts";

const VERSION = "1.19";

const RESERVED =
  "break case chan const continue default defer else fallthrough for func go goto if import interface map package range return select struct switch type var any append bool byte cap close complex copy delete error false imag int len make max min clear new nil panic print println real recover rune string true uint float64 iota main init fmt os runtime sync syscall time start began until spin crash call fail blockThread perNanosecond group parts task value n i j k job_".split(
    " ",
  );

export function goroutinesDraft(outline: Outline): Draft {
  const words = vocabularyOf(outline, RESERVED, "camel");
  const body = new Sheet("\t");
  const writer = new FunctionWriter(body, new GoTongue(words), words.names);
  const functions = outline.kinds.map((kind, index) => writer.write(kind, words.functions[index] ?? "job"));
  const main = writeMain(body, outline, words);
  const helpers = helpersOf(outline);
  const code = [...helpers, ...body.lines];
  const used = ["fmt", "os", "runtime", "sync", "syscall", "time"].filter((name) =>
    code.some((line) => new RegExp(`(?<![\\w.])${name}\\.`).test(line.replace(/\/\/.*/, ""))),
  );
  const { machine, title } = outline.workload;
  const top = [
    "package main",
    "",
    ...(used.length === 1 ? [`import "${used[0]}"`] : ["import (", ...used.map((name) => `\t"${name}"`), ")"]),
    "",
    ...stateOf(outline, words),
    ...helpers,
  ];
  const file = `${snake(title)}.go`;
  return {
    language: "go",
    version: VERSION,
    made: `Go ${VERSION}`,
    file,
    command: `taskset -c ${coresOf(machine.cores * machine.threadsPerCore)} go run ${file}`,
    notes: [],
    lines: aligned([...top, ...body.lines]),
    functions: functions.map((each) => moved(each, top.length)),
    main: mainMoved(main, top.length),
  };
}

function stateOf(outline: Outline, words: Vocabulary): readonly string[] {
  const { shared, queues } = outline.workload;
  const lines = [
    ...shared.map(({ name, initial }) => `var ${words.variables.get(name)} = ${initial}`),
    ...outline.locks.map((name) => `var ${words.locks.get(name)} sync.Mutex`),
    ...queues.map(({ name, capacity }) => `var ${words.queues.get(name)} = make(chan int, ${capacity})`),
  ];
  return lines.length === 0 ? [] : [...lines, ""];
}

const SPIN = [
  "// spin computes for so long. It counts: a goroutine goes from thread to thread, and has no CPU clock of its own.",
  "func spin(long time.Duration) {",
  "\tfor n := int64(float64(long) * perNanosecond); n > 0; n-- {",
  "\t}",
  "}",
  "",
  "var perNanosecond = func() float64 {",
  "\tbegan := time.Now()",
  "\tfor n := int64(50_000_000); n > 0; n-- {",
  "\t}",
  "\treturn 50_000_000 / float64(time.Since(began))",
  "}()",
  "",
];

const BLOCK = [
  "// blockThread waits in a system call that keeps the thread.",
  "func blockThread(long time.Duration) {",
  "\tspan := syscall.NsecToTimespec(int64(long))",
  "\tfor syscall.Nanosleep(&span, &span) == syscall.EINTR {",
  "\t}",
  "}",
  "",
];

const START = [
  "func start(group *sync.WaitGroup, task func()) {",
  "\tgroup.Add(1)",
  "\tgo func() {",
  "\t\tdefer group.Done()",
  "\t\ttask()",
  "\t}()",
  "}",
  "",
];

const FAIL = [
  "// fail ends this goroutine and no other.",
  "func fail(what string) {",
  "\tfmt.Fprintln(os.Stderr, what)",
  "\truntime.Goexit()",
  "}",
  "",
];

const CRASH = [
  "// crash writes to an address that is not ours: the program ends.",
  "func crash() {",
  "\tvar nowhere *int",
  "\t*nowhere = 1",
  "}",
  "",
];

const UNTIL = [
  "var began time.Time",
  "",
  "// until waits for an instant, counted from the start.",
  "func until(instant time.Duration) {",
  "\ttime.Sleep(time.Until(began.Add(instant)))",
  "}",
  "",
];

function helpersOf(outline: Outline): readonly string[] {
  const { has, kinds } = outline;
  const blocks = kinds.some(({ leaves }) => leaves.some((leaf) => leaf.kind === "io" && leaf.blocking));
  return [
    ...(has.has("cpu") || has.has("native") ? SPIN : []),
    ...(blocks ? BLOCK : []),
    ...(has.has("call") ? ["//go:noinline", "func call() {}", ""] : []),
    ...(has.has("raise") ? FAIL : []),
    ...(has.has("segfault") ? CRASH : []),
    ...(waitsForInstants(outline.later) ? UNTIL : []),
    ...START,
  ];
}

function writeMain(sheet: Sheet, outline: Outline, words: Vocabulary): MainLines {
  let lines: MainLines = { start: sheet.next, arrivals: [], join: sheet.next };
  sheet.block(
    "func main() {",
    () => {
      sheet.write("var group sync.WaitGroup");
      if (waitsForInstants(outline.later)) sheet.write("began = time.Now()");
      const start = writeFirst(sheet, outline.first, words);
      const arrivals = writeLater(sheet, outline, words);
      const join = sheet.write("group.Wait()");
      for (const { name } of outline.workload.shared) {
        const variable = words.variables.get(name) ?? name;
        sheet.write(`fmt.Println("${variable}:", ${variable})`);
      }
      lines = { start, arrivals, join };
    },
    "}",
  );
  return lines;
}

function writeFirst(sheet: Sheet, first: readonly Start[], words: Vocabulary): number {
  const line = sheet.next;
  for (const start of first) writeStart(sheet, start, words);
  return line;
}

function writeStart(sheet: Sheet, { kind, count }: Start, words: Vocabulary): void {
  const call = `start(&group, ${words.functions[kind]})`;
  if (count === 1) sheet.write(call);
  else sheet.block(`for n := 0; n < ${count}; n++ {`, () => sheet.write(call), "}");
}

function writeLater(sheet: Sheet, outline: Outline, words: Vocabulary): MainLines["arrivals"] {
  const arrivals: { until: Ns; line: number }[] = [];
  let clock = 0;
  for (const action of outline.later) {
    if (action.type === "start" && action.every > 0) {
      const last = (action.at + action.every * (action.count - 1)) as Ns;
      const step = `time.Duration(n) * ${goTime(action.every)}`;
      // Beside a sum the formatter sets products without blanks.
      const instant = action.at === 0 ? step : `${goTime(action.at)} + ${step}`.replaceAll(" * ", "*");
      sheet.block(
        `for n := 0; n < ${action.count}; n++ {`,
        () => {
          const line = sheet.write(`until(${instant})`);
          arrivals.push({ until: last, line });
          writeStart(sheet, { ...action, count: 1 }, words);
        },
        "}",
      );
      clock = last;
      continue;
    }
    if (action.at > clock) arrivals.push({ until: action.at, line: sheet.write(`until(${goTime(action.at)})`) });
    clock = Math.max(clock, action.at);
    if (action.type === "start") writeStart(sheet, action, words);
    else
      sheet.write(`// Somebody wants to stop ${comment(action.name)} now: a goroutine cannot be stopped from outside.`);
  }
  return arrivals;
}

/** As the formatter does it: the comments of lines that follow each other begin in one column. */
function aligned(lines: readonly string[]): readonly string[] {
  const column = lines.map((line) => (/^\s*\/\//.test(line) ? -1 : line.indexOf(" // ")));
  return lines.map((line, index) => {
    const own = column[index] ?? -1;
    if (own < 0) return line;
    let widest = own;
    for (let at = index - 1; (column[at] ?? -1) >= 0; at--) widest = Math.max(widest, column[at] ?? 0);
    for (let at = index + 1; (column[at] ?? -1) >= 0; at++) widest = Math.max(widest, column[at] ?? 0);
    return line.slice(0, own) + " ".repeat(widest - own) + line.slice(own);
  });
}
