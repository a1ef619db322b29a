/** One thread, greenlets: `gevent`, with the standard library patched. */
import type { LeafStep } from "../../workload/steps.ts";
import type { Draft } from "../idiom.ts";
import { seconds } from "../numbers.ts";
import type { Outline } from "../outline.ts";
import { startOfClock } from "./helpers.ts";
import { printShared, pythonDraft, pythonWords } from "./script.ts";
import { writeTimeline } from "./timeline.ts";
import { PythonTongue } from "./tongue.ts";
import { versionOf } from "./version.ts";

export function geventDraft(outline: Outline): Draft {
  const words = pythonWords(outline);
  const version = versionOf(outline);
  const blocks = outline.kinds.some(({ leaves }) => leaves.some((leaf) => leaf.kind === "io" && leaf.blocking));
  return pythonDraft(outline, words, {
    tongue: new GeventTongue(words),
    earliest: ["from gevent import monkey", "", "monkey.patch_all()", ""],
    imports: [
      ...(outline.locks.length > 0 ? ["from gevent.lock import BoundedSemaphore"] : []),
      ...(outline.workload.queues.length > 0 ? ["from gevent.queue import Queue"] : []),
    ],
    state: [
      ...outline.locks.map((name) => `${words.locks.get(name)} = BoundedSemaphore(1)`),
      ...outline.workload.queues.map(({ name, capacity }) => `${words.queues.get(name)} = Queue(${capacity})`),
      ...(blocks
        ? [
            "# A library that was not patched: it holds the thread.",
            'blocking_sleep = monkey.get_original("time", "sleep")',
          ]
        : []),
    ],
    notes: ["It needs gevent: pip install gevent."],
    main(sheet) {
      sheet.write(...startOfClock(outline, version));
      const begun = writeTimeline(sheet, outline, words, {
        list: "greenlets",
        make: (task) => `gevent.spawn(${task})`,
        begin: null,
        cancel: (item) => [`${item}.kill(block=False)`],
      });
      const join = sheet.write("gevent.joinall(greenlets)");
      printShared(sheet, outline, words);
      return { ...begun, join };
    },
  });
}

class GeventTongue extends PythonTongue {
  override split(...[sheet, ways, part]: Parameters<PythonTongue["split"]>): number {
    return sheet.write(`gevent.joinall([gevent.spawn(${part}) for _ in range(${ways})])`);
  }

  protected override io(step: Extract<LeafStep, { kind: "io" }>, onThread: boolean): string {
    return step.blocking ? `blocking_sleep(${seconds(step.for)})` : super.io(step, onThread);
  }
}
