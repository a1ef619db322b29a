/** Who came in when, and how much faster than whom: figures of finished runs side by side. */
import { formatRatio } from "../../base/quantities.ts";
import { formatDuration, type Ns } from "../../base/time.ts";
import type { RunMetrics } from "../../trace/metrics.ts";

/** One run of a comparison. */
export interface Contender {
  /** What people call it: a model, or what is otherwise in this run. */
  readonly label: string;
  /** The id of its model. */
  readonly model: string;
  /** Whether a Python runs it. */
  readonly python: boolean;
  readonly metrics: RunMetrics;
}

/** Those that came to the end at the same instant. */
export interface Place<One extends Contender = Contender> {
  /** 1 for the first; two who share it leave out the next one. */
  readonly place: number;
  readonly contenders: readonly One[];
  readonly makespan: Ns;
  /** Over the base; null where the base did not come to the end, or is the only one. */
  readonly speedUp: number | null;
}

/** What the others are measured by: blocking calls where they take part, and else the first. */
export const baseOf = <One extends Pick<Contender, "model">>(contenders: readonly One[]): One | undefined =>
  contenders.find(({ model }) => model === "blocking") ?? contenders[0];

/** How many times as fast as the base; null unless both were completed. */
export function speedUpOver(base: RunMetrics | undefined, metrics: RunMetrics): number | null {
  if (base === undefined || metrics.outcome !== "completed" || base.outcome !== "completed") return null;
  return metrics.makespan === 0 ? null : base.makespan / metrics.makespan;
}

/** Those that came to the end, the fastest first; what was not completed has no place. */
export function placesOf<One extends Contender>(contenders: readonly One[]): readonly Place<One>[] {
  const base = baseOf(contenders);
  const completed = contenders.filter(({ metrics }) => metrics.outcome === "completed");
  const times = [...new Set(completed.map(({ metrics }) => metrics.makespan))].sort((a, b) => a - b);
  return times.map((makespan) => {
    const same = completed.filter(({ metrics }) => metrics.makespan === makespan);
    const [first] = same;
    return {
      place: 1 + completed.filter(({ metrics }) => metrics.makespan < makespan).length,
      contenders: same,
      makespan,
      speedUp: first === undefined ? null : speedUpOver(base?.metrics, first.metrics),
    };
  });
}

/** `asyncio, in 58.2 ms, 7.1x as fast as blocking` */
export function resultOf({ contenders, makespan, speedUp }: Place, base: Contender | undefined): string {
  const result = `${contenders.map(({ label }) => label).join(" and ")}, in ${formatDuration(makespan)}`;
  if (base === undefined || speedUp === null || contenders.includes(base)) return result;
  return `${result}, ${formatRatio(speedUp)} as fast as ${base.label}`;
}
