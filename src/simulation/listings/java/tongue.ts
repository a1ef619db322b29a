/** Steps in Java, as a thread does them. */
import { isBlock, type LeafStep, type Step } from "../../workload/steps.ts";
import type { Vocabulary } from "../idiom.ts";
import { millis } from "../numbers.ts";
import { comment } from "../program.ts";
import type { Sheet } from "../sheet.ts";
import type { FunctionForm, Opening, Scope, Tongue } from "../tongue.ts";

export class JavaTongue implements Tongue {
  readonly gap = 1;
  readonly suffix = { part: "Part", call: "Call" };
  readonly inPlace = true;
  readonly #words: Vocabulary;
  readonly #monitors: ReadonlySet<string>;

  /** @param monitors the locks that are always given back in the block that took them: `synchronized` does for those. */
  constructor(words: Vocabulary, monitors: ReadonlySet<string>) {
    this.#words = words;
    this.#monitors = monitors;
  }

  form(scope: Scope): FunctionForm {
    const first = scope.register === "none" ? [] : ["int value = 0;"];
    return { header: `static void ${scope.name}() throws Exception {`, first, last: [], footer: "}" };
  }

  leaf(step: LeafStep): readonly string[] {
    switch (step.kind) {
      case "cpu":
        return [`spin(${millis(step.for)});`];
      case "native":
        return [`spin(${millis(step.for)}); // native code`];
      case "io":
        return [`pause(${millis(step.for)}); // ${comment(step.on)}`];
      case "sleep":
        return [`pause(${millis(step.for)});`];
      case "lock":
        return [`${this.#words.locks.get(step.lock)}.lock();`];
      case "unlock":
        return [`${this.#words.locks.get(step.lock)}.unlock();`];
      case "read":
        return [`value = ${this.#variable(step.variable)};`];
      case "add":
        return [step.amount < 0 ? `value -= ${-step.amount};` : `value += ${step.amount};`];
      case "write":
        return [`${this.#variable(step.variable)} = value;`];
      case "call":
        return ["call();"];
      case "put":
        return [`${this.#words.queues.get(step.queue)}.put("item");`];
      case "get":
        return [`${this.#words.queues.get(step.queue)}.take();`];
      case "yield":
        return ["Thread.yield();"];
      case "raise":
        return [`fail(${JSON.stringify(comment(step.error))});`];
      case "segfault":
        return ["crash();"];
    }
  }

  update(variable: string, amount: number): string {
    const name = this.#variable(variable);
    if (amount === 1) return `${name}++;`;
    return amount < 0 ? `${name} -= ${-amount};` : `${name} += ${amount};`;
  }

  loop(times: number, depth: number): Opening {
    const name = "ijklmnopqrstuvwxyz".charAt(depth % 18);
    return [`for (int ${name} = 0; ${name} < ${times}; ${name}++) {`, "}"];
  }

  guard(lock: string): Opening | null {
    return this.#monitors.has(lock) ? [`synchronized (${this.#words.locks.get(lock)}) {`, "}"] : null;
  }

  split(sheet: Sheet, ways: number, part: string, depth: number): number {
    const name = depth === 0 ? "" : String(depth + 1);
    sheet.write("{");
    let join = 0;
    sheet.indented(() => {
      sheet.write(`List<Thread> parts${name} = new ArrayList<>();`);
      sheet.block(
        `for (int n = 0; n < ${ways}; n++) {`,
        () => sheet.write(`parts${name}.add(start(Main::${part}));`),
        "}",
      );
      join = sheet.write(`for (Thread part : parts${name}) part.join();`);
    });
    sheet.write("}");
    return join;
  }

  needsNoFunction(): boolean {
    return false;
  }

  offload(): string {
    return "";
  }

  #variable(name: string): string {
    return this.#words.variables.get(name) ?? name;
  }
}

/** The locks that are given back where they were taken, in every list of steps. */
export function monitorsOf(all: readonly (readonly Step[])[], locks: readonly string[]): ReadonlySet<string> {
  const loose = new Set<string>();
  const read = (steps: readonly Step[]): void => {
    const open: string[] = [];
    for (const step of steps) {
      if (isBlock(step)) {
        if (open.length > 0 && touchesLocks(step.steps)) for (const lock of open) loose.add(lock);
        read(step.steps);
      } else if (step.kind === "lock") open.push(step.lock);
      else if (step.kind === "unlock" && open.pop() !== step.lock) for (const lock of locks) loose.add(lock);
    }
    for (const lock of open) loose.add(lock);
  };
  for (const steps of all) read(steps);
  return new Set(locks.filter((lock) => !loose.has(lock)));
}

const touchesLocks = (steps: readonly Step[]): boolean =>
  steps.some((step) => (isBlock(step) ? touchesLocks(step.steps) : step.kind === "lock" || step.kind === "unlock"));
