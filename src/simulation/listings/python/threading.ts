/** A thread for each task: `threading`, in any Python, with a GIL or without one. */
import type { Draft, Vocabulary } from "../idiom.ts";
import type { Outline } from "../outline.ts";
import { startOfClock } from "./helpers.ts";
import { printShared, pythonDraft, pythonWords } from "./script.ts";
import { cannotStop, writeTimeline } from "./timeline.ts";
import { PythonTongue } from "./tongue.ts";
import { isFrom, versionOf } from "./version.ts";

/** `knife = threading.Lock()`, `orders = queue.Queue(8)`: state for threads of one process. */
export function threadState(outline: Outline, words: Vocabulary): readonly string[] {
  const module = versionOf(outline)[0] < 3 ? "Queue" : "queue";
  return [
    ...outline.locks.map((name) => `${words.locks.get(name)} = threading.Lock()`),
    ...outline.workload.queues.map(({ name, capacity }) => `${words.queues.get(name)} = ${module}.Queue(${capacity})`),
  ];
}

export function threadingDraft(outline: Outline, build?: string): Draft {
  const words = pythonWords(outline);
  const version = versionOf(outline);
  const notes: string[] = [];
  if (build !== undefined)
    notes.push(`${build} is the build without the GIL: python${version.join(".")}t, or configure --disable-gil.`);
  if (!isFrom(version, [3, 2])) notes.push("The old GIL: sys.setcheckinterval(100) is the default, in bytecodes.");
  return pythonDraft(outline, words, {
    tongue: new PythonTongue(words),
    state: threadState(outline, words),
    ...(build === undefined ? {} : { build }),
    notes,
    main(sheet) {
      sheet.write(...startOfClock(outline, version));
      const begun = writeTimeline(sheet, outline, words, {
        list: "threads",
        make: (task) => `threading.Thread(target=${task})`,
        begin: ".start()",
        cancel: (_, name) => cannotStop(name, "a thread"),
      });
      const join = sheet.block("for thread in threads:", () => sheet.write("thread.join()")) + 1;
      printShared(sheet, outline, words);
      return { ...begun, join };
    },
  });
}
