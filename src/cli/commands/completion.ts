import { Argument, type Command } from "commander";
import type { CommandShape } from "../completion/tree.ts";
import type { Context } from "../context.ts";
import { writePieces } from "../output.ts";

const SHELLS = ["bash", "zsh", "fish"] as const;
type Shell = (typeof SHELLS)[number];

/** `gilgrill completion`: a script that a shell reads once, so that no key starts the program. */
export function addCompletion(program: Command, context: Context): void {
  program
    .command("completion")
    .description("print a completion script for a shell")
    .addArgument(new Argument("<shell>").choices(SHELLS))
    .addHelpText(
      "after",
      "\nFor one session:\n  source <(gilgrill completion bash)\n  gilgrill completion fish | source",
    )
    .action(async (shell: Shell) => {
      const [{ shapesOf }, { vocabulary }] = await Promise.all([
        import("../completion/tree.ts"),
        import("../completion/vocabulary.ts"),
      ]);
      const shapes = shapesOf(program, vocabulary);
      await writePieces(context.stdout, [await script(shell, shapes)]);
    });
}

async function script(shell: Shell, shapes: readonly CommandShape[]): Promise<string> {
  switch (shell) {
    case "bash":
      return (await import("../completion/bash.ts")).bashScript(shapes);
    case "zsh":
      return (await import("../completion/zsh.ts")).zshScript(shapes);
    case "fish":
      return (await import("../completion/fish.ts")).fishScript(shapes);
  }
}
