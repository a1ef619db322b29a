/** What went wrong, as a message and an exit status. */
import { CommanderError } from "commander";
import { InvariantError, UserError } from "../base/errors.ts";

/** 0 done · 1 an unexpected fault · 2 the user's input · 130 interrupted. */
export const EXIT = { done: 0, fault: 1, input: 2, interrupted: 130 } as const;
export type ExitStatus = (typeof EXIT)[keyof typeof EXIT];

/** A fault of ours during a run, with what reproduces it. */
export class RunFault extends Error {
  override readonly name = "RunFault";
}

/** Runs a simulation; whatever it throws that is not the user's doing gets the run's facts added. */
export function withRunFacts<Result>(
  facts: { readonly scenario: string; readonly model: string; readonly seed: number },
  run: () => Result,
): Result {
  try {
    return run();
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    const what = cause instanceof Error ? cause.message : String(cause);
    throw new RunFault(`${what}\n  in: ${facts.scenario}, model ${facts.model}, seed ${facts.seed}`, { cause });
  }
}

/** What to print on standard error, empty where it was printed already, and the status to exit with. */
export function reportOf(
  error: unknown,
  words: readonly string[],
): { readonly message: string; readonly status: ExitStatus } {
  if (error instanceof CommanderError) {
    return { message: "", status: error.exitCode === 0 ? EXIT.done : EXIT.input };
  }
  if (error instanceof UserError) return { message: `${error.message}\n`, status: EXIT.input };
  const what = error instanceof Error ? error.message : String(error);
  const lines = [`gilgrill: a fault of the program, not of yours: ${what}`, `  to reproduce: ${commandLine(words)}`];
  const stack = stackOf(error);
  if (stack !== undefined) lines.push(stack);
  return { message: `${lines.join("\n")}\n`, status: EXIT.fault };
}

/** An invariant carries its details; of anything else the place is all there is. */
function stackOf(error: unknown): string | undefined {
  const origin = error instanceof RunFault ? error.cause : error;
  if (origin instanceof InvariantError || !(origin instanceof Error)) return undefined;
  return origin.stack?.split("\n").slice(1, 6).join("\n");
}

/** A command line with what a shell would take apart in quotes. */
export const commandLine = (words: readonly string[]): string =>
  [
    "gilgrill",
    ...words.map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`)),
  ].join(" ");
