/** Steps in Python, as a thread does them; what other idioms say otherwise they override. */
import type { LeafStep, Step, StepKind } from "../../workload/steps.ts";
import type { Vocabulary } from "../idiom.ts";
import { millis, seconds } from "../numbers.ts";
import { comment } from "../program.ts";
import type { Sheet } from "../sheet.ts";
import type { FunctionForm, Opening, Scope, Tongue } from "../tongue.ts";
import { exceptionOf } from "./words.ts";

type StepOf<Kind extends StepKind> = Extract<LeafStep, { kind: Kind }>;

export class PythonTongue implements Tongue {
  readonly gap = 2;
  readonly inPlace: boolean = true;
  readonly suffix = { part: "_part", call: "_call" };
  protected readonly words: Vocabulary;
  readonly #tells: boolean;

  /** @param tells whether a function says at its end what its variables have come to: where each process has copies of its own. */
  constructor(words: Vocabulary, tells = false) {
    this.words = words;
    this.#tells = tells;
  }

  form(scope: Scope, onThread: boolean): FunctionForm {
    const first: string[] = [];
    if (scope.stored.length > 0) first.push(`global ${scope.stored.map((name) => this.variable(name)).join(", ")}`);
    if (scope.register === "unset") first.push("value = 0");
    const last = this.#tells
      ? scope.stored.map((name) => `print("${this.variable(name)} in ${scope.name}:", ${this.variable(name)})`)
      : [];
    return { header: this.header(scope, onThread), first, last, footer: null };
  }

  leaf(step: LeafStep, onThread: boolean): readonly string[] {
    switch (step.kind) {
      case "cpu":
        return [`spin(${millis(step.for)})`];
      case "native":
        return [`crunch(${millis(step.for)})`];
      case "io":
        return [`${this.io(step, onThread)}  # ${comment(step.on)}`];
      case "sleep":
        return [this.sleep(step.for, onThread)];
      case "read":
        return [`value = ${this.variable(step.variable)}`];
      case "add":
        return [step.amount < 0 ? `value -= ${-step.amount}` : `value += ${step.amount}`];
      case "write":
        return [`${this.variable(step.variable)} = value`];
      case "lock":
        return this.lock(this.lockName(step.lock), onThread);
      case "unlock":
        return this.unlock(this.lockName(step.lock));
      case "put":
        return this.put(this.queueName(step.queue), onThread);
      case "get":
        return this.get(this.queueName(step.queue), onThread);
      case "call":
        return [step.into === "c" ? "len(())" : "call()"];
      case "yield":
        return [this.sleep(0, onThread)];
      case "raise":
        return [`raise ${exceptionOf(step.error)}`];
      case "segfault":
        return ["ctypes.string_at(0)  # reads an address that is not ours"];
    }
  }

  update(variable: string, amount: number): string {
    return amount < 0 ? `${this.variable(variable)} -= ${-amount}` : `${this.variable(variable)} += ${amount}`;
  }

  loop(times: number): Opening {
    return [`for _ in range(${times}):`, null];
  }

  guard(lock: string, _onThread: boolean): Opening | null {
    return [`with ${this.lockName(lock)}:`, null];
  }

  split(sheet: Sheet, ways: number, part: string, _depth: number, _onThread: boolean): number {
    sheet.write(`parts = [threading.Thread(target=${part}) for _ in range(${ways})]`);
    sheet.block("for part in parts:", () => sheet.write("part.start()"));
    sheet.write("for part in parts:");
    let join = 0;
    sheet.indented(() => {
      join = sheet.write("part.join()");
    });
    return join;
  }

  needsNoFunction(_steps: readonly Step[]): boolean {
    return false;
  }

  offload(_steps: readonly Step[], call: string | null): string {
    return `${call}()`;
  }

  protected header(scope: Scope, _onThread: boolean): string {
    return `def ${scope.name}():`;
  }

  protected io(step: StepOf<"io">, onThread: boolean): string {
    return this.sleep(step.for, onThread);
  }

  protected sleep(time: number, _onThread: boolean): string {
    return `time.sleep(${seconds(time)})`;
  }

  protected lock(name: string, _onThread: boolean): readonly string[] {
    return [`${name}.acquire()`];
  }

  protected unlock(name: string): readonly string[] {
    return [`${name}.release()`];
  }

  protected put(name: string, _onThread: boolean): readonly string[] {
    return [`${name}.put("item")`];
  }

  protected get(name: string, _onThread: boolean): readonly string[] {
    return [`${name}.get()`];
  }

  protected variable(name: string): string {
    return this.words.variables.get(name) ?? name;
  }

  protected lockName(name: string): string {
    return this.words.locks.get(name) ?? name;
  }

  protected queueName(name: string): string {
    return this.words.queues.get(name) ?? name;
  }
}
