/** A run, or several side by side, as a page for documentation. */
import { cellText, written } from "../../base/cells.ts";
import { formatDuration } from "../../base/time.ts";
import type { Trace } from "../../trace/trace.ts";
import type { ExportedRun } from "../exporter.ts";
import { CONTEST_COLUMNS, contestRows, outcomeLines } from "../text/compare.ts";
import { laneLines } from "../text/lanes.ts";
import { taskLines, totalFacts } from "../text/totals.ts";

/** Of the lanes: fits the column of text on most pages. */
const COLUMNS = 88;

/** @returns the page in one piece. */
export function markdown(runs: readonly ExportedRun[]): readonly string[] {
  const [first] = runs;
  if (first === undefined) return [];
  const { scenario } = first.trace.header;
  const blocks = [
    `# ${markdownText(scenario.title)}`,
    ...(scenario.about === "" ? [] : [markdownText(scenario.about)]),
    machineTable(first.trace, runs.length === 1),
    ...(runs.length === 1 ? [] : [comparison(runs)]),
    ...runs.flatMap((run) => runBlocks(run, runs.length > 1)),
  ];
  return [`${blocks.join("\n\n").split("\n").map(written).join("\n")}\n`];
}

function runBlocks(
  { trace, history, metrics, findings, command }: ExportedRun,
  isOneOfMany: boolean,
): readonly string[] {
  const page = { columns: COLUMNS, unicode: true };
  const found = findings.map(({ sentence }) => `- ${markdownText(sentence)}`);
  return [
    ...(isOneOfMany ? [`## ${markdownText(trace.header.modelTitle)}`] : []),
    ...(found.length === 0 ? [] : [found.join("\n")]),
    fenced(laneLines(history, page)),
    fenced(taskLines(metrics, COLUMNS)),
    table(["total", ""], totalFacts(metrics)),
    fenced([command], "sh"),
  ];
}

function comparison(runs: readonly ExportedRun[]): string {
  const contestants = runs.map(({ trace, python, metrics, findings }) => ({
    model: trace.header.model,
    python,
    metrics,
    findings,
  }));
  const podium = outcomeLines(contestants).filter((line) => line !== "");
  return [table(CONTEST_COLUMNS, contestRows(contestants)), ...podium.map(markdownText)].join("\n\n");
}

function machineTable({ header }: Trace, hasModel: boolean): string {
  const { machine, python, modelTitle, seed } = header;
  const rows = [
    ...(hasModel ? [["model", modelTitle]] : []),
    [
      "cores",
      machine.threadsPerCore === 1
        ? `${machine.cores}`
        : `${machine.cores}, ${machine.threadsPerCore} hardware threads each`,
    ],
    [
      "scheduler",
      machine.quantum === null ? machine.scheduler : `${machine.scheduler}, ${formatDuration(machine.quantum)}`,
    ],
    ["costs", machine.costs],
    ...(python === null ? [] : [["Python", python.version]]),
    ...(python?.switchInterval == null ? [] : [["switch interval", formatDuration(python.switchInterval)]]),
    ["seed", `${seed}`],
  ];
  return table(["machine", ""], rows);
}

/** A table; names stay what they are. */
function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(markdownText).join(" | ")} |`;
  return [line(headings), `|${headings.map(() => "---|").join("")}`, ...rows.map(line)].join("\n");
}

/** As it is, behind a fence that does not occur in it. */
function fenced(lines: readonly string[], language = "text"): string {
  const text = lines.join("\n");
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}

/** Text in which nothing means something to Markdown or HTML. */
const markdownText = (text: string): string =>
  cellText(text).replace(/[\\`*_{}[\]<>|#~&]/g, (character) => `\\${character}`);
