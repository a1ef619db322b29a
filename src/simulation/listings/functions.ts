/** The functions of a program, in any language: one for each kind of task, and those that it hands parts of its work to. */
import type { TaskLines } from "../../trace/listing.ts";
import { type BlockStep, isBlock, type LeafStep, leavesOf, type Step } from "../workload/steps.ts";
import type { Names } from "./names.ts";
import type { Kind } from "./outline.ts";
import type { Sheet } from "./sheet.ts";
import type { Scope, Tongue } from "./tongue.ts";

type Split = Extract<BlockStep, { kind: "parallel" | "offload" }>;

export class FunctionWriter {
  readonly #sheet: Sheet;
  readonly #tongue: Tongue;
  readonly #names: Names;
  #leaves: number[] = [];
  #blocks = new Map<Split, number>();
  #functions = new Map<Split, string>();

  constructor(sheet: Sheet, tongue: Tongue, names: Names) {
    this.#sheet = sheet;
    this.#tongue = tongue;
    this.#names = names;
  }

  /** Writes the function of a kind of task, after those it needs. */
  write(kind: Kind, name: string): TaskLines {
    this.#leaves = [];
    this.#blocks = new Map();
    this.#functions = new Map();
    this.#writeOthers(kind.steps, name, false);
    const entry = this.#function(name, kind.steps);
    const around: (number | null)[] = kind.leaves.map(() => null);
    const next: (number | null)[] = [null, ...around];
    this.#note(kind.steps, null, around, next);
    return { entry, leaves: this.#leaves, around, next };
  }

  /** The functions of parts and of work for threads, the innermost first. */
  #writeOthers(steps: readonly Step[], name: string, onThread: boolean): void {
    for (const step of steps) {
      if (!isBlock(step)) continue;
      if (step.kind === "repeat" || this.#isInPlace(step, onThread)) {
        this.#writeOthers(step.steps, name, onThread);
        continue;
      }
      if (step.kind === "offload" && this.#tongue.needsNoFunction(step.steps)) continue;
      const { suffix } = this.#tongue;
      const own = this.#names.give(name + (step.kind === "parallel" ? suffix.part : suffix.call), "");
      const aside = onThread || step.kind === "offload";
      this.#writeOthers(step.steps, own, aside);
      this.#functions.set(step, own);
      this.#function(own, step.steps, aside);
    }
  }

  #isInPlace(step: Split, onThread: boolean): boolean {
    return step.kind === "offload" && (onThread || this.#tongue.inPlace);
  }

  #function(name: string, steps: readonly Step[], onThread = false): number {
    const sheet = this.#sheet;
    const form = this.#tongue.form(this.#scopeOf(name, steps, onThread), onThread);
    const entry = sheet.block(
      form.header,
      () => {
        sheet.write(...form.first);
        this.#steps(steps, 0, onThread);
        sheet.write(...form.last);
      },
      form.footer,
    );
    sheet.write(...Array<string>(this.#tongue.gap).fill(""));
    return entry;
  }

  #steps(steps: readonly Step[], depth: number, onThread: boolean): void {
    const sheet = this.#sheet;
    const tongue = this.#tongue;
    for (let index = 0; index < steps.length; index++) {
      const step = steps[index] as Step;
      if (step.kind === "repeat") {
        const [header, footer] = tongue.loop(step.times, depth);
        sheet.block(header, () => this.#steps(step.steps, depth + 1, onThread), footer);
      } else if (step.kind === "parallel") {
        this.#blocks.set(step, tongue.split(sheet, step.ways, this.#functions.get(step) ?? "", depth, onThread));
      } else if (step.kind === "offload") {
        this.#offload(step, depth, onThread);
      } else {
        index += this.#leaf(steps, index, depth, onThread);
      }
    }
  }

  #offload(step: Split, depth: number, onThread: boolean): void {
    if (this.#isInPlace(step, onThread)) return this.#steps(step.steps, depth, onThread);
    const line = this.#sheet.write(this.#tongue.offload(step.steps, this.#functions.get(step) ?? null));
    this.#blocks.set(step, line);
    for (const { leaf } of leavesOf(step.steps)) this.#leaves[leaf] ??= line;
  }

  /** @returns how many more steps it took. */
  #leaf(steps: readonly Step[], index: number, depth: number, onThread: boolean): number {
    const step = steps[index] as LeafStep;
    const update = updateAt(steps, index);
    if (update !== null) {
      const line = this.#sheet.write(this.#tongue.update(update.variable, update.amount));
      for (let leaf = step.leaf; leaf < step.leaf + 3; leaf++) this.#leaves[leaf] = line;
      return 2;
    }
    const end = step.kind === "lock" ? endOfGuard(steps, index) : -1;
    const guard = step.kind === "lock" && end > index + 1 ? this.#tongue.guard(step.lock, onThread) : null;
    if (guard !== null) {
      const inner = steps.slice(index + 1, end);
      const line = this.#sheet.block(guard[0], () => this.#steps(inner, depth, onThread), guard[1]);
      this.#leaves[step.leaf] = line;
      this.#leaves[(steps[end] as LeafStep).leaf] = line;
      return end - index;
    }
    this.#leaves[step.leaf] = this.#sheet.write(...this.#tongue.leaf(step, onThread));
    return 0;
  }

  #scopeOf(name: string, steps: readonly Step[], onThread: boolean): Scope {
    const touched: string[] = [];
    const stored: string[] = [];
    const value = { register: "none" as Scope["register"], isUsed: false };
    const read = (list: readonly Step[]): void => {
      for (let index = 0; index < list.length; index++) {
        const step = list[index] as Step;
        const update = updateAt(list, index);
        if (update !== null) {
          touched.push(update.variable);
          stored.push(update.variable);
          index += 2;
        } else if (isBlock(step)) {
          if (step.kind === "repeat" || (step.kind === "offload" && this.#isInPlace(step, onThread))) read(step.steps);
        } else if (step.kind === "read") {
          touched.push(step.variable);
          if (value.register === "none") value.register = "set";
        } else if (step.kind === "add" || step.kind === "write") {
          value.isUsed = true;
          if (value.register === "none") value.register = "unset";
          if (step.kind === "write") {
            touched.push(step.variable);
            stored.push(step.variable);
          }
        }
      }
    };
    read(steps);
    const register = value.register === "set" && !value.isUsed ? "unused" : value.register;
    return { name, steps, variables: [...new Set(touched)], stored: [...new Set(stored)], register };
  }

  /** For each leaf, where its parts are waited for; for the place before each leaf, where a part that comes next is. */
  #note(steps: readonly Step[], line: number | null, around: (number | null)[], next: (number | null)[]): void {
    for (const step of steps) {
      if (!isBlock(step)) {
        around[step.leaf] = line;
        continue;
      }
      const own = step.kind === "repeat" ? line : (this.#blocks.get(step) ?? line);
      const [before] = leavesOf(step.steps);
      this.#note(step.steps, own, around, next);
      if (own !== line && before !== undefined) next[before.leaf] = own;
    }
  }
}

/** Load, add and store of one variable in a row. */
function updateAt(
  steps: readonly Step[],
  index: number,
): { readonly variable: string; readonly amount: number } | null {
  const [read, add, write] = steps.slice(index, index + 3);
  if (read?.kind !== "read" || add?.kind !== "add" || write?.kind !== "write") return null;
  return read.variable === write.variable ? { variable: read.variable, amount: add.amount } : null;
}

/** Where the lock taken at `index` is given back in the same list, with whatever else is taken between given back between; or -1. */
function endOfGuard(steps: readonly Step[], index: number): number {
  const open: string[] = [];
  for (let at = index; at < steps.length; at++) {
    const step = steps[at] as Step;
    if (isBlock(step) && !isBalanced(step.steps)) return -1;
    if (step.kind === "lock") open.push(step.lock);
    if (step.kind === "unlock" && open.pop() !== step.lock) return -1;
    if (open.length === 0) return at;
  }
  return -1;
}

function isBalanced(steps: readonly Step[]): boolean {
  const open: string[] = [];
  for (const step of steps) {
    if (isBlock(step) && !isBalanced(step.steps)) return false;
    if (step.kind === "lock") open.push(step.lock);
    if (step.kind === "unlock" && open.pop() !== step.lock) return false;
  }
  return open.length === 0;
}
