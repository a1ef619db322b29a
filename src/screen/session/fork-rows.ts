/** What can be otherwise from the cursor on: the rows of the fork panel, each with its values and the fork that each value is. */
import { formatDuration, type Ns } from "../../base/time.ts";
import { type WhatIf, whatIfWords } from "../../trace/what-if.ts";
import { CORES, INTERVALS } from "./knobs.ts";
import type { ChoiceAt, Session } from "./state.ts";

export interface ForkRow {
  readonly title: string;
  /** The values there are, in order, as text. */
  readonly values: readonly string[];
  /** The one that holds as it is. */
  readonly present: number;
  /** The choice, where the row is about who is next. */
  readonly choice: ChoiceAt | null;
  change(value: number): WhatIf;
}

/** How an operation's length can be changed: to so many times what it is. */
const FACTORS = [0, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20];

export function forkRows({ run, cursor }: Session): readonly ForkRow[] {
  const { cores, interval, devices } = run.presentAt(cursor);
  const at = cursor.time;
  const rows: ForkRow[] = [
    ladder("cores", CORES, cores, String, (value) => ({ at, cores: value })),
    ...(interval === null
      ? []
      : [ladder("switch interval", INTERVALS, interval, formatDuration, (value) => ({ at, interval: value }))]),
    ...devices.map(({ name, latency }) => {
      const lengths = FACTORS.map((factor) => Math.round(latency * factor) as Ns);
      return ladder(name, lengths, latency, formatDuration, (length) => ({ at, io: { on: name, for: length } }));
    }),
  ];
  const next = choiceAhead(run, cursor.event);
  return next === null ? rows : [choiceRow(next, run.timeAt(next.event)), ...rows];
}

/** The choice at this event, or the next one after it; null where none is left. */
function choiceAhead(run: Session["run"], event: number): ChoiceAt | null {
  const { choices } = run;
  let low = 0;
  for (let high = choices.length; low < high; ) {
    const middle = (low + high) >>> 1;
    if ((choices[middle] as number) < event) low = middle + 1;
    else high = middle;
  }
  return low < choices.length ? run.choice(low) : null;
}

function choiceRow(choice: ChoiceAt, at: Ns): ForkRow {
  const { candidates, number, taken } = choice;
  return {
    title: "who is next",
    values: candidates.map(({ tile }) => tile.name),
    present: taken,
    choice,
    change: (value) => ({ at, choice: number, take: candidates[value]?.name ?? "" }),
  };
}

/** The steps of a ladder with what holds now among them. */
function ladder<Value extends number>(
  title: string,
  steps: readonly Value[],
  present: Value,
  words: (value: Value) => string,
  change: (value: Value) => WhatIf,
): ForkRow {
  const all = [...new Set([...steps, present])].sort((one, other) => one - other);
  return {
    title,
    values: all.map(words),
    present: all.indexOf(present),
    choice: null,
    change: (value) => change(all[value] as Value),
  };
}

/** The run's forks with one more: a later choice was one of another future, and an earlier answer to the same one is replaced. */
export function withChange(whatIf: readonly WhatIf[], change: WhatIf): readonly WhatIf[] {
  return [...whatIf.filter((each) => !("choice" in each) || each.at < change.at), change];
}

/** One of two futures, in few words: from when on is seen where they part. */
export function futureLabel(change: WhatIf): string {
  if ("cores" in change) return `with ${change.cores} ${change.cores === 1 ? "core" : "cores"}`;
  if ("interval" in change) return `interval ${formatDuration(change.interval)}`;
  if ("io" in change) return `${change.io.on ?? "all I/O"} ${formatDuration(change.io.for)}`;
  return `${change.take} is next`;
}

/** How a run is forked, in words; empty where it is not. */
export function forkWords({ knobs }: Session): string {
  const last = knobs.whatIf.at(-1);
  if (last === undefined) return "";
  const others = knobs.whatIf.length - 1;
  return `what if: ${whatIfWords(last)}${others === 0 ? "" : `, and ${others} more`}`;
}
