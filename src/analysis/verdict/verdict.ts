/** What a comparison comes to, in sentences: who is first, and where the time of the others went. */

import { capital } from "../../base/cells.ts";
import { formatDecimal, formatRatio } from "../../base/quantities.ts";
import { formatDuration, type Ns } from "../../base/time.ts";
import type { RunMetrics, WaitingPhase } from "../../trace/metrics.ts";
import { baseOf, type Contender, placesOf, resultOf } from "./standing.ts";

/** Runs nearer to each other than this are equally fast. */
const SLIGHT = 1.05;
/** Waits outside overlap where they add up to so many times the run. */
const OVERLAP = 1.5;

export interface Verdict {
  /** `First: threads, in 53.9 ms, 2.6x as fast as blocking.`; and the first Python where that is another one. */
  readonly results: readonly string[];
  /** Why the first one won, and where the time of those went that lost the most. */
  readonly reasons: readonly string[];
  /** By label: why this one was first, or where its time went; none for who was hardly slower than the first. */
  readonly own: ReadonlyMap<string, string>;
}

export function verdictOf(contenders: readonly Contender[]): Verdict {
  const places = placesOf(contenders);
  const base = baseOf(contenders);
  const [winners] = places;
  const [first] = winners?.contenders ?? [];
  if (contenders.length < 2 || winners === undefined || first === undefined)
    return { results: [], reasons: [], own: new Map() };
  const completed = places.flatMap((place) => place.contenders);
  if (completed.length === 1) {
    return {
      results: [`Only ${first.label} comes to an end, in ${formatDuration(winners.makespan)}.`],
      reasons: [],
      own: new Map(),
    };
  }
  const results = [`First: ${resultOf(winners, base)}.`];
  const pythons = completed.filter(({ python }) => python);
  if (!winners.contenders.some(({ python }) => python) && pythons.length > 1) {
    const python = places.find((place) => place.contenders.some((each) => each.python));
    const contendersIn = python?.contenders.filter((each) => each.python) ?? [];
    if (python !== undefined)
      results.push(`First in Python: ${resultOf({ ...python, contenders: contendersIn }, base)}.`);
  }
  return { results, reasons: reasonsOf(first, completed), own: ownReasons(first, completed) };
}

function reasonsOf(first: Contender, completed: readonly Contender[]): readonly string[] {
  const last = completed.at(-1) as Contender;
  if (last.metrics.makespan < first.metrics.makespan * SLIGHT) {
    return ["All of them take about the same time: what sets the pace is none of what differs between them."];
  }
  const losers = completed.flatMap((each) => {
    const cost = lossOf(each, first);
    return cost === null ? [] : [cost];
  });
  const worst = new Map<WaitingPhase, Loss>();
  for (const loss of losers) {
    const known = worst.get(loss.kind);
    if (known === undefined || loss.more > known.more) worst.set(loss.kind, loss);
  }
  // A lock round the interpreter is the least obvious of all reasons: it comes first.
  const told = [...worst.values()].sort(
    (a, b) => Number(b.kind === "gil") - Number(a.kind === "gil") || b.more - a.more,
  );
  return [...winSentence(first, last), ...told.map((loss) => lossSentence(loss, first))];
}

function ownReasons(first: Contender, completed: readonly Contender[]): ReadonlyMap<string, string> {
  const won = winSentence(first, completed.at(-1) as Contender).map((sentence) => [first.label, sentence] as const);
  const lost = completed.flatMap((each) => {
    const loss = lossOf(each, first);
    return loss === null ? [] : [[each.label, lossSentence(loss, first)] as const];
  });
  return new Map([...won, ...lost]);
}

/** What brought the first one to the front of the last: what it did at the same time, or what it waited less for. */
function winSentence({ label, metrics }: Contender, last: Contender): readonly string[] {
  const isWider = metrics.parallel && metrics.utilization > last.metrics.utilization * SLIGHT;
  const average = `${formatDecimal(metrics.utilization)} of ${metrics.cores.length} on average`;
  const waits = `${formatDuration(outsideOf(metrics))} of waiting in ${formatDuration(metrics.makespan)}`;
  const isOverlap = overlaps(metrics) && !overlaps(last.metrics);
  // Less than one core's worth is not what a run that waits was won by.
  const reasons = [
    ...(isWider && (metrics.utilization > 1 || !isOverlap)
      ? [`it computed on several cores at once (${average})`]
      : []),
    ...(isOverlap ? [`its tasks waited outside at the same time (${waits})`] : []),
  ];
  if (reasons.length > 0) return [`${capital(label)} won because ${reasons.join(", and ")}.`];
  const loss = lossOf(last, { metrics });
  return loss === null ? [] : [`${capital(label)} won because its tasks waited less ${WAITED_FOR[loss.kind]}.`];
}

const overlaps = (metrics: RunMetrics): boolean => outsideOf(metrics) > metrics.makespan * OVERLAP;

const outsideOf = ({ tasks }: RunMetrics): Ns => (waitedFor(tasks, "io") + waitedFor(tasks, "timer")) as Ns;

const waitedFor = (tasks: RunMetrics["tasks"], kind: WaitingPhase): number =>
  tasks.reduce((sum, task) => sum + (task.parent === null ? task.waiting[kind] : 0), 0);

/** What a slower run's tasks waited for more than the first one's, and by how much more than for anything else. */
interface Loss {
  readonly loser: Contender;
  readonly kind: WaitingPhase;
  /** All its tasks' waits of this kind together, and how much more that is than the first one's. */
  readonly time: Ns;
  readonly more: number;
}

const KINDS: readonly WaitingPhase[] = ["gil", "start", "loop", "core", "lock", "queue", "result"];

function lossOf(loser: Contender, first: Pick<Contender, "metrics">): Loss | null {
  if (loser.metrics.makespan < first.metrics.makespan * SLIGHT) return null;
  let loss: Loss | null = null;
  for (const kind of KINDS) {
    const time = waitedFor(loser.metrics.tasks, kind) as Ns;
    const more = time - waitedFor(first.metrics.tasks, kind);
    if (more > (loss?.more ?? 0)) loss = { loser, kind, time, more };
  }
  return loss;
}

const WAITED_FOR: Readonly<Record<string, string>> = {
  gil: "for the GIL",
  start: "for their turn",
  loop: "for the event loop",
  core: "for a core",
  lock: "for locks",
  queue: "for queues",
  result: "for results",
};

/** Why one waits for this. */
const BECAUSE: Readonly<Record<string, string>> = {
  gil: "which lets one thread run Python at a time",
  start: "because one comes after the other",
  loop: "which runs one of them at a time",
  core: "because there are more threads than cores",
  lock: "which one holds at a time",
  queue: "which somebody has to fill",
  result: "which somebody else had to work out",
};

function lossSentence({ loser, kind, time }: Loss, first: Contender): string {
  const { label, metrics } = loser;
  const ratio = formatRatio(metrics.makespan / first.metrics.makespan);
  const start = `${capital(label)} took ${ratio} as long as the first`;
  if (kind === "start" && metrics.concurrent) {
    return `${start}: its tasks waited ${formatDuration(time)} to be begun, because threads and processes take time to start.`;
  }
  return `${start}: its tasks waited ${formatDuration(time)} ${WAITED_FOR[kind]}, ${BECAUSE[kind]}.`;
}
