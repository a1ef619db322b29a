import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { valueFlags } from "../../src/cli/completion/tree.ts";
import { projectRoot } from "../support/sources.ts";
import { cli, programShapes } from "./run-cli.ts";

const folder = mkdtempSync(join(tmpdir(), "gilgrill-completion-"));
afterAll(() => rmSync(folder, { recursive: true }));

const has = (shell: string): boolean => spawnSync(shell, ["-c", "true"]).status === 0;

async function scriptFile(shell: string): Promise<string> {
  const { status, stdout } = await cli(`completion ${shell}`);
  expect(status).toBe(0);
  const file = join(folder, `gilgrill.${shell}`);
  writeFileSync(file, stdout);
  return file;
}

function runShell(shell: string, words: readonly string[], input = ""): string {
  const { status, stdout, stderr } = spawnSync(shell, words, { encoding: "utf8", input, cwd: projectRoot });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return stdout;
}

/** What is typed so far, word by word, and what is offered. */
const CASES: readonly (readonly [line: string, offered: readonly string[]])[] = [
  ["gilgrill ru", ["run"]],
  ["gilgrill run thr", ["three-friends"]],
  ["gilgrill run -m thread-", ["thread-pool"]],
  ["gilgrill run -m asyncio,go", ["asyncio,goroutines"]],
  ["gilgrill run -m asyncio --cores 2 two-l", ["two-locks", "two-locks-looping"]],
  ["gilgrill export --format mermaid-", ["mermaid-gantt", "mermaid-sequence"]],
  ["gilgrill export -o REA", ["README.md"]],
  ["gilgrill play --view la", ["lanes"]],
  ["gilgrill play --theme con", ["contrast"]],
  ["gilgrill explain gor", ["goroutines"]],
  ["gilgrill settings un", ["unset"]],
  ["gilgrill settings set the", ["theme"]],
  ["gilgrill completion ", ["bash", "fish", "zsh"]],
  ["gilgrill play --presen", ["--presenter"]],
];

test.skipIf(!has("bash"))("bash completes commands, options and their words", async () => {
  const file = await scriptFile("bash");
  const attempts = CASES.map(([line]) => {
    const words = line.split(" ").map((word) => `'${word}'`);
    return `COMP_WORDS=(${words.join(" ")}); COMP_CWORD=${words.length - 1}; _gilgrill; printf '%s ' "\${COMPREPLY[@]}"; echo`;
  });
  const lines = runShell("bash", ["--norc", "-c", `source ${file}\n${attempts.join("\n")}`])
    .trimEnd()
    .split("\n");
  const offered = lines.map((line) => line.trim().split(" ").toSorted());
  expect(CASES.map(([line], index) => [line, offered[index]])).toEqual(CASES);
});

test.skipIf(!has("fish"))("fish completes the same", async () => {
  const file = await scriptFile("fish");
  runShell("fish", ["--no-execute", file]);
  const attempts = CASES.map(([line]) => `echo (complete -C '${line}' | string replace -r '\t.*' '')`);
  const lines = runShell("fish", ["--no-config", "-c", `source ${file}\n${attempts.join("\n")}`])
    .trimEnd()
    .split("\n");
  const offered = lines.map((line) => line.trim().split(" ").toSorted());
  expect(CASES.map(([line], index) => [line, offered[index]])).toEqual(CASES);
});

test.skipIf(!has("zsh"))("zsh reads its script", async () => {
  runShell("zsh", ["-n", await scriptFile("zsh")]);
});

test("one flag takes a value everywhere or nowhere: the scripts count on it", () => {
  const shapes = programShapes({});
  const taking = valueFlags(shapes);
  const bare = shapes.flatMap(({ options }) => options.flatMap(({ flags, values }) => (values === null ? flags : [])));
  expect(bare.filter((flag) => taking.includes(flag))).toEqual([]);
});

test("every command has what it does in its script", async () => {
  const { stdout } = await cli("completion fish");
  for (const { path } of programShapes({})) if (path !== "") expect(stdout).toContain(`"${path}"`);
});
