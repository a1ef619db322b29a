/**
 * Where the kernel takes one of several threads: a core its next one, a wake-up its next waiter.
 *
 * Each such place is counted; who is taken is the policy's or the queue's own answer, unless an override names another candidate. Who
 * the candidates were is written down only where it is asked for: a run is deterministic, so it can be asked again.
 */
import { nearest, UserError } from "../../base/errors.ts";
import { formatDuration, type Ns } from "../../base/time.ts";
import { schedMigrated } from "../../trace/event.ts";
import type { Choice } from "../../trace/what-if.ts";
import type { Agenda } from "./agenda.ts";
import type { Thread } from "./thread.ts";

/** At most so many candidates are looked at. */
export const MOST_CANDIDATES = 8;

/** At the choice of this number, the thread of this name. */
export interface Override {
  readonly choice: number;
  readonly take: string;
}

export class Chooser {
  /** For each choice how many events there were before it: the number of the event that comes of it. */
  readonly #before: number[] = [];
  /** When each override came to be. */
  readonly overridden = new Map<number, Ns>();
  readonly #takes: ReadonlyMap<number, string>;
  /** Of the next override; beyond all choices where there is none left. */
  #next: number;
  readonly #agenda: Pick<Agenda, "log" | "now">;
  readonly #nameOf: (thread: number) => string;
  readonly #written: Omit<Choice, "seq">[] | null;

  /** @param writes whether candidates are written down */
  constructor(
    agenda: Pick<Agenda, "log" | "now">,
    nameOf: (thread: number) => string,
    overrides: readonly Override[],
    writes: boolean,
  ) {
    this.#agenda = agenda;
    this.#nameOf = nameOf;
    this.#takes = new Map(overrides.map(({ choice, take }) => [choice, take]));
    this.#next = this.#after(-1);
    this.#written = writes ? [] : null;
  }

  get count(): number {
    return this.#before.length;
  }

  /** Counts a choice. @returns whether it matters who the candidates are: then `take` must follow. */
  asks(): boolean {
    const number = this.#before.length;
    this.#before.push(this.#agenda.log.length);
    return this.#written !== null || number === this.#next;
  }

  /**
   * @param candidates in the order in which they would be taken, one at least
   * @throws UserError where an override names nobody among them
   */
  take(of: Choice["of"], candidates: readonly Thread[]): Thread {
    const number = this.count - 1;
    const taken = number === this.#next ? this.#named(number, candidates) : (candidates[0] as Thread);
    this.#written?.push({ of, candidates: candidates.map(({ id }) => id), taken: taken.id });
    return taken;
  }

  /** Of several threads that wait for the same thing, the one to wake: the first that waits still, where no other is named. */
  waiter(waiters: readonly Thread[]): Thread | undefined {
    let first: Thread | undefined;
    for (const thread of waiters) {
      if (thread.state !== "waiting") continue;
      if (first !== undefined) return this.asks() ? this.take("waiter", firstWaiting(waiters)) : first;
      first = thread;
    }
    return first;
  }

  /** For each choice the event that came of it: a thread that moves is switched in right after. */
  seqs(): readonly number[] {
    const { log } = this.#agenda;
    const last = log.length - 1;
    const moves = (seq: number): boolean => log.codeAt(seq) === schedMigrated.code;
    return this.#before.map((seq) => (seq < last && moves(seq) ? seq + 1 : Math.min(seq, last)));
  }

  /** Who was up for a choice, where that is written down. */
  written(number: number): Omit<Choice, "seq"> | undefined {
    return this.#written?.[number];
  }

  /** The number of the first override that never came to be, or null. */
  get missed(): number | null {
    return Number.isFinite(this.#next) ? this.#next : null;
  }

  #named(number: number, candidates: readonly Thread[]): Thread {
    const { now } = this.#agenda;
    const name = this.#takes.get(number) ?? "";
    const names = candidates.map(({ id }) => this.#nameOf(id));
    const taken = candidates[names.indexOf(name)];
    if (taken === undefined) {
      const near = nearest(name, names);
      const hint = near === undefined ? "" : `, did you mean ${near}?`;
      const place = `choice ${number} at ${formatDuration(now)}`;
      throw new UserError(`${place}: found "${name}", expected one of ${names.join(", ")}${hint}`);
    }
    this.overridden.set(number, now);
    this.#next = this.#after(number);
    return taken;
  }

  #after(number: number): number {
    let next = Number.POSITIVE_INFINITY;
    for (const choice of this.#takes.keys()) if (choice > number && choice < next) next = choice;
    return next;
  }
}

function firstWaiting(waiters: readonly Thread[]): readonly Thread[] {
  const found: Thread[] = [];
  for (const thread of waiters) {
    if (thread.state === "waiting" && found.push(thread) === MOST_CANDIDATES) break;
  }
  return found;
}
