/** Tasks that wait for something outside, side by side in as few rows as possible. */
import { SPAN_KINDS, SpanTrack } from "../../trace/span-track.ts";
import type { Spans } from "../../trace/spans.ts";

/** The most tracks; where more tasks wait at once, only their number can be shown. */
const BERTHS = 48;
const NOBODY = -1;

/** By kind of span: whether it is a wait for something outside. */
export const OUTSIDE: readonly boolean[] = SPAN_KINDS.map((kind) => kind === "io" || kind === "timer");

/** The tasks that ever wait for something outside, in order. */
export function parkersOf(spans: Spans): number[] {
  return spans.tasks.flatMap((track, task) => {
    for (let index = 0; index < track.length; index++) if (OUTSIDE[track.kindAt(index)]) return [task];
    return [];
  });
}

/** Every wait gets the first track that is free when it begins; a task keeps its last one where it can. */
export function berthsOf(spans: Spans, parkers: readonly number[]): SpanTrack[] {
  const waits: { from: number; to: number; task: number; kind: number }[] = [];
  for (const task of parkers) {
    const track = spans.tasks[task] as SpanTrack;
    for (let index = 0; index < track.length; index++) {
      const kind = track.kindAt(index);
      if (OUTSIDE[kind]) waits.push({ from: track.fromAt(index), to: track.toAt(index), task, kind });
    }
  }
  waits.sort((a, b) => a.from - b.from || a.task - b.task);
  const berths: SpanTrack[] = [];
  const free: number[] = [];
  const last = new Map<number, number>();
  for (const { from, to, task, kind } of waits) {
    const own = last.get(task);
    const kept = own !== undefined && (free[own] as number) <= from ? own : free.findIndex((until) => until <= from);
    const berth = kept < 0 ? berths.length : kept;
    if (berth === BERTHS) return [];
    if (berth === berths.length) berths.push(new SpanTrack());
    free[berth] = to;
    last.set(task, berth);
    (berths[berth] as SpanTrack).push(from, to, NOBODY, task, kind, "suspended", false);
  }
  return berths;
}
