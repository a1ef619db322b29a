/** Steps in Go, as a goroutine does them. */
import type { LeafStep } from "../../workload/steps.ts";
import type { Vocabulary } from "../idiom.ts";
import { comment } from "../program.ts";
import type { Sheet } from "../sheet.ts";
import type { FunctionForm, Opening, Scope, Tongue } from "../tongue.ts";

export class GoTongue implements Tongue {
  readonly gap = 1;
  readonly suffix = { part: "Part", call: "Call" };
  readonly inPlace = true;
  readonly #words: Vocabulary;

  constructor(words: Vocabulary) {
    this.#words = words;
  }

  form(scope: Scope): FunctionForm {
    const first = scope.register === "none" ? [] : ["var value int"];
    const last = scope.register === "unused" ? ["_ = value"] : [];
    return { header: `func ${scope.name}() {`, first, last, footer: "}" };
  }

  leaf(step: LeafStep): readonly string[] {
    switch (step.kind) {
      case "cpu":
        return [`spin(${goTime(step.for)})`];
      case "native":
        return [`spin(${goTime(step.for)}) // C code, called through cgo`];
      case "io":
        return [`${step.blocking ? "blockThread" : "time.Sleep"}(${goTime(step.for)}) // ${comment(step.on)}`];
      case "sleep":
        return [`time.Sleep(${goTime(step.for)})`];
      case "lock":
        return [`${this.#words.locks.get(step.lock)}.Lock()`];
      case "unlock":
        return [`${this.#words.locks.get(step.lock)}.Unlock()`];
      case "read":
        return [`value = ${this.#variable(step.variable)}`];
      case "add":
        return [step.amount < 0 ? `value -= ${-step.amount}` : `value += ${step.amount}`];
      case "write":
        return [`${this.#variable(step.variable)} = value`];
      case "call":
        return ["call()"];
      case "put":
        return [`${this.#words.queues.get(step.queue)} <- 1`];
      case "get":
        return [`<-${this.#words.queues.get(step.queue)}`];
      case "yield":
        return ["runtime.Gosched()"];
      case "raise":
        return [`fail(${JSON.stringify(comment(step.error))})`];
      case "segfault":
        return ["crash()"];
    }
  }

  update(variable: string, amount: number): string {
    const name = this.#variable(variable);
    if (amount === 1) return `${name}++`;
    return amount < 0 ? `${name} -= ${-amount}` : `${name} += ${amount}`;
  }

  loop(times: number, depth: number): Opening {
    const name = "ijklmnopqrstuvwxyz".charAt(depth % 18);
    return [`for ${name} := 0; ${name} < ${times}; ${name}++ {`, "}"];
  }

  guard(): Opening | null {
    return null;
  }

  split(sheet: Sheet, ways: number, part: string): number {
    sheet.write("{");
    let join = 0;
    sheet.indented(() => {
      sheet.write("var parts sync.WaitGroup");
      sheet.block(`for n := 0; n < ${ways}; n++ {`, () => sheet.write(`start(&parts, ${part})`), "}");
      join = sheet.write("parts.Wait()");
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

/** `40 * time.Millisecond` */
export function goTime(time: number): string {
  if (time === 0) return "0";
  if (time % 1e9 === 0) return `${time / 1e9} * time.Second`;
  if (time % 1e6 === 0) return `${time / 1e6} * time.Millisecond`;
  if (time % 1e3 === 0) return `${time / 1e3} * time.Microsecond`;
  return `${time} * time.Nanosecond`;
}
