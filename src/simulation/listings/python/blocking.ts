/** One thing after the other: calls. */
import type { Draft } from "../idiom.ts";
import type { Outline } from "../outline.ts";
import type { Sheet } from "../sheet.ts";
import { startOfClock } from "./helpers.ts";
import { printShared, pythonDraft, pythonWords } from "./script.ts";
import { threadState } from "./threading.ts";
import { cannotStop, writeTimeline } from "./timeline.ts";
import { PythonTongue } from "./tongue.ts";
import { versionOf } from "./version.ts";

export function blockingDraft(outline: Outline): Draft {
  const words = pythonWords(outline);
  const version = versionOf(outline);
  const raises = outline.has.has("raise");
  return pythonDraft(outline, words, {
    tongue: new BlockingTongue(words),
    state: threadState(outline, words),
    ...(raises ? { helpers: [ATTEMPT] } : {}),
    main(sheet) {
      sheet.write(...startOfClock(outline, version));
      const begun = writeTimeline(sheet, outline, words, {
        list: null,
        make: (task) => (raises ? `attempt(${task})` : `${task}()`),
        begin: null,
        cancel: (_, name) => cannotStop(name, "a call"),
      });
      printShared(sheet, outline, words);
      return { ...begun, join: begun.start };
    },
  });
}

const ATTEMPT = [
  "def attempt(task):",
  "    try:",
  "        task()",
  "    except Exception as error:",
  "        print(repr(error))",
];

class BlockingTongue extends PythonTongue {
  override split(sheet: Sheet, ways: number, part: string): number {
    return sheet.block(`for _ in range(${ways}):`, () => sheet.write(`${part}()`)) + 1;
  }
}
