/** The same work under several models, side by side as a table, with a verdict. */
import type { Finding } from "../../analysis/insights/finding.ts";
import { baseOf, type Contender, speedUpOver } from "../../analysis/verdict/standing.ts";
import { verdictOf } from "../../analysis/verdict/verdict.ts";
import { asciiText, cellText, written } from "../../base/cells.ts";
import { formatBytes, formatCount, formatPercent, formatRatio } from "../../base/quantities.ts";
import { formatDuration } from "../../base/time.ts";
import type { RunMetrics } from "../../trace/metrics.ts";
import type { MachineFacts } from "../../trace/trace.ts";
import type { Page } from "./lanes.ts";
import { type Column, formatTable } from "./table.ts";
import { wrapText } from "./wrap.ts";

/** One model's part: what it measured, or why it cannot run this. */
export type Contestant = {
  readonly model: string;
  /** Whether a Python runs it. */
  readonly python: boolean;
} & ({ readonly metrics: RunMetrics; readonly findings: readonly Finding[] } | { readonly refusal: string });
type Runner = Extract<Contestant, { readonly metrics: RunMetrics }>;

export interface Contest {
  readonly scenario: string;
  readonly machine: Pick<MachineFacts, "cores">;
  /** In the order asked for. */
  readonly contestants: readonly Contestant[];
}

const COLUMNS: readonly Column[] = [
  { heading: "model", align: "left" },
  { heading: "makespan", align: "right" },
  { heading: "speed-up", align: "right" },
  { heading: "CPU", align: "right" },
  { heading: "switches", align: "right" },
  { heading: "memory", align: "right" },
  { heading: "quadrant", align: "left" },
  { heading: "outcome", align: "left" },
];

/** The contest as lines of text. The speed-up is over `blocking` where it takes part, and over the first model otherwise. */
export function compareText(contest: Contest, page: Page): readonly string[] {
  const cores = contest.machine.cores;
  const lines = [
    ...wrapText(`Compare: ${cellText(contest.scenario)}, ${cores === 1 ? "1 core" : `${cores} cores`}`, page.columns),
    "",
    ...fittingTable(contestRows(contest.contestants), page.columns),
    "",
    ...verdicts(contest.contestants, page.columns),
    ...outcomeLines(contest.contestants).flatMap((line) => wrapText(line, page.columns)),
  ];
  return lines.map(page.unicode ? written : asciiText);
}

/** The headings of `contestRows`. */
export const CONTEST_COLUMNS: readonly string[] = COLUMNS.map(({ heading }) => heading);

/** A row of figures each. */
export function contestRows(contestants: readonly Contestant[]): readonly (readonly string[])[] {
  const base = baseOf(runnersOf(contestants));
  return contestants.map((each) => ("metrics" in each ? rowOf(each, base) : refusalRow(each.model)));
}

const runnersOf = (contestants: readonly Contestant[]): readonly Runner[] =>
  contestants.filter((each): each is Runner => "metrics" in each);

/** Columns left out where the table is wider than the page, the first one first. */
const DISPENSABLE = ["memory", "switches"];

function fittingTable(rows: readonly (readonly string[])[], width: number, left = COLUMNS): readonly string[] {
  const cells = rows.map((row) => row.filter((_, index) => left.includes(COLUMNS[index] as Column)));
  const lines = formatTable(left, cells);
  const next = DISPENSABLE.find((heading) => left.some((column) => column.heading === heading));
  if (next === undefined || lines.every((line) => line.length <= width)) return lines;
  return fittingTable(
    rows,
    width,
    left.filter((column) => column.heading !== next),
  );
}

function rowOf({ model, metrics }: Runner, base: Runner | undefined): readonly string[] {
  const { switches } = metrics;
  return [
    model,
    formatDuration(metrics.makespan),
    speedUp(metrics, base?.metrics),
    formatPercent(metrics.utilization),
    formatCount(switches.voluntary + switches.involuntary),
    formatBytes(metrics.peakBytes),
    quadrantOf(metrics),
    metrics.outcome,
  ];
}

const refusalRow = (model: string): readonly string[] => [model, "-", "-", "-", "-", "-", "-", "cannot run it"];

function speedUp(metrics: RunMetrics, base: RunMetrics | undefined): string {
  const ratio = speedUpOver(base, metrics);
  return ratio === null ? "-" : formatRatio(ratio);
}

function quadrantOf({ concurrent, parallel }: RunMetrics): string {
  if (concurrent) return parallel ? "both" : "concurrent";
  return parallel ? "parallel" : "neither";
}

function verdicts(contestants: readonly Contestant[], columns: number): readonly string[] {
  const width = Math.max(...contestants.map((each) => each.model.length));
  return contestants.flatMap((each) => {
    const sentences =
      "refusal" in each
        ? [`Cannot run this: ${each.refusal}`]
        : each.findings.map(({ sentence }) => cellText(sentence));
    return sentences.flatMap((sentence, index) =>
      wrapText(sentence, columns, `${(index === 0 ? each.model : "").padEnd(width)}  `),
    );
  });
}

/** Who was first and why, as the screen says it, after a blank line; nothing where there is nobody to compare with. */
export function outcomeLines(contestants: readonly Contestant[]): readonly string[] {
  const { results, reasons } = verdictOf(contendersOf(runnersOf(contestants)));
  return results.length === 0 ? [] : ["", ...results, ...reasons];
}

const contendersOf = (runners: readonly Runner[]): readonly Contender[] =>
  runners.map(({ model, python, metrics }) => ({ label: model, model, python, metrics }));
