/** Why, at length: the chain of causes as a ladder, what each task waited for and who kept it waiting, and the waits in figures. */
import { blameOf, type Blame as Judged } from "../../analysis/blame/blame.ts";
import type { WaitSpan } from "../../analysis/blame/wait-list.ts";
import { explains } from "../../analysis/narration/chain.ts";
import { atMost, minus, NEVER, type Ns, ZERO } from "../../base/time.ts";
import type { WaitingPhase } from "../../trace/metrics.ts";
import { hasEnded, type TaskState } from "../../trace/world.ts";
import { type Crowd, crowdsAt } from "./crowds.ts";
import type { Phrase, TaskRow, Tile } from "./frame.ts";
import type { Lens } from "./lens.ts";
import type { Moment } from "./moment.ts";
import type { PreparedRun } from "./prepared.ts";
import { whatOf } from "./waited-for.ts";
import { phrasesOf } from "./why.ts";

/** One cause of the chain. */
export interface Rung {
  readonly seq: number;
  readonly time: Ns;
  /** How long before the event that it brought about; null for the cursor's own event, which is no cause. */
  readonly before: Ns | null;
  readonly phrases: readonly Phrase[];
  /** Whether the explanation stands here. */
  readonly chosen: boolean;
}

/** Somebody's share of a wait. */
export interface WaitShare {
  readonly tile: Tile;
  readonly time: Ns;
}

/** A wait of a task, still going on or its last one that was felt. */
export interface WaitRow {
  readonly tile: Tile;
  readonly selected: boolean;
  readonly kind: WaitingPhase;
  /** `the GIL`, `the network`, the name of a lock or a queue; empty where the kind says it. */
  readonly what: string;
  readonly length: Ns;
  /** The largest first. */
  readonly shares: readonly WaitShare[];
  /** The rest of the wait. With the shares it makes up the length. */
  readonly nobody: Ns;
  /** What ended it, and when; null while it lasts. */
  readonly end: { readonly time: Ns; readonly phrases: readonly Phrase[] } | null;
}

/** All waits of a kind up to the cursor, of the tasks that are looked at; there is one for every kind that the run ever has. */
export interface WaitTotal {
  readonly kind: WaitingPhase;
  readonly total: Ns;
  /** How many tasks waited so. */
  readonly tasks: number;
  /** The part of each of them, in order; of very many, the longest parts first and no others. */
  readonly shares: readonly WaitShare[];
}

export interface Blame {
  /** The newest first; it begins at the cursor's event, or a little before the chosen cause where that is far back. */
  readonly chain: readonly Rung[];
  /** How many causes nearer to the cursor's event are left out of it. */
  readonly skipped: number;
  /** Tasks that are looked at and have waited at all, in their order; of many, those that wait now and the selected one first. */
  readonly waits: readonly WaitRow[];
  readonly more: number;
  /** Those that wait now, brought together where the lens brings tasks together; null where it does not. */
  readonly crowds: readonly Crowd[] | null;
  /** What there ever is to wait for in this run, each kind with the longest name of its things: a column needs no more room. */
  readonly purposes: readonly Pick<WaitRow, "kind" | "what">[];
  readonly totals: readonly WaitTotal[];
}

/** Rungs of the ladder in one frame, and how many stay above the chosen one. */
const RUNGS = 40;
const ABOVE = 2;
/** Rows of waits in one frame. */
const WAITS = 16;
/** Tasks told by name in one row of totals; of more, those that waited longest. */
const TOLD = 64;
/** How far back a wait is looked for that was felt, and what share of the longest of them is felt. */
const BACK = 8;
const FELT = 1 / 10;

export function blameAt(moment: Moment, seq: number, options: BlameOptions): Blame {
  const rows = waitsAt(moment, seq, options);
  const chain = chainAt(moment, seq, options.whySeq ?? seq);
  const { fold, people } = options;
  const crowds = fold === "none" ? null : crowdsAt(moment, seq, people, fold === "process");
  return { ...chain, ...rows, crowds, purposes: purposesOf(moment.run), totals: totalsAt(moment, options.only) };
}

interface BlameOptions {
  readonly whySeq: number | null;
  readonly selectedTask: number | null;
  /** The tasks that are looked at; null for all of them. */
  readonly only: ReadonlySet<number> | null;
  /** The same, as rows. */
  readonly people: readonly TaskRow[];
  readonly fold: Lens["fold"];
}

function purposesOf(run: PreparedRun): Blame["purposes"] {
  const longest = (names: readonly string[]): number =>
    names.reduce((best, name, index) => (name.length > (names[best]?.length ?? 0) ? index : best), 0);
  const { devices, locks, queues } = run.names;
  const things: Partial<Record<WaitingPhase, readonly string[]>> = { io: devices, lock: locks, queue: queues };
  return run.waits.kinds.map((kind) => ({ kind, what: whatOf(run, { kind, object: longest(things[kind] ?? []) }) }));
}

function chainAt({ run, world }: Moment, seq: number, chosen: number): Pick<Blame, "chain" | "skipped"> {
  const { log } = run.trace;
  const seqs: number[] = [];
  let depth = -1;
  for (let at: number | null = seq < 0 ? null : seq; at !== null; at = explains(run.trace, at)) {
    if (at === chosen) depth = seqs.length;
    seqs.push(at);
    if (depth >= 0 && seqs.length >= depth + RUNGS) break;
  }
  const skipped = seqs.length <= RUNGS ? 0 : Math.max(0, depth - ABOVE);
  const chain = seqs.slice(skipped, skipped + RUNGS).map((at, index): Rung => {
    const effect = seqs[skipped + index - 1];
    return {
      seq: at,
      time: log.timeAt(at),
      before: effect === undefined ? null : minus(log.timeAt(effect), log.timeAt(at)),
      phrases: phrasesOf(run, at, "technical", at === seq ? world : undefined),
      chosen: at === chosen,
    };
  });
  return { chain, skipped };
}

function waitsAt(
  moment: Moment,
  seq: number,
  { selectedTask: selected, only }: BlameOptions,
): Pick<Blame, "waits" | "more"> {
  const { run, world } = moment;
  const candidates: number[] = [];
  const later: number[] = [];
  for (const [task, state] of world.tasks.entries()) {
    if (only !== null && !only.has(task)) continue;
    if (state.phase === "pending" || run.waits.tasks[task]?.begunBy(seq) === 0) continue;
    if (task === selected || !hasEnded(state.phase)) candidates.push(task);
    else later.push(task);
  }
  const wanted = new Set([...(selected === null ? [] : [selected]), ...candidates, ...later.reverse()].slice(0, WAITS));
  const waits: WaitRow[] = [];
  for (const task of [...wanted].sort((a, b) => a - b)) {
    const row = waitOf(moment, seq, task, task === selected);
    if (row !== null) waits.push(row);
  }
  return { waits, more: candidates.length + later.length - waits.length };
}

function waitOf({ run, now }: Moment, seq: number, task: number, selected: boolean): WaitRow | null {
  const list = run.waits.tasks[task];
  const begun = list?.begunBy(seq) ?? 0;
  if (list === undefined || begun === 0) return null;
  const last = list.at(begun - 1);
  const isOver = (wait: WaitSpan): boolean => wait.ended >= 0 && wait.ended <= seq;
  const wait = isOver(last) ? lastFelt(list, begun) : last;
  const to = isOver(wait) ? wait.to : atMost(now, wait.to);
  const judged: Judged = blameOf(run.evidence, task, wait, to);
  return {
    tile: run.tiles.tasks[task] as Tile,
    selected,
    kind: wait.kind,
    what: whatOf(run, wait),
    length: judged.length,
    shares: judged.shares.map((share) => ({ tile: run.tileOn(share.thread ?? 0, share.task), time: share.time })),
    nobody: judged.nobody,
    end: isOver(wait) ? { time: wait.to, phrases: phrasesOf(run, wait.ended, "technical") } : null,
  };
}

/** The last wait that is long enough beside the ones before it. */
function lastFelt(list: { at(index: number): WaitSpan }, begun: number): WaitSpan {
  const recent = Array.from({ length: Math.min(BACK, begun) }, (_, back) => list.at(begun - 1 - back));
  const longest = recent.reduce((most, { from, to }) => Math.max(most, to - from), 0);
  return recent.find(({ from, to }) => to - from >= longest * FELT) as WaitSpan;
}

/** Booked time and the present wait, by kind: at the end of the run what its figures say. */
function totalsAt({ run, world, now }: Moment, only: ReadonlySet<number> | null): WaitTotal[] {
  return run.waits.kinds.map((kind): WaitTotal => {
    const shares: WaitShare[] = [];
    let total = 0;
    let tasks = 0;
    for (const [task, state] of world.tasks.entries()) {
      const time = waitedFor(state, kind, now);
      if (time === 0 || (only !== null && !only.has(task))) continue;
      total += time;
      tasks++;
      shares.push({ tile: run.tiles.tasks[task] as Tile, time });
    }
    const longest = shares.length <= TOLD ? shares : shares.sort((a, b) => b.time - a.time).slice(0, TOLD);
    return { kind, total: total as Ns, shares: longest, tasks };
  });
}

export function waitedFor(task: TaskState, kind: WaitingPhase, now: Ns): Ns {
  const booked = task.waited[kind] ?? 0;
  return (booked + (task.phase === kind && now < NEVER ? Math.max(ZERO, now - task.since) : 0)) as Ns;
}
