/** A thread for each task without a GIL: Java, as one file that `java` runs from its source. */
import type { Ns } from "../../../base/time.ts";
import type { MainLines } from "../../../trace/listing.ts";
import { FunctionWriter } from "../functions.ts";
import { type Draft, mainMoved, moved, type Vocabulary, vocabularyOf } from "../idiom.ts";
import { millis } from "../numbers.ts";
import type { Outline, Start } from "../outline.ts";
import { comment, coresOf, waitsForInstants } from "../program.ts";
import { Sheet } from "../sheet.ts";
import { JavaTongue, monitorsOf } from "./tongue.ts";

const VERSION = "17";
const UNIT = "    ";

const RESERVED =
  "abstract assert boolean break byte case catch char class const continue default do double else enum extends final finally float for goto if implements import instanceof int interface long native new package private protected public return short static strictfp super switch synchronized this throw throws transient try void volatile while true false null var yield record main Main Task start until spin pause call fail crash began end threads thread parts part value n i j k task job_".split(
    " ",
  );

export function threadsDraft(outline: Outline): Draft {
  const words = vocabularyOf(outline, RESERVED, "camel");
  const monitors = monitorsOf(
    outline.kinds.map(({ steps }) => steps),
    outline.locks,
  );
  const body = new Sheet(UNIT);
  const writer = new FunctionWriter(body, new JavaTongue(words, monitors), words.names);
  const functions = outline.kinds.map((kind, index) => writer.write(kind, words.functions[index] ?? "job"));
  const main = writeMain(body, outline, words);
  const inner = [...stateOf(outline, words, monitors), ...helpersOf(outline), ...body.lines];
  const imports = importsOf(inner);
  const top = [...imports, ...(imports.length > 0 ? [""] : []), "public class Main {"];
  const offset = top.length + inner.length - body.lines.length;
  const { machine } = outline.workload;
  return {
    language: "java",
    version: VERSION,
    made: `Java ${VERSION}`,
    file: "Main.java",
    command: `taskset -c ${coresOf(machine.cores * machine.threadsPerCore)} java Main.java`,
    notes: [],
    lines: [...top, ...inner.map((line) => (line === "" ? "" : UNIT + line)), "}"],
    functions: functions.map((each) => moved(each, offset)),
    main: mainMoved(main, offset),
  };
}

const CLASSES: readonly (readonly [name: string, from: string])[] = [
  ["ManagementFactory", "java.lang.management"],
  ["ThreadMXBean", "java.lang.management"],
  ["Field", "java.lang.reflect"],
  ["ArrayList", "java.util"],
  ["List", "java.util"],
  ["ArrayBlockingQueue", "java.util.concurrent"],
  ["BlockingQueue", "java.util.concurrent"],
  ["TimeUnit", "java.util.concurrent"],
  ["ReentrantLock", "java.util.concurrent.locks"],
];

function importsOf(lines: readonly string[]): readonly string[] {
  return CLASSES.filter(([name]) => lines.some((line) => new RegExp(`\\b${name}\\b`).test(line))).map(
    ([name, from]) => `import ${from}.${name};`,
  );
}

function stateOf(outline: Outline, words: Vocabulary, monitors: ReadonlySet<string>): readonly string[] {
  const { shared, queues } = outline.workload;
  const lines = [
    ...shared.map(({ name, initial }) => `static int ${words.variables.get(name)} = ${initial};`),
    ...outline.locks.map((name) => {
      const kind = monitors.has(name) ? "Object" : "ReentrantLock";
      return `static final ${kind} ${words.locks.get(name)} = new ${kind}();`;
    }),
    ...queues.map(
      ({ name, capacity }) =>
        `static final BlockingQueue<String> ${words.queues.get(name)} = new ArrayBlockingQueue<>(${capacity});`,
    ),
  ];
  return lines.length === 0 ? [] : [...lines, ""];
}

const CLOCK = "CLOCK.getCurrentThreadCpuTime()";

const SPIN = [
  "static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();",
  "",
  "/** Computes, for so many milliseconds of this thread's CPU time. */",
  "static void spin(double ms) {",
  `    long end = ${CLOCK} + (long) (ms * 1e6);`,
  `    while (${CLOCK} < end) { }`,
  "}",
  "",
];

const PAUSE = [
  "static void pause(double ms) throws InterruptedException {",
  "    TimeUnit.NANOSECONDS.sleep((long) (ms * 1e6));",
  "}",
  "",
];

const FAIL = ["static void fail(String what) {", "    throw new RuntimeException(what);", "}", ""];

const CRASH = [
  "/** Writes to an address that is not ours: the program ends. */",
  "static void crash() throws Exception {",
  '    Field unsafe = sun.misc.Unsafe.class.getDeclaredField("theUnsafe");',
  "    unsafe.setAccessible(true);",
  "    ((sun.misc.Unsafe) unsafe.get(null)).putByte(0L, (byte) 1);",
  "}",
  "",
];

const UNTIL = [
  "static long began;",
  "",
  "/** Waits for an instant, in milliseconds from the start. */",
  "static void until(double ms) throws InterruptedException {",
  "    TimeUnit.NANOSECONDS.sleep(began + (long) (ms * 1e6) - System.nanoTime());",
  "}",
  "",
];

const START = [
  "interface Task {",
  "    void run() throws Exception;",
  "}",
  "",
  "static Thread start(Task task) {",
  "    Thread thread = new Thread(() -> {",
  "        try {",
  "            task.run();",
  "        } catch (Exception error) {",
  "            error.printStackTrace();",
  "        }",
  "    });",
  "    thread.start();",
  "    return thread;",
  "}",
  "",
];

function helpersOf(outline: Outline): readonly string[] {
  const { has } = outline;
  return [
    ...(has.has("cpu") || has.has("native") ? SPIN : []),
    ...(has.has("io") || has.has("sleep") ? PAUSE : []),
    ...(has.has("call") ? ["static void call() { }", ""] : []),
    ...(has.has("raise") ? FAIL : []),
    ...(has.has("segfault") ? CRASH : []),
    ...(waitsForInstants(outline.later) ? UNTIL : []),
    ...START,
  ];
}

function writeMain(sheet: Sheet, outline: Outline, words: Vocabulary): MainLines {
  let lines: MainLines = { start: sheet.next, arrivals: [], join: sheet.next };
  sheet.block(
    "public static void main(String[] given) throws Exception {",
    () => {
      sheet.write("List<Thread> threads = new ArrayList<>();");
      if (waitsForInstants(outline.later)) sheet.write("began = System.nanoTime();");
      const start = sheet.next;
      for (const first of outline.first) writeStart(sheet, first, words);
      const arrivals = writeLater(sheet, outline, words);
      const join = sheet.write("for (Thread thread : threads) thread.join();");
      for (const { name } of outline.workload.shared) {
        const variable = words.variables.get(name) ?? name;
        sheet.write(`System.out.println("${variable}: " + ${variable});`);
      }
      lines = { start, arrivals, join };
    },
    "}",
  );
  return lines;
}

function writeStart(sheet: Sheet, { kind, count }: Start, words: Vocabulary): void {
  const call = `threads.add(start(Main::${words.functions[kind]}));`;
  if (count === 1) sheet.write(call);
  else sheet.block(`for (int n = 0; n < ${count}; n++) {`, () => sheet.write(call), "}");
}

function writeLater(sheet: Sheet, outline: Outline, words: Vocabulary): MainLines["arrivals"] {
  const arrivals: { until: Ns; line: number }[] = [];
  let clock = 0;
  for (const action of outline.later) {
    if (action.type === "start" && action.every > 0) {
      const last = (action.at + action.every * (action.count - 1)) as Ns;
      const base = action.at === 0 ? "" : `${millis(action.at)} + `;
      sheet.block(
        `for (int n = 0; n < ${action.count}; n++) {`,
        () => {
          arrivals.push({ until: last, line: sheet.write(`until(${base}n * ${millis(action.every)});`) });
          writeStart(sheet, { ...action, count: 1 }, words);
        },
        "}",
      );
      clock = last;
      continue;
    }
    if (action.at > clock) arrivals.push({ until: action.at, line: sheet.write(`until(${millis(action.at)});`) });
    clock = Math.max(clock, action.at);
    if (action.type === "start") writeStart(sheet, action, words);
    else sheet.write(`// Somebody wants to stop ${comment(action.name)} now: a thread cannot be stopped from outside.`);
  }
  return arrivals;
}
