/** How much of a run is looked at, and which part. */
import { formatDuration } from "../../base/time.ts";
import type { Lens } from "../frame/lens.ts";
import { always, type Command, when } from "./command.ts";
import type { Change, Session } from "./state.ts";
import { stepsToWatch, wholeOrBack, zoomed } from "./zoom.ts";

const seen = (session: Session, lens: Partial<Lens>): Change => ({ set: { lens: { ...session.lens, ...lens } } });

/** The new lens; where a page would be over before anybody sees it, how to play it slower. */
function zoom(session: Session, steps: number): Change {
  const lens = zoomed(session, steps) ?? session.lens;
  const slower = lens.span === null ? 0 : stepsToWatch(lens.span, session.speed);
  if (steps < 0 || slower === 0 || lens.span === null) return seen(session, lens);
  const message = `a page shows ${formatDuration(lens.span)}, which is over at once at this speed: ${slower}[ plays it slower`;
  return { set: { ...seen(session, lens).set, message } };
}

/** A fold has something to bring together. */
const FOLDS = ["none", "process", "state"] as const;

function folded({ run, lens }: Session): Lens["fold"] {
  const folds = FOLDS.filter((fold) => fold !== "process" || run.processes > 1);
  return folds[(folds.indexOf(lens.fold) + 1) % folds.length] ?? "none";
}

function scrolled(session: Session, rows: number): number {
  const { tasks, ended } = session.run.listed(session.cursor, session.lens.filter);
  return Math.min(Math.max((session.lens.top ?? ended) + rows, 0), Math.max(0, tasks.length - 1));
}

const canScroll =
  (rows: number) =>
  (session: Session): true | string => {
    if (session.lens.fold === "state") return "the tasks are counted by state: t lists them";
    if (scrolled(session, rows) !== (session.lens.top ?? -1)) return true;
    return rows > 0 ? "this is the end of the list" : "this is the beginning of the list";
  };

export const lensCommands: readonly Command[] = [
  {
    id: "zoom.in",
    keys: ["z"],
    title: "zoom in at the cursor",
    row: "zoom in, out",
    group: "look",
    enabled: (session) => (zoomed(session, 1) === undefined ? "it goes no nearer" : true),
    run: (session, count) => zoom(session, count ?? 1),
  },
  {
    id: "zoom.out",
    keys: ["Z"],
    title: "zoom out",
    row: "zoom in, out",
    group: "look",
    enabled: (session) => (zoomed(session, -1) === undefined ? "all of the run is on this page" : true),
    run: (session, count) => zoom(session, -(count ?? 1)),
  },
  {
    id: "zoom.whole",
    keys: ["a"],
    title: "all of the run on one page, or back",
    row: "all of it, or back",
    group: "look",
    enabled: (session) => (wholeOrBack(session) === undefined ? "all of the run is on this page" : true),
    run: (session) => seen(session, wholeOrBack(session) ?? {}),
  },
  {
    id: "filter.ask",
    keys: ["/"],
    title: "show only some tasks: a name, a state, a process",
    row: "show only some",
    group: "look",
    enabled: always,
    run: () => ({ set: { mode: { kind: "prompt", asks: "filter", text: "" }, playing: false } }),
  },
  {
    id: "fold.next",
    keys: ["t"],
    title: "bring together: by process, by state, not",
    row: "by process, state",
    group: "look",
    enabled: always,
    run: (session) => seen(session, { fold: folded(session), top: null }),
  },
  {
    id: "follow.toggle",
    keys: ["f"],
    title: "follow the selected task: step over its events only",
    row: "follow the task",
    group: "look",
    enabled: when(({ selected }) => selected !== null, "select a task with j or k first"),
    run: (session) => ({ set: { ...seen(session, { follow: !session.lens.follow, top: null }).set, why: 0 } }),
  },
  {
    id: "list.down",
    keys: ["J"],
    title: "scroll the list down",
    row: "scroll down, up",
    group: "look",
    enabled: canScroll(1),
    run: (session, count) => seen(session, { top: scrolled(session, count ?? 1) }),
  },
  {
    id: "list.up",
    keys: ["K"],
    title: "scroll the list up",
    row: "scroll down, up",
    group: "look",
    enabled: canScroll(-1),
    run: (session, count) => seen(session, { top: scrolled(session, -(count ?? 1)) }),
  },
];
