import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { readTraceFile } from "../support/trace-file.ts";
import { cli, LUNCH, runCli } from "./run-cli.ts";

const folder = mkdtempSync(join(tmpdir(), "gilgrill-export-"));
afterAll(() => rmSync(folder, { recursive: true }));

test.each([
  ["run.json", /^\{"displayTimeUnit":"ns"/],
  ["run.csv", /^model,who,/],
  ["run.mmd", /^---\ndisplayMode: compact\n---\ngantt\n/],
  ["RUN.MD", /^# Lunch\n/],
])("the ending of %s says the form", async (name, beginning) => {
  const file = join(folder, name);
  const ran = await runCli(["export", "-", "-m", "threads-gil", "-o", file], { stdin: LUNCH });
  expect(ran).toEqual({ status: 0, stdout: "", stderr: "" });
  expect(readFileSync(file, "utf8")).toMatch(beginning);
});

test("without a file, or with -, the form goes to standard output; it names the command that makes the run again", async () => {
  const { status, stdout } = await cli("export -m threads,asyncio --format chrome-trace --cores 2", { stdin: LUNCH });
  expect(status).toBe(0);
  expect(readTraceFile(stdout).problems).toEqual([]);
  expect(stdout).toContain('"command":"gilgrill run -m asyncio --cores 2"');
  const other = await cli("export - -m blocking --format mermaid-sequence -o -", { stdin: LUNCH });
  expect(other.stdout).toMatch(/^sequenceDiagram\n {2}%% gilgrill run - -m blocking\n {2}title Lunch/);
});

test.each([
  [
    "export -m blocking",
    /^export: found neither --format nor a file, expected --format with one of chrome-trace \(\.json\), csv/,
  ],
  ["export -o run.xyz", /^--output: the ending of "run.xyz" says no form, expected one of chrome-trace \(\.json\)/],
  [
    "export --format perfetto",
    /option '--format <form>' argument 'perfetto' is invalid. Allowed choices are chrome-trace, csv/,
  ],
  [
    "export -m blocking,asyncio --format mermaid-gantt",
    /^--model: found 2 models, and a Mermaid chart shows one run; several fit into chrome-trace, csv, markdown$/m,
  ],
  ["export -o /no/such/folder/run.csv", /^\/no\/such\/folder\/run.csv: there is no such folder\n$/],
])("%s: says what is wrong", async (line, message) => {
  const { status, stdout, stderr } = await cli(line);
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toMatch(message);
});
