/** A process for each task: `multiprocessing.Process`. */
import type { MainLines } from "../../../trace/listing.ts";
import type { Draft } from "../idiom.ts";
import type { Outline } from "../outline.ts";
import { startOfClock } from "./helpers.ts";
import { GUARD, ProcessTongue, processOf, sharedPrimitives, startMethodLines, usedBy } from "./processes.ts";
import { pythonDraft, pythonWords } from "./script.ts";
import { writeTimeline } from "./timeline.ts";
import { versionOf } from "./version.ts";

export function multiprocessingDraft(outline: Outline): Draft {
  const words = pythonWords(outline);
  const version = versionOf(outline);
  const given = new Map(
    outline.kinds.map((kind, index) => [words.functions[index] ?? "task", usedBy(kind.steps, words)] as const),
  );
  const apart = [...given.values()].some((names) => names.length > 0);
  return pythonDraft(outline, words, {
    tongue: new ProcessTongue(words, true),
    state: [],
    main(sheet) {
      let lines: MainLines = { start: 0, arrivals: [], join: 0 };
      sheet.block(GUARD, () => {
        sheet.write(...startMethodLines(outline, version), ...sharedPrimitives(outline, words));
        sheet.write(...startOfClock(outline, version));
        const begun = writeTimeline(sheet, outline, words, {
          list: "processes",
          make: (task) => (task === "task" ? processOf(task, []) : processOf(task, given.get(task) ?? [])),
          begin: ".start()",
          apart,
          cancel: (item) => [`${item}.terminate()`],
        });
        const join = sheet.block("for process in processes:", () => sheet.write("process.join()")) + 1;
        lines = { ...begun, join };
      });
      return lines;
    },
  });
}
