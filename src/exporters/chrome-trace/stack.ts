/** What lies on a track: slices in slices, written as begins and ends where it changes. */
import type { Ns } from "../../base/time.ts";
import type { Place } from "./tracks.ts";

export interface Slice {
  /** Two slices with one key are the same slice going on. */
  readonly key: string;
  readonly name: string;
  readonly category: string;
  /** One of the viewer's colour names. */
  readonly colour?: string;
  readonly args?: Readonly<Record<string, unknown>>;
  /** Whether the events say how it ended: a state, not the step it is part of. */
  readonly isState?: true;
}

/** Microseconds with their three decimals, in digits: no rounding on the way. */
export function stamp(time: Ns): string {
  const rest = time % 1000;
  const whole = (time - rest) / 1000;
  return rest === 0 ? String(whole) : `${whole}.${String(rest).padStart(3, "0")}`;
}

/** The beginning of an event's line: what, where, when. */
export const head = (phase: string, { pid, tid }: Place, time: Ns): string =>
  `{"ph":"${phase}","pid":${pid},"tid":${tid},"ts":${stamp(time)}`;

export class Stack {
  readonly place: Place;
  #written: readonly Slice[] = [];

  constructor(place: Place) {
    this.place = place;
  }

  /** Whether a flow that begins or ends here would find a slice. */
  get isEmpty(): boolean {
    return this.#written.length === 0;
  }

  /**
   * The lines that make the track what it is now: ends, the innermost first, then begins.
   *
   * @param ended how the state it showed came to its end.
   * @param event that it changed with.
   */
  change(now: readonly Slice[], time: Ns, event: number, ended: string | undefined): readonly string[] {
    const before = this.#written;
    let same = 0;
    while (same < before.length && same < now.length && before[same]?.key === now[same]?.key) same++;
    if (same === before.length && same === now.length) return [];
    const lines: string[] = [];
    for (let depth = before.length - 1; depth >= same; depth--) {
      const isTold = ended !== undefined && before[depth]?.isState === true;
      const end = isTold ? `,"args":{"ended":${JSON.stringify(ended)}}` : "";
      lines.push(`${head("E", this.place, time)}${end}}`);
    }
    for (let depth = same; depth < now.length; depth++) lines.push(this.#begin(now[depth] as Slice, time, event));
    this.#written = now;
    return lines;
  }

  #begin({ name, category, colour, args }: Slice, time: Ns, event: number): string {
    const facts = JSON.stringify({
      name,
      cat: category,
      ...(colour === undefined ? {} : { cname: colour }),
      args: { event, ...args },
    });
    return `${head("B", this.place, time)},${facts.slice(1)}`;
  }
}
