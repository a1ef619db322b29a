import { Argument, type Command } from "commander";
import type { Context } from "../context.ts";
import { addFormat } from "../options.ts";
import { writeJson, writeLines } from "../output.ts";

const KINDS = ["models", "scenarios"] as const;
type Kind = (typeof KINDS)[number];

interface Entry {
  readonly id: string;
  readonly title: string;
  /** One line. */
  readonly about: string;
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
    if (options.format === "json") {
      const single = lists.length === 1 ? lists[0]?.entries : undefined;
      return writeJson(context.stdout, single ?? Object.fromEntries(lists.map((list) => [list.kind, list.entries])));
    }
    const lines = lists.flatMap((list) => [`${list.kind}:`, ...listLines(list.entries), ""]);
    return writeLines(context.stdout, lines.slice(0, -1));
  });
}

async function readList(kind: Kind): Promise<{ readonly kind: Kind; readonly entries: readonly Entry[] }> {
  const items = await readItems(kind);
  return { kind, entries: items.map(({ id, title, about }) => ({ id, title, about })) };
}

async function readItems(kind: Kind): Promise<readonly Entry[]> {
  if (kind === "models") return (await import("../../simulation/runtimes/index.ts")).runtimes.all;
  return (await import("../../simulation/scenarios/index.ts")).scenarios.all;
}

function listLines(entries: readonly Entry[]): readonly string[] {
  const width = Math.max(0, ...entries.map((entry) => entry.id.length));
  return entries.map((entry) => `  ${entry.id.padEnd(width)}  ${entry.about}`);
}
