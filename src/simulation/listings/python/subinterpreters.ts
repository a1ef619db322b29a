/** A thread and an interpreter of its own for each task: `_xxsubinterpreters` in 3.12, `_interpreters` in 3.13, `concurrent.interpreters` from 3.14 on. */
import type { MainLines } from "../../../trace/listing.ts";
import type { LeafStep } from "../../workload/steps.ts";
import type { Draft } from "../idiom.ts";
import type { Outline } from "../outline.ts";
import type { Opening } from "../tongue.ts";
import { startOfClock } from "./helpers.ts";
import { GUARD } from "./processes.ts";
import { pythonDraft, pythonWords } from "./script.ts";
import { cannotStop, writeTimeline } from "./timeline.ts";
import { PythonTongue } from "./tongue.ts";
import { isFrom, type Version, versionOf } from "./version.ts";

export function subinterpretersDraft(outline: Outline): Draft {
  const words = pythonWords(outline);
  const version = versionOf(outline);
  const { queues } = outline.workload;
  const shares = outline.locks.length > 0 || queues.length > 0;
  const pipes = [
    ...outline.locks.map((name) => `"${words.locks.get(name)}": pipe(1)`),
    ...queues.flatMap(({ name, capacity }) => {
      const queue = words.queues.get(name) ?? name;
      return [`"${queue}": pipe(0)`, `"room for ${queue}": pipe(${capacity})`];
    }),
  ];
  return pythonDraft(outline, words, {
    tongue: new InterpreterTongue(words, true),
    state: [],
    imports: [importOf(version)],
    helpers: [inInterpreter(version, shares), THREAD, ...(shares ? PIPES : [])],
    notes: isFrom(version, [3, 14]) ? [] : ["The module is CPython's own: it has no documentation yet."],
    main(sheet) {
      let lines: MainLines = { start: 0, arrivals: [], join: 0 };
      sheet.block(GUARD, () => {
        if (shares) {
          sheet.block("PIPES = {", () => sheet.write(...pipes.map((pipe) => `${pipe},`)), "}");
        }
        sheet.write(...startOfClock(outline, version));
        const begun = writeTimeline(sheet, outline, words, {
          list: "threads",
          make: (task) => `thread_of(${task})`,
          begin: ".start()",
          cancel: (_, name) => cannotStop(name, "an interpreter that runs"),
        });
        const join = sheet.block("for thread in threads:", () => sheet.write("thread.join()")) + 1;
        lines = { ...begun, join };
      });
      return lines;
    },
  });
}

function importOf(version: Version): string {
  if (isFrom(version, [3, 14])) return "from concurrent import interpreters";
  return `import ${isFrom(version, [3, 13]) ? "_interpreters" : "_xxsubinterpreters"} as interpreters`;
}

/** This very file is executed in the interpreter, and the function called there. */
function inInterpreter(version: Version, shares: boolean): readonly string[] {
  const own = isFrom(version, [3, 14]);
  return [
    "def in_interpreter(task):",
    '    """Calls a function of this file in a new interpreter, which has a GIL of its own."""',
    `    names = {"__name__": "worker", "__file__": __file__${shares ? ', "PIPES": PIPES' : ""}}`,
    '    run = f"names = {names!r}; exec(open({__file__!r}).read(), names)"',
    '    code = f"{run}; names[{task.__name__!r}]()"',
    "    interpreter = interpreters.create()",
    "    try:",
    own ? "        interpreter.exec(code)" : "        interpreters.run_string(interpreter, code)",
    "    finally:",
    own ? "        interpreter.close()" : "        interpreters.destroy(interpreter)",
  ];
}

const THREAD = ["def thread_of(task):", "    return threading.Thread(target=in_interpreter, args=(task,))"];

/** Interpreters of one process share its file descriptors: a pipe with bytes for tokens is a lock, and two are a queue. */
const PIPES: readonly (readonly string[])[] = [
  [
    "def pipe(tokens):",
    '    """A pipe with so many bytes in it: all interpreters of the process can use it."""',
    "    read, write = os.pipe()",
    '    os.write(write, b"." * tokens)',
    "    return read, write",
  ],
  ["def take(name):", "    os.read(PIPES[name][0], 1)"],
  ["def give(name):", '    os.write(PIPES[name][1], b".")'],
];

class InterpreterTongue extends PythonTongue {
  /** ctypes cannot be loaded in an interpreter of its own in 3.12. */
  override leaf(step: LeafStep, onThread: boolean): readonly string[] {
    if (step.kind !== "segfault") return super.leaf(step, onThread);
    return ["os.kill(os.getpid(), signal.SIGSEGV)  # crash: an address that is not ours"];
  }

  override guard(): Opening | null {
    return null;
  }

  override split(...[sheet, ways, part]: Parameters<PythonTongue["split"]>): number {
    sheet.write(`parts = [thread_of(${part}) for _ in range(${ways})]`);
    sheet.block("for part in parts:", () => sheet.write("part.start()"));
    return sheet.block("for part in parts:", () => sheet.write("part.join()")) + 1;
  }

  protected override lock(name: string): readonly string[] {
    return [`take("${name}")`];
  }

  protected override unlock(name: string): readonly string[] {
    return [`give("${name}")`];
  }

  protected override put(name: string): readonly string[] {
    return [`take("room for ${name}")`, `give("${name}")`];
  }

  protected override get(name: string): readonly string[] {
    return [`take("${name}")`, `give("room for ${name}")`];
  }
}
