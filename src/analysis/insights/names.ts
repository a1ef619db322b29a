import { formatCount } from "../../base/quantities.ts";
import { type Ns, ZERO } from "../../base/time.ts";
import { endOf, type Trace } from "../../trace/trace.ts";

export const taskName = (trace: Trace, task: number): string => trace.tables.tasks[task]?.name ?? `task ${task}`;

/** The task a thread was made for, or the thread itself, by name. */
export function threadName(trace: Trace, thread: number): string {
  const facts = trace.tables.threads[thread];
  if (facts === undefined) return `thread ${thread}`;
  return facts.role === "task" && facts.task !== null ? taskName(trace, facts.task) : facts.name;
}

/** `Ann`, `Ann and Bob`, `Ann, Bob and Cat`, `Ann, Bob and 7 others`. */
export function listed(names: readonly string[]): string {
  if (names.length === 0) return "nobody";
  if (names.length === 1) return names[0] as string;
  if (names.length > 4) return `${names.slice(0, 2).join(", ")} and ${formatCount(names.length - 2)} others`;
  return `${names.slice(0, -1).join(", ")} and ${names[names.length - 1]}`;
}

export const plural = (count: number, noun: string, many = `${noun}s`): string =>
  `${formatCount(count)} ${count === 1 ? noun : many}`;

/**
 * How long a waiter of this run waits before it asks for the GIL; null where there is no GIL, or one that counts ticks as CPython 2 does.
 * Where it was changed on the way, the one that held longest.
 */
export function switchIntervalOf(trace: Trace): Ns | null {
  const { header, tables } = trace;
  const first = tables.gils.length === 0 ? null : (header.python?.switchInterval ?? null);
  if (first === null || !header.whatIf.some((each) => "interval" in each)) return first;
  const changes = header.whatIf.flatMap((each) => ("interval" in each ? [each] : [])).toSorted((a, b) => a.at - b.at);
  const end = endOf(trace);
  const rules = [{ at: ZERO, interval: first }, ...changes].map(({ at, interval }, index) => {
    const until = Math.min(end, changes[index]?.at ?? end);
    return { interval, length: until - Math.min(at, end) };
  });
  return rules.reduce((longest, rule) => (rule.length > longest.length ? rule : longest)).interval;
}

/** `once`, `twice`, `1 351 times`. */
export const times = (count: number): string =>
  count === 1 ? "once" : count === 2 ? "twice" : `${formatCount(count)} times`;
