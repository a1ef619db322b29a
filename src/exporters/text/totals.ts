/** What a run came to: who waited for what, the machine's totals, what was found. */
import type { Finding } from "../../analysis/insights/finding.ts";
import { cellText, clip } from "../../base/cells.ts";
import { formatBytes, formatCount, formatPercent } from "../../base/quantities.ts";
import { formatDuration, type Ns } from "../../base/time.ts";
import type { GilMetrics, RunMetrics, TaskMetrics, WaitingPhase } from "../../trace/metrics.ts";
import type { Trace } from "../../trace/trace.ts";
import { whatIfWords } from "../../trace/what-if.ts";
import { type Column, formatTable } from "./table.ts";
import { wrapText } from "./wrap.ts";

/** More tasks than this are counted, not listed. */
const LISTED_TASKS = 24;
/** More GILs than this are added up, but for the first one's: the main process's. */
const LISTED_GILS = 5;
/** Cells for the name of a GIL's owner. */
const LONGEST_OWNER = 12;

const WAITS: readonly (readonly [WaitingPhase, string])[] = [
  ["start", "start"],
  ["core", "core"],
  ["gil", "GIL"],
  ["loop", "loop"],
  ["io", "I/O"],
  ["timer", "timer"],
  ["lock", "lock"],
  ["queue", "queue"],
  ["join", "subtasks"],
  ["result", "result"],
];

/** The first line of a run's text: what ran, how, on what. */
export function headline({ header }: Trace): string {
  const { cores: most, online: cores = most, threadsPerCore } = header.machine;
  const machine = cores === 1 ? "1 core" : `${cores} cores`;
  const parts = [
    header.modelTitle,
    threadsPerCore === 1 ? machine : `${machine} with ${threadsPerCore} hardware threads each`,
  ];
  if (header.python !== null) {
    const { version, switchInterval } = header.python;
    parts.push(`CPython ${version}`);
    if (switchInterval !== null) parts.push(`switch interval ${formatDuration(switchInterval)}`);
  }
  const forks = header.whatIf.map((each) => `what if: ${cellText(whatIfWords(each))}`);
  return `${cellText(header.scenario.title)}: ${[...parts, ...forks].join(", ")}`;
}

/** Who waited for what, a line a task; what nobody waited for has no column, and where there is no room what took least time has none. */
export function taskLines(metrics: RunMetrics, columns: number): readonly string[] {
  const tasks = metrics.tasks.filter((task) => task.parent === null);
  const timeOf = ([kind]: (typeof WAITS)[number]): number => tasks.reduce((sum, task) => sum + task.waiting[kind], 0);
  let waits = WAITS.filter((wait) => timeOf(wait) > 0);
  for (;;) {
    const lines = waitLines(tasks, waits);
    if (waits.length === 0 || lines.every((line) => line.length <= columns)) return lines;
    const least = waits.reduce((a, b) => (timeOf(b) < timeOf(a) ? b : a));
    waits = waits.filter((wait) => wait !== least);
  }
}

function waitLines(tasks: readonly TaskMetrics[], waits: typeof WAITS): readonly string[] {
  const columns: readonly Column[] = [
    { heading: "task", align: "left" },
    { heading: "arrived", align: "right" },
    { heading: "ended", align: "right" },
    ...waits.map(([, heading]): Column => ({ heading, align: "right" })),
    { heading: "outcome", align: "left" },
  ];
  const rowOf = (task: TaskMetrics): readonly string[] => [
    task.name,
    formatDuration(task.arrived),
    task.finished === null ? "-" : formatDuration(task.finished),
    ...waits.map(([kind]) => formatDuration(task.waiting[kind])),
    task.outcome,
  ];
  const [heading = "", ...rows] = formatTable(columns, tasks.slice(0, LISTED_TASKS).map(rowOf));
  const [first] = waits;
  const group = first === undefined ? [] : [`${" ".repeat(heading.indexOf(` ${first[1]}`) + 1)}waited for`];
  const rest = tasks.slice(LISTED_TASKS);
  const more = rest.length === 0 ? [] : [`and ${formatCount(rest.length)} more: ${outcomesOf(rest)}`];
  return [...group, heading, ...rows, ...more];
}

function outcomesOf(tasks: readonly TaskMetrics[]): string {
  const counts = new Map<string, number>();
  for (const { outcome } of tasks) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  return [...counts].map(([outcome, count]) => `${formatCount(count)} ${outcome}`).join(", ");
}

export function totalLines(metrics: RunMetrics, columns: number): readonly string[] {
  const facts = totalFacts(metrics);
  const width = Math.max(...facts.map(([label]) => label.length));
  return facts.flatMap(([label, fact]) => wrapText(fact, columns, `${label.padEnd(width)}  `));
}

/** What a run came to, a fact each: how it ended, CPU, switches, GILs, memory, variables. */
export function totalFacts(metrics: RunMetrics): readonly (readonly [label: string, fact: string])[] {
  const { voluntary, involuntary, migrations } = metrics.switches;
  return [
    [
      OUTCOMES[metrics.outcome],
      formatDuration(metrics.makespan) + (metrics.outcome === "budget-exhausted" ? SPENT : ""),
    ],
    ["CPU", `${formatPercent(metrics.utilization)} of one core on average, ${formatDuration(metrics.busy)} in all`],
    [
      "switches",
      `${formatCount(voluntary)} voluntary, ${formatCount(involuntary)} involuntary, ${plural(migrations, "migration")}`,
    ],
    ...gilFacts(metrics.gils),
    ["peak memory", formatBytes(metrics.peakBytes)],
    ...metrics.variables.map(({ name, values, perProcess }): readonly [string, string] => [
      cellText(name),
      perProcess
        ? `${values.join(", ")} (a copy in each ${metrics.gils.filter(({ process }) => process === 0).length > 1 ? "interpreter" : "process"})`
        : String(values[0] ?? 0),
    ]),
  ];
}

const SPENT = ", before everybody was done: the time allowed (--until), or the most events a run may have, was used up";

const OUTCOMES: Readonly<Record<RunMetrics["outcome"], string>> = {
  completed: "completed in",
  deadlocked: "deadlocked at",
  crashed: "crashed at",
  "budget-exhausted": "stopped at",
};

function gilFacts(gils: readonly GilMetrics[]): readonly (readonly [label: string, fact: string])[] {
  const [main, ...others] = gils;
  if (main === undefined) return [];
  if (others.length === 0) return [["GIL", gilText(main)]];
  const nameOf = ({ process, owner }: GilMetrics): string =>
    process === 0 ? `GIL of ${clip(cellText(owner), LONGEST_OWNER)}` : `GIL of process ${process}`;
  if (gils.length <= LISTED_GILS) return gils.map((gil) => [nameOf(gil), gilText(gil)]);
  const sum = (amount: (gil: GilMetrics) => number): number => others.reduce((total, gil) => total + amount(gil), 0);
  const together: GilText = {
    acquisitions: sum((gil) => gil.acquisitions),
    handoffs: sum((gil) => gil.handoffs),
    forced: sum((gil) => gil.forced),
    held: sum((gil) => gil.held) as Ns,
    waited: sum((gil) => gil.waited) as Ns,
  };
  return [
    [nameOf(main), gilText(main)],
    [`${formatCount(others.length)} more`, `together ${gilText(together)}`],
  ];
}

type GilText = Pick<GilMetrics, "acquisitions" | "handoffs" | "forced" | "held" | "waited">;

function gilText(gil: GilText): string {
  const handoffs = `${plural(gil.handoffs, "hand-over")} (${formatCount(gil.forced)} forced)`;
  return `taken ${plural(gil.acquisitions, "time")}, ${handoffs}, held ${formatDuration(gil.held)}, waited for ${formatDuration(gil.waited)}`;
}

const plural = (count: number, noun: string): string => `${formatCount(count)} ${count === 1 ? noun : `${noun}s`}`;

export const findingLines = (findings: readonly Finding[], columns: number): readonly string[] =>
  findings.flatMap(({ sentence }) => wrapText(cellText(sentence), columns, "* "));
