/** A fixed crew and a queue of calls: `concurrent.futures`. */
import type { MainLines } from "../../../trace/listing.ts";
import type { Draft, Vocabulary } from "../idiom.ts";
import type { Outline } from "../outline.ts";
import { comment } from "../program.ts";
import type { Sheet } from "../sheet.ts";
import { startOfClock } from "./helpers.ts";
import { GUARD, ProcessTongue, sharedPrimitives, startMethodLines } from "./processes.ts";
import { listOf, printShared, pythonDraft, pythonWords } from "./script.ts";
import { threadState } from "./threading.ts";
import { writeTimeline } from "./timeline.ts";
import { PythonTongue } from "./tongue.ts";
import { isFrom, versionOf } from "./version.ts";

export function threadPoolDraft(outline: Outline): Draft {
  const words = pythonWords(outline);
  const version = versionOf(outline);
  const state = threadState(outline, words);
  const { maxWorkers } = outline.workload.python;
  // Before 3.5 there was no default.
  const size = maxWorkers ?? (isFrom(version, [3, 5]) ? "" : "multiprocessing.cpu_count() * 5");
  const pool = `ThreadPoolExecutor(${size})`;
  const splits = outline.has.has("parallel");
  return pythonDraft(outline, words, {
    tongue: new PoolTongue(words),
    state: splits ? [...state, `pool = ${pool}`] : state,
    imports: [`from concurrent.futures import ThreadPoolExecutor${isCalm(outline) ? "" : ", wait"}`],
    main(sheet) {
      sheet.write(...startOfClock(outline, version));
      let lines: MainLines = { start: 0, arrivals: [], join: 0 };
      sheet.block(splits ? "with pool:" : `with ${pool} as pool:`, () => {
        lines = writeFutures(sheet, outline, words);
      });
      printShared(sheet, outline, words);
      return lines;
    },
  });
}

export function processPoolDraft(outline: Outline): Draft {
  const words = pythonWords(outline);
  const version = versionOf(outline);
  const { maxWorkers, chunkSize, startMethod } = outline.workload.python;
  const primitives = sharedPrimitives(outline, words);
  const named = primitives.map((line) => line.split(" = ")[0] ?? "");
  const size = maxWorkers === null ? [] : [String(maxWorkers)];
  const start = startMethodLines(outline, version);
  const waits = chunkSize > 1 ? outline.later.length > 0 : !isCalm(outline);
  // A forked worker finds them where they were; any other is given them when it begins, which a pool can do from 3.7 on.
  const hands = named.length > 0 && isFrom(version, [3, 7]);
  const given = hands ? [`initializer=share, initargs=(${named.join(", ")}${named.length === 1 ? "," : ""})`] : [];
  return pythonDraft(outline, words, {
    tongue: new ProcessTongue(words, false),
    state: [],
    imports: [`from concurrent.futures import ProcessPoolExecutor${waits ? ", wait" : ""}`],
    helpers: [
      ...(hands
        ? [
            [
              "def share(*primitives):",
              '    """What the workers have in common."""',
              `    global ${named.join(", ")}`,
              `    ${named.join(", ")}${named.length === 1 ? "," : ""} = primitives`,
            ],
          ]
        : []),
      ...(chunkSize > 1 ? [["def work(task):", "    task()"]] : []),
    ],
    ...(startMethod === null || isFrom(version, [3, 4]) ? {} : { notes: ["Before 3.4 processes are forked."] }),
    main(sheet) {
      let lines: MainLines = { start: 0, arrivals: [], join: 0 };
      sheet.block(GUARD, () => {
        sheet.write(...start, ...primitives, ...startOfClock(outline, version));
        sheet.block(`with ProcessPoolExecutor(${[...size, ...given].join(", ")}) as pool:`, () => {
          lines = chunkSize > 1 ? writeChunks(sheet, outline, words) : writeFutures(sheet, outline, words);
        });
      });
      return lines;
    },
  });
}

/** Where every call comes to its end, results are asked for: they would tell of a failure. */
const isCalm = ({ has, later }: Outline): boolean =>
  !has.has("raise") && !has.has("segfault") && !later.some(({ type }) => type === "cancel");

function writeFutures(sheet: Sheet, outline: Outline, words: Vocabulary): MainLines {
  warmUp(sheet, outline);
  const begun = writeTimeline(sheet, outline, words, {
    list: "futures",
    make: (task) => `pool.submit(${task})`,
    begin: null,
    cancel: (item) => [`${item}.cancel()`],
  });
  if (!isCalm(outline)) return { ...begun, join: sheet.write("wait(futures)") };
  return { ...begun, join: sheet.block("for future in futures:", () => sheet.write("future.result()")) + 1 };
}

/** Those that are there at the start in chunks, as `map` makes them; later ones alone. */
function writeChunks(sheet: Sheet, outline: Outline, words: Vocabulary): MainLines {
  warmUp(sheet, outline);
  const { chunkSize } = outline.workload.python;
  const start = sheet.write(
    `results = pool.map(work, ${listOf(outline.first, words) || "[]"}, chunksize=${chunkSize})`,
  );
  if (outline.later.length === 0) return { start, arrivals: [], join: sheet.write("list(results)") };
  const rest = { ...outline, first: [] };
  const { arrivals } = writeTimeline(sheet, rest, words, {
    list: "futures",
    make: (task) => `pool.submit(${task})`,
    begin: null,
    cancel: (_, name) => [`# ${comment(name)} is in a chunk: it cannot be cancelled.`],
  });
  return { start, arrivals, join: sheet.write("list(results)", "wait(futures)") };
}

/** Workers that are there before the work. */
function warmUp(sheet: Sheet, { workload }: Outline): void {
  const { warmPool, maxWorkers } = workload.python;
  if (warmPool) sheet.write(`list(pool.map(time.sleep, [0.05] * ${maxWorkers ?? "pool._max_workers"}))`);
}

class PoolTongue extends PythonTongue {
  override split(...[sheet, ways, part]: Parameters<PythonTongue["split"]>): number {
    sheet.write(`parts = [pool.submit(${part}) for _ in range(${ways})]`);
    return sheet.block("for part in parts:", () => sheet.write("part.result()")) + 1;
  }
}
