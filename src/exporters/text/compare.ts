/** The same work under several models, side by side as a table, with a verdict. */
import type { Finding } from "../../analysis/insights/finding.ts";
import { cellText } from "../../base/cells.ts";
import { formatBytes, formatCount, formatPercent, formatRatio } from "../../base/quantities.ts";
import { formatDuration } from "../../base/time.ts";
import type { RunMetrics } from "../../trace/metrics.ts";
import type { MachineFacts } from "../../trace/trace.ts";
import { type Column, formatTable } from "./table.ts";

/** One model's part: what it measured, or why it cannot run this. */
export type Contestant = { readonly model: string } & (
  | { readonly metrics: RunMetrics; readonly findings: readonly Finding[] }
  | { readonly refusal: string }
);
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
  { heading: "peak memory", align: "right" },
  { heading: "concurrent", align: "left" },
  { heading: "parallel", align: "left" },
  { heading: "quadrant", align: "left" },
  { heading: "outcome", align: "left" },
];

/** The contest as lines of text. The speed-up is over `blocking` where it takes part, and over the first model otherwise. */
export function compareText(contest: Contest): readonly string[] {
  const runners = contest.contestants.filter((each): each is Runner => "metrics" in each);
  const base = runners.find((each) => each.model === "blocking") ?? runners[0];
  const cores = contest.machine.cores;
  return [
    `Compare: ${contest.scenario}, ${cores === 1 ? "1 core" : `${cores} cores`}`,
    "",
    ...formatTable(
      COLUMNS,
      contest.contestants.map((each) => ("metrics" in each ? rowOf(each, base) : refusalRow(each.model))),
    ),
    "",
    ...verdicts(contest.contestants),
    ...podium(runners, base),
  ];
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
    yesOrNo(metrics.concurrent),
    yesOrNo(metrics.parallel),
    quadrantOf(metrics),
    metrics.outcome,
  ];
}

const refusalRow = (model: string): readonly string[] => [
  model,
  "-",
  "-",
  "-",
  "-",
  "-",
  "-",
  "-",
  "-",
  "cannot run it",
];

/** Only runs that were completed can be compared. */
function speedUp(metrics: RunMetrics, base: RunMetrics | undefined): string {
  if (base === undefined || metrics.outcome !== "completed" || base.outcome !== "completed") return "-";
  return metrics.makespan === 0 ? "-" : formatRatio(base.makespan / metrics.makespan);
}

function quadrantOf({ concurrent, parallel }: RunMetrics): string {
  if (concurrent) return parallel ? "both" : "concurrent";
  return parallel ? "parallel" : "neither";
}

const yesOrNo = (fact: boolean): string => (fact ? "yes" : "no");

function verdicts(contestants: readonly Contestant[]): readonly string[] {
  const width = Math.max(...contestants.map((each) => each.model.length));
  return contestants.flatMap((each) => {
    const sentences =
      "refusal" in each
        ? [`Cannot run this: ${each.refusal}`]
        : each.findings.map(({ sentence }) => cellText(sentence));
    return sentences.map((sentence, index) => `${(index === 0 ? each.model : "").padEnd(width)}  ${sentence}`);
  });
}

function podium(runners: readonly Runner[], base: Runner | undefined): readonly string[] {
  const completed = runners.filter((each) => each.metrics.outcome === "completed");
  if (base === undefined || completed.length < 2) return [];
  const best = Math.min(...completed.map((each) => each.metrics.makespan));
  const winners = completed.filter((each) => each.metrics.makespan === best);
  const [first] = winners as [Runner, ...Runner[]];
  const names = winners.map((each) => each.model).join(" and ");
  const time = formatDuration(first.metrics.makespan);
  const ratio = speedUp(first.metrics, base.metrics);
  if (winners.includes(base) || ratio === "-") return ["", `First: ${names}, in ${time}.`];
  return ["", `First: ${names}, in ${time}, ${ratio} as fast as ${base.model}.`];
}
