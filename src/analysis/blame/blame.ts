/**
 * Who kept a task waiting: whoever had what it waited for, and for how long of its wait.
 *
 * Every moment of a wait is somebody's or nobody's, once: where several had what any of them could have given (workers of a pool, Ps), a
 * moment is shared out among them. So the shares and the rest always make up the whole wait.
 */
import type { Ns } from "../../base/time.ts";
import type { SpanTrack } from "../../trace/span-track.ts";
import type { Spans } from "../../trace/spans.ts";
import type { ThreadFacts, TraceTables } from "../../trace/trace.ts";
import type { WaitSpan } from "./wait-list.ts";
import type { Waits } from "./waits.ts";

/** Somebody, and how long of the wait is theirs. */
export interface Share {
  /** Null for a thread that works for no task. */
  readonly task: number | null;
  /** Null where the task is known. */
  readonly thread: number | null;
  readonly time: Ns;
}

export interface Blame {
  readonly length: Ns;
  /** The largest first. */
  readonly shares: readonly Share[];
  /** The rest: switching, wake-up latency, or a wait in which nobody is in the way. */
  readonly nobody: Ns;
}

/** What a wait is judged by. */
export interface Evidence {
  readonly tables: TraceTables;
  readonly spans: Spans;
  readonly waits: Waits;
}

const NONE = -1;

/**
 * Shares a wait of a task out, up to an instant where it still lasts.
 *
 * @param to an instant in the wait, or its end
 */
export function blameOf(evidence: Evidence, task: number, wait: WaitSpan, to: Ns = wait.to): Blame {
  const held = new Map<string, { task: number; thread: number; time: number }>();
  const book = (span: Held, time: number): void => {
    // A task is not in its own way: what it does in a wait of its own is part of the wait. Nor is who is at work on starting it.
    if (time <= 0 || span.task === task || (wait.kind === "start" && own !== null && span.task === NONE)) return;
    const key = span.task === NONE ? `thread ${span.thread}` : `${span.task}`;
    const share = held.get(key);
    if (share === undefined) held.set(key, { task: span.task, thread: span.thread, time });
    else share.time += time;
  };
  const own = ownThread(evidence, task);
  const tracks = holdersOf(evidence, task, wait);
  const [only] = tracks;
  if (tracks.length === 1 && only !== undefined) {
    for (const span of within(only, wait.from, to)) book(span, span.to - span.from);
  } else if (tracks.length > 1) {
    const spans = tracks.flatMap((track) => within(track, wait.from, to));
    shareOut(
      spans.filter((span) => span.task !== task),
      book,
    );
  }
  const length = Math.max(0, to - wait.from);
  const all = [...held.values()].sort((a, b) => b.time - a.time || a.task - b.task || a.thread - b.thread);
  const blamed = all.reduce((sum, { time }) => sum + time, 0);
  const optional = (id: number): number | null => (id === NONE ? null : id);
  return {
    length: length as Ns,
    shares: all.map((each) => ({ task: optional(each.task), thread: optional(each.thread), time: each.time as Ns })),
    nobody: (length - blamed) as Ns,
  };
}

/** Who could have let it go on: any one of these tracks' holders; none where nobody is in the way. */
function holdersOf(evidence: Evidence, task: number, { kind, object }: WaitSpan): readonly SpanTrack[] {
  const { tables, spans, waits } = evidence;
  const own = ownThread(evidence, task);
  const only = (track: SpanTrack | undefined): readonly SpanTrack[] => (track === undefined ? [] : [track]);
  const turnsOf = (...roles: readonly string[]): readonly SpanTrack[] =>
    waits.turns.filter((_, thread) => roles.includes(tables.threads[thread]?.role ?? ""));
  switch (kind) {
    case "gil":
      return only(spans.gils[object]);
    case "core":
      return only(spans.cores[object]);
    case "lock":
      return only(waits.locks[object]);
    case "loop":
      return tables.procs.length > 0 ? waits.procs : turnsOf("main");
    case "start":
      if (tables.procs.length > 0) return waits.procs;
      if (own !== null) return starters(evidence, own);
      return tables.executors.length > 0 ? turnsOf("worker") : turnsOf("main");
    default:
      return [];
  }
}

/** The thread that is made for a task alone. */
const ownThread = ({ tables }: Evidence, task: number): ThreadFacts | null =>
  tables.threads.find((thread) => thread.role === "task" && thread.task === task) ?? null;

/**
 * Who keeps a thread from being made: whoever has the GIL that the main thread needs to make it. A process of its own nobody keeps from it.
 */
function starters({ tables, spans }: Evidence, own: ThreadFacts): readonly SpanTrack[] {
  const main = tables.threads.find(({ role }) => role === "main");
  const gils = [...tables.gils.keys()].filter((gil) => tables.gils[gil]?.process === own.process);
  if (main?.process !== own.process || gils.length !== 1) return [];
  return gils.flatMap((gil) => spans.gils[gil] ?? []);
}

interface Held {
  readonly from: number;
  readonly to: number;
  readonly task: number;
  readonly thread: number;
}

/** The part of a track between two instants. */
function within(track: SpanTrack, from: number, to: number): Held[] {
  const held: Held[] = [];
  for (let index = track.firstEndingAfter(from); index < track.length && track.fromAt(index) < to; index++) {
    const task = track.taskAt(index);
    held.push({
      from: Math.max(from, track.fromAt(index)),
      to: Math.min(to, track.toAt(index)),
      task,
      // Who works for a task is told by that; most spans do, and there can be very many.
      thread: task === NONE ? (track.at(index).thread ?? NONE) : NONE,
    });
  }
  return held;
}

/** Each moment in equal parts to all who had something then; what does not divide goes to the first of them. */
function shareOut(spans: readonly Held[], book: (span: Held, time: number) => void): void {
  const begins = [...spans].sort((a, b) => a.from - b.from);
  const edges = [...new Set(spans.flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b);
  let next = 0;
  let open: Held[] = [];
  for (let index = 0; index + 1 < edges.length; index++) {
    const from = edges[index] as number;
    const time = (edges[index + 1] as number) - from;
    open = open.filter(({ to }) => to > from);
    while (next < begins.length && (begins[next] as Held).from <= from) open.push(begins[next++] as Held);
    const part = Math.floor(time / Math.max(1, open.length));
    open.forEach((span, nth) => {
      book(span, nth === 0 ? time - part * (open.length - 1) : part);
    });
  }
}
