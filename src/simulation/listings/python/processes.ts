/** What the programs with several processes have in common. */
import type { Step } from "../../workload/steps.ts";
import { isBlock } from "../../workload/steps.ts";
import type { Vocabulary } from "../idiom.ts";
import type { Outline } from "../outline.ts";
import type { Scope } from "../tongue.ts";
import { PythonTongue } from "./tongue.ts";
import { isFrom, type Version } from "./version.ts";

export const GUARD = 'if __name__ == "__main__":';

/** The line that chooses how processes are started, where the scenario does. */
export function startMethodLines({ workload }: Outline, version: Version): readonly string[] {
  const { startMethod } = workload.python;
  if (startMethod === null || !isFrom(version, [3, 4])) return [];
  return [`multiprocessing.set_start_method("${startMethod}")`];
}

/** Locks and queues that several processes share. */
export function sharedPrimitives(outline: Outline, words: Vocabulary): readonly string[] {
  return [
    ...outline.locks.map((name) => `${words.locks.get(name)} = multiprocessing.Lock()`),
    ...outline.workload.queues.map(
      ({ name, capacity }) => `${words.queues.get(name)} = multiprocessing.Queue(${capacity})`,
    ),
  ];
}

/** The locks and queues that steps use, in order: the arguments of their function. */
export function usedBy(steps: readonly Step[], words: Vocabulary): readonly string[] {
  const used = steps.flatMap((step): readonly string[] => {
    if (isBlock(step)) return usedBy(step.steps, words);
    if (step.kind === "lock" || step.kind === "unlock") return [words.locks.get(step.lock) ?? step.lock];
    return step.kind === "put" || step.kind === "get" ? [words.queues.get(step.queue) ?? step.queue] : [];
  });
  return [...new Set(used)];
}

/** Functions for processes of their own: what they share they get as arguments, or find where the process put it. */
export class ProcessTongue extends PythonTongue {
  readonly #passes: boolean;
  readonly #arguments = new Map<string, readonly string[]>();

  /** @param passes whether locks and queues are arguments of the functions. */
  constructor(words: Vocabulary, passes: boolean) {
    super(words, true);
    this.#passes = passes;
  }

  override split(...[sheet, ways, part]: Parameters<PythonTongue["split"]>): number {
    sheet.write(`parts = [${processOf(part, this.#arguments.get(part) ?? [])} for _ in range(${ways})]`);
    sheet.block("for part in parts:", () => sheet.write("part.start()"));
    return sheet.block("for part in parts:", () => sheet.write("part.join()")) + 1;
  }

  protected override header(scope: Scope): string {
    const names = this.#passes ? usedBy(scope.steps, this.words) : [];
    this.#arguments.set(scope.name, names);
    return `def ${scope.name}(${names.join(", ")}):`;
  }
}

export function processOf(name: string, given: readonly string[]): string {
  if (given.length === 0) return `multiprocessing.Process(target=${name})`;
  return `multiprocessing.Process(target=${name}, args=(${given.join(", ")}${given.length === 1 ? "," : ""}))`;
}
