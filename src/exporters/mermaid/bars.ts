/** The bars of a chart: what is too short to be seen is drawn together with its neighbours. */
import { taskName, threadName } from "../../analysis/insights/names.ts";
import type { SpanKind, SpanTrack } from "../../trace/span-track.ts";
import type { Trace } from "../../trace/trace.ts";

export interface Bar {
  readonly from: number;
  readonly to: number;
  readonly label: string;
  /** `active` runs, `crit` could run and may not, `done` waits for what others do. */
  readonly tag: "active" | "crit" | "done";
  /** How many neighbours it stands for. */
  readonly spans: number;
}

const WAITS: Readonly<Partial<Record<SpanKind, readonly [label: string, tag: Bar["tag"]]>>> = {
  gil: ["waits for the GIL", "crit"],
  core: ["waits for a core", "crit"],
  loop: ["waits for its turn", "crit"],
  lock: ["waits for a lock", "crit"],
  start: ["waits to be taken up", "done"],
  io: ["I/O", "done"],
  timer: ["sleeps", "done"],
  other: ["waits for others", "done"],
};

/** A core's bars: who ran on it, whatever code it was. */
export const coreBars = (trace: Trace, track: SpanTrack): readonly Bar[] =>
  barsOf(track, ({ task, thread }) => {
    const who = task !== null ? taskName(trace, task) : thread === null ? "nobody" : threadName(trace, thread);
    return [who, "active"];
  });

/** A task's bars: what it did and waited for. */
export const taskBars = (track: SpanTrack): readonly Bar[] =>
  barsOf(track, ({ kind }) => WAITS[kind] ?? ["runs", "active"]);

type Span = ReturnType<SpanTrack["at"]>;

/** Neighbours of one label that adjoin are one. */
function barsOf(track: SpanTrack, nameOf: (span: Span) => readonly [label: string, tag: Bar["tag"]]): readonly Bar[] {
  const bars: Bar[] = [];
  for (let index = 0; index < track.length; index++) {
    const span = track.at(index);
    const [label, tag] = nameOf(span);
    const last = bars.at(-1);
    if (last?.label === label && last.to === span.from) bars[bars.length - 1] = { ...last, to: span.to };
    else bars.push({ from: span.from, to: span.to, label, tag, spans: 1 });
  }
  return bars;
}

/** A bar under construction: for how long it was what. */
interface Drawn extends Bar {
  readonly shares: ReadonlyMap<string, { readonly time: number; readonly tag: Bar["tag"] }>;
}

/** The same, with bars shorter than `least` drawn with the one beside them, where less than that is between them. */
export function mergeBars(bars: readonly Bar[], least: number): readonly Bar[] {
  const merged: Drawn[] = [];
  for (const bar of bars) {
    const last = merged.at(-1);
    const here = { ...bar, shares: new Map([[bar.label, { time: bar.to - bar.from, tag: bar.tag }]]) };
    const isBeside = last !== undefined && bar.from - last.to < least;
    const isShort = bar.to - bar.from < least;
    if (isBeside && (isShort || last.to - last.from < least || last.label === bar.label)) {
      merged[merged.length - 1] = together(last, here);
    } else merged.push(here);
  }
  return merged;
}

/** What counts for at least this share of a bar's time is its name alone. */
const NEARLY_ALL = 0.8;

function together(one: Drawn, other: Drawn): Drawn {
  const shares = new Map(one.shares);
  for (const [label, { time, tag }] of other.shares) {
    shares.set(label, { time: (shares.get(label)?.time ?? 0) + time, tag });
  }
  const sorted = [...shares].sort(([, a], [, b]) => b.time - a.time);
  const [most, second] = sorted as [(typeof sorted)[number], (typeof sorted)[number] | undefined];
  const all = sorted.reduce((sum, [, { time }]) => sum + time, 0);
  const isAlone = second === undefined || most[1].time >= NEARLY_ALL * all;
  const label = isAlone ? most[0] : `${most[0]} and ${sorted.length > 2 ? "others" : second[0]}`;
  return { from: one.from, to: other.to, label, tag: most[1].tag, spans: one.spans + other.spans, shares };
}
