import { Argument, type Command } from "commander";
import type { Context } from "../context.ts";
import { addFormat } from "../options.ts";
import { writeJson, writeLines } from "../output.ts";

const KINDS = ["models", "scenarios"] as const;
type Kind = (typeof KINDS)[number];

/** What there is of one kind: for programs in full, for people a line each. */
interface List {
  readonly kind: Kind;
  readonly entries: readonly { readonly id: string }[];
  readonly lines: readonly (readonly [id: string, line: string])[];
}

/** `gilgrill list`: what there is to choose from. */
export function addList(program: Command, context: Context): void {
  const command = program
    .command("list")
    .description("list the models and the built-in scenarios")
    .addArgument(new Argument("[what]", "left out: both").choices(KINDS));
  addFormat(command, ["text", "json"]);
  command.action(async (kind: Kind | undefined, options: { readonly format: "text" | "json" }) => {
    const lists = await Promise.all((kind === undefined ? KINDS : [kind]).map(readList));
    if (options.format === "text") return writeLines(context.stdout, lists.flatMap(textOf).slice(0, -1));
    const all = Object.fromEntries(lists.map((list) => [list.kind, list.entries]));
    return writeJson(context.stdout, kind === undefined ? all : all[kind]);
  });
}

async function readList(kind: Kind): Promise<List> {
  switch (kind) {
    case "models": {
      const { runtimes } = await import("../../simulation/runtimes/index.ts");
      const entries = runtimes.all.map(({ id, title, about }) => ({ id, title, about }));
      return { kind, entries, lines: entries.map(({ id, about }) => [id, about]) };
    }
    case "scenarios": {
      const { scenarioSummaries } = await import("../../simulation/scenarios/summaries.ts");
      const entries = scenarioSummaries();
      return { kind, entries, lines: entries.map(({ id, title, teaches }) => [id, `${title}. ${teaches}`]) };
    }
  }
}

/** Ends with a blank line. */
function textOf({ kind, lines }: List): readonly string[] {
  const width = Math.max(0, ...lines.map(([id]) => id.length));
  return [`${kind}:`, ...lines.map(([id, line]) => `  ${id.padEnd(width)}  ${line}`), ""];
}
