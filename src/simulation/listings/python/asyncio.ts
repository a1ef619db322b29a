/** One thread, coroutines: `asyncio`, in the form of the version that is asked for. */

import type { MainLines } from "../../../trace/listing.ts";
import { isBlock, type LeafStep, type Step, type StepKind } from "../../workload/steps.ts";
import type { Draft, Vocabulary } from "../idiom.ts";
import { millis, seconds } from "../numbers.ts";
import type { Outline } from "../outline.ts";
import { comment } from "../program.ts";
import type { Sheet } from "../sheet.ts";
import type { Opening, Scope } from "../tongue.ts";
import { startOfClock } from "./helpers.ts";
import { printShared, pythonDraft, pythonWords } from "./script.ts";
import { writeTimeline } from "./timeline.ts";
import { PythonTongue } from "./tongue.ts";
import { isFrom, type Version, versionOf } from "./version.ts";

export function asyncioDraft(outline: Outline): Draft {
  const words = pythonWords(outline);
  const version = versionOf(outline);
  const { maxWorkers } = outline.workload.python;
  const sizesPool = maxWorkers !== null && outline.has.has("offload");
  const { onLoop, inThreads } = primitivesOf(outline, words);
  // Before 3.10 a lock belonged to the loop that was there when it was made.
  const late = isFrom(version, [3, 10]) ? [] : onLoop;
  const written = ([name, made]: readonly [string, string]): string => `${name} = ${made}`;
  return pythonDraft(outline, words, {
    tongue: new AsyncioTongue(words, version),
    state: [...inThreads, ...(late.length > 0 ? [] : onLoop)].map(written),
    imports: sizesPool ? ["from concurrent.futures import ThreadPoolExecutor"] : [],
    awaits: true,
    main(sheet) {
      let lines: MainLines = { start: sheet.next, arrivals: [], join: sheet.next };
      sheet.block(`${coroutine(version)} main():`, () => {
        if (late.length > 0) sheet.write(`global ${late.map(([name]) => name).join(", ")}`, ...late.map(written));
        if (sizesPool) sheet.write(`${loopOf(version)}.set_default_executor(ThreadPoolExecutor(${maxWorkers}))`);
        lines = writeMain(sheet, outline, words, version);
      });
      sheet.write("", "", ...startOfClock(outline, version));
      sheet.write(isFrom(version, [3, 7]) ? "asyncio.run(main())" : `${loopOf(version)}.run_until_complete(main())`);
      printShared(sheet, outline, words);
      return lines;
    },
  });
}

/** A group where nothing ends otherwise than it should: it stops all when one fails. */
function writeMain(sheet: Sheet, outline: Outline, words: Vocabulary, version: Version): MainLines {
  const isStopped = outline.later.some(({ type }) => type === "cancel");
  const isCalm = !outline.has.has("raise");
  const keep = {
    begin: null,
    cancel: (item: string) => [`${item}.cancel()`],
    wait: `${awaitOf(version)} `,
  };
  if (isFrom(version, [3, 11]) && isCalm) {
    let begun: Omit<MainLines, "join"> = { start: 0, arrivals: [] };
    const join = sheet.block("async with asyncio.TaskGroup() as group:", () => {
      const make = (task: string) => `group.create_task(${task}())`;
      begun = writeTimeline(sheet, outline, words, { ...keep, list: isStopped ? "tasks" : null, make });
    });
    return { ...begun, join };
  }
  const create = isFrom(version, [3, 7]) ? "asyncio.create_task" : "asyncio.ensure_future";
  const make = (task: string) => `${create}(${task}())`;
  const begun = writeTimeline(sheet, outline, words, { ...keep, list: "tasks", make });
  const options = isStopped || !isCalm ? ", return_exceptions=True" : "";
  return { ...begun, join: sheet.write(`${awaitOf(version)} asyncio.gather(*tasks${options})`) };
}

const awaitOf = (version: Version): string => (isFrom(version, [3, 5]) ? "await" : "yield from");
const coroutine = (version: Version): string => (isFrom(version, [3, 5]) ? "async def" : "@asyncio.coroutine\ndef");
const loopOf = (version: Version): string =>
  `asyncio.${isFrom(version, [3, 7]) ? "get_running_loop" : "get_event_loop"}()`;

type Made = readonly [name: string, made: string];

/** Locks and queues: asyncio's own on the loop, and those of threads where threads use them; nobody uses one from both sides. */
function primitivesOf(outline: Outline, words: Vocabulary) {
  const aside = new Set(outline.kinds.flatMap(({ steps }) => namesAside(steps, false)));
  const onLoop: Made[] = [];
  const inThreads: Made[] = [];
  for (const name of outline.locks) {
    const list = aside.has(`lock ${name}`) ? inThreads : onLoop;
    list.push([words.locks.get(name) ?? name, `${list === onLoop ? "asyncio" : "threading"}.Lock()`]);
  }
  for (const { name, capacity } of outline.workload.queues) {
    const list = aside.has(`queue ${name}`) ? inThreads : onLoop;
    list.push([words.queues.get(name) ?? name, `${list === onLoop ? "asyncio" : "queue"}.Queue(${capacity})`]);
  }
  return { onLoop, inThreads };
}

function namesAside(steps: readonly Step[], onThread: boolean): readonly string[] {
  return steps.flatMap((step) => {
    if (isBlock(step)) return namesAside(step.steps, onThread || step.kind === "offload");
    if (!onThread) return [];
    return step.kind === "lock" ? [`lock ${step.lock}`] : "queue" in step ? [`queue ${step.queue}`] : [];
  });
}

class AsyncioTongue extends PythonTongue {
  override readonly inPlace = false;
  readonly #version: Version;
  readonly #await: string;

  constructor(words: Vocabulary, version: Version) {
    super(words);
    this.#version = version;
    this.#await = awaitOf(version);
  }

  override guard(lock: string, onThread: boolean): Opening | null {
    if (onThread) return super.guard(lock, onThread);
    const name = this.lockName(lock);
    return [isFrom(this.#version, [3, 5]) ? `async with ${name}:` : `with (yield from ${name}):`, null];
  }

  override split(...[sheet, ways, part, depth, onThread]: Parameters<PythonTongue["split"]>): number {
    if (onThread) return super.split(sheet, ways, part, depth, onThread);
    return sheet.write(`${this.#await} asyncio.gather(*[${part}() for _ in range(${ways})])`);
  }

  override needsNoFunction(steps: readonly Step[]): boolean {
    return simpleCall(steps) !== null;
  }

  override offload(steps: readonly Step[], call: string | null): string {
    const [what, note] = simpleCall(steps) ?? [call, ""];
    const how = isFrom(this.#version, [3, 9])
      ? `asyncio.to_thread(${what})`
      : `${loopOf(this.#version)}.run_in_executor(None, ${what})`;
    return `${this.#await} ${how}${note}`;
  }

  protected override header(scope: Scope, onThread: boolean): string {
    return onThread ? super.header(scope, onThread) : `${coroutine(this.#version)} ${scope.name}():`;
  }

  protected override io(step: Extract<LeafStep, { kind: "io" }>, onThread: boolean): string {
    return this.sleep(step.for, onThread || step.blocking);
  }

  protected override sleep(time: number, onThread: boolean): string {
    return onThread ? super.sleep(time, onThread) : `${this.#await} asyncio.sleep(${seconds(time)})`;
  }

  protected override lock(name: string, onThread: boolean): readonly string[] {
    return onThread ? super.lock(name, onThread) : [`${this.#await} ${name}.acquire()`];
  }

  protected override put(name: string, onThread: boolean): readonly string[] {
    return onThread ? super.put(name, onThread) : [`${this.#await} ${name}.put("item")`];
  }

  protected override get(name: string, onThread: boolean): readonly string[] {
    return onThread ? super.get(name, onThread) : [`${this.#await} ${name}.get()`];
  }
}

const SIMPLE: ReadonlySet<StepKind> = new Set<StepKind>(["io", "sleep", "cpu", "native"]);

/** A single call as what `to_thread` takes, and a comment: `time.sleep, 0.03`. */
function simpleCall(steps: readonly Step[]): readonly [call: string, note: string] | null {
  const [step] = steps;
  if (steps.length !== 1 || step === undefined || !SIMPLE.has(step.kind)) return null;
  switch (step.kind) {
    case "io":
      return [`time.sleep, ${seconds(step.for)}`, `  # ${comment(step.on)}`];
    case "sleep":
      return [`time.sleep, ${seconds(step.for)}`, ""];
    case "cpu":
      return [`spin, ${millis(step.for)}`, ""];
    case "native":
      return [`crunch, ${millis(step.for)}`, ""];
    default:
      return null;
  }
}
