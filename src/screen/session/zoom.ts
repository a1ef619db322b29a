/** How much of a run a page shows: steps from 10 us to all of it. */
import { NEVER, type Ns, us } from "../../base/time.ts";
import type { Lens } from "../frame/lens.ts";
import { turn } from "./knobs.ts";
import { type Speed, slowerThan } from "./speeds.ts";
import type { Run, Session } from "./state.ts";

/** 10 us to 500 s in steps of 1, 2, 5. */
const SPANS: readonly Ns[] = [10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8].flatMap((decade) => [
  us(decade),
  us(2 * decade),
  us(5 * decade),
]);

/** Whether a page shows all of the run. */
export const isWhole = ({ page, end }: Run, { span }: Lens): boolean => (span ?? page) > end;

/** A step nearer shows at least so much less than the run's own page. */
const NEARER = 1.2;

/**
 * The lens so many steps nearer (or, negative, farther): the steps below what the run's own page shows, that page, and all of the run.
 * Undefined at either end.
 */
export function zoomed({ run, lens, cursor }: Session, steps: number): Lens | undefined {
  const { page, end } = run;
  const all = (end + 1) as Ns;
  const ladder = [...SPANS.filter((span) => span * NEARER <= Math.min(page, all)), page, ...(page > end ? [] : [all])];
  const span = turn(ladder, Math.min(lens.span ?? page, Math.max(page, all)), -steps);
  if (span === undefined) return undefined;
  if (span === page) return { ...lens, span: null, anchor: null, before: null };
  if (span === all) return { ...lens, span: NEVER, anchor: null, before: null };
  return { ...lens, span: span as Ns, anchor: cursor.time, before: null };
}

/** All of the run on one page, or as it was looked at before that. Undefined where the run's own page shows all of it anyway. */
export function wholeOrBack({ run, lens, cursor }: Session): Lens | undefined {
  if (!isWhole(run, lens)) {
    return { ...lens, span: run.page > run.end ? null : NEVER, anchor: null, before: lens.span };
  }
  if (lens.span === null && lens.before === null) return undefined;
  return { ...lens, span: lens.before, anchor: lens.before === null ? null : cursor.time, before: null };
}

/** A page that is over sooner cannot be watched; in seconds. */
const WATCHABLE = 1;
/** What a slower speed should make of it, at least. */
const WANTED = 4;

/** At how many steps slower a page can be watched; 0 where it can be now. */
export function stepsToWatch(span: Ns, speed: Speed): number {
  const seconds = ({ factor }: Speed): number => span / 1e9 / factor;
  if (seconds(speed) >= WATCHABLE) return 0;
  const slower = slowerThan(speed);
  return (
    slower.length -
    Math.max(
      0,
      slower.findLastIndex((each) => seconds(each) >= WANTED),
    )
  );
}
