/** Playing, stepping, jumping, and following the chain of causes. */
import { ns, plus } from "../../base/time.ts";
import { always, type Command, when } from "./command.ts";
import {
  atEvent,
  atTime,
  causeBack,
  isAtEnd,
  nextOf,
  type Place,
  placed,
  previousOf,
  START,
  stepBack,
  stepForward,
} from "./cursor.ts";
import { faster, fasterThan, slowerThan } from "./speeds.ts";
import type { Change, Cursor, Run, Session } from "./state.ts";

/** A movement by hand stops the playing and the chain of causes. */
const moved = (place: Place): Change => ({ set: { ...place, playing: false, why: 0 } });
const jumped = (session: Session, cursor: Cursor): Change => moved(placed(session.run, cursor));

function steps(session: Session, count: number | null, step: (run: Run, place: Place) => Place | null): Change {
  let place: Place = session;
  for (let left = count ?? 1; left > 0; left--) {
    const next = step(session.run, place);
    if (next === null) break;
    place = next;
  }
  return moved({ cursor: place.cursor, rest: place.rest });
}

/** One event on, or to the next that concerns the task that is followed. */
function stepOn(session: Session): typeof stepForward {
  const own = followed(session);
  if (own === null) return stepForward;
  return (run, { cursor }) => {
    const event = nextOf(own, cursor, 1);
    return event === undefined ? null : { cursor: atEvent(run, event), rest: null };
  };
}

/** The opposite of it. */
function stepOff(session: Session): typeof stepBack {
  const own = followed(session);
  if (own === null) return stepBack;
  return (run, { cursor }) => {
    const event = previousOf(run, own, cursor, 1);
    return event === undefined ? null : { cursor: atEvent(run, event), rest: null };
  };
}

/** The events of the task that is followed, or null where none is. */
const followed = ({ run, lens, selected }: Session): ArrayLike<number> | null =>
  lens.follow && selected !== null ? run.eventsOf(selected) : null;

/** A pair of commands that walk a list of remarkable events. */
export function walk(
  list: (run: Run) => ArrayLike<number>,
  noun: string,
  words: string,
  keys: readonly [next: string, previous: string],
  missing: (run: Run) => string,
  arrived: (run: Run, event: number) => string | null = () => null,
): readonly Command[] {
  const next = ({ run, cursor }: Session, count: number) => nextOf(list(run), cursor, count);
  const previous = ({ run, cursor }: Session, count: number) => previousOf(run, list(run), cursor, count);
  const make = (verb: "next" | "previous", key: string, find: typeof next): Command => ({
    id: `${noun}.${verb}`,
    keys: [key],
    title: `${verb} ${words}`,
    row: `${words} back, on`,
    group: "move",
    enabled: (session) => {
      if (list(session.run).length === 0) return missing(session.run);
      return find(session, 1) === undefined ? `no ${words} ${verb === "next" ? "after" : "before"} this one` : true;
    },
    run: (session, count) => {
      const event = find(session, count ?? 1) ?? session.cursor.event;
      const change = jumped(session, atEvent(session.run, event));
      return { ...change, set: { ...change.set, message: arrived(session.run, event) } };
    },
  });
  return [make("previous", keys[1], previous), make("next", keys[0], next)];
}

/** Several findings may show first at one event: it is the places that are counted. */
function whichFinding({ findings }: Run, event: number): string {
  const place = Array.from(findings).indexOf(event) + 1;
  return `finding ${place} of ${findings.length}: this is where it shows first   i next   I previous`;
}

/** So much of the run a page key moves. */
const PAGE = 0.1;

function paged({ run, cursor }: Session, pages: number): Cursor {
  return atTime(run, plus(cursor.time, ns(Math.round(run.end * PAGE * pages))));
}

const notAtEnd = when(({ run, cursor }) => !isAtEnd(run, cursor), "this is the end of the run");
const notAtStart = when(({ cursor }) => cursor.event >= 0 || cursor.time > 0, "this is the beginning of the run");

export const moveCommands: readonly Command[] = [
  {
    id: "play.toggle",
    keys: ["space"],
    title: "play or pause",
    group: "play",
    enabled: always,
    run: (session) => {
      const { run, cursor } = session;
      if (session.playing || !isAtEnd(run, cursor)) return { set: { playing: !session.playing, why: 0 } };
      return { set: { ...placed(run, START), playing: true, why: 0 } };
    },
  },
  {
    id: "play.restart",
    keys: ["R"],
    title: "play from the beginning",
    group: "play",
    enabled: always,
    run: ({ run }) => ({ set: { ...placed(run, START), playing: true, why: 0 } }),
  },
  {
    id: "play.slower",
    keys: ["["],
    title: "slower",
    row: "slower, faster",
    group: "play",
    enabled: when(({ speed }) => slowerThan(speed).length > 0, "it cannot play slower"),
    run: ({ speed }, count) => ({ set: { speed: faster(speed, -(count ?? 1)), pace: null } }),
  },
  {
    id: "play.faster",
    keys: ["]"],
    title: "faster",
    row: "slower, faster",
    group: "play",
    enabled: when(({ speed }) => fasterThan(speed).length > 0, "it cannot play faster"),
    run: ({ speed }, count) => ({ set: { speed: faster(speed, count ?? 1), pace: null } }),
  },
  {
    id: "step.back",
    keys: ["left", "h"],
    title: "one event back",
    row: "one event back, on",
    group: "move",
    enabled: (session) => {
      if (stepOff(session)(session.run, session) !== null) return true;
      return session.lens.follow ? "nothing happened to this task before" : "this is the beginning of the run";
    },
    run: (session, count) => steps(session, count, stepOff(session)),
  },
  {
    id: "step.forward",
    keys: ["right", "l"],
    title: "one event on",
    row: "one event back, on",
    group: "move",
    enabled: (session) => {
      if (stepOn(session)(session.run, session) !== null) return true;
      return session.lens.follow ? "nothing happens to this task any more" : "no event comes after this one";
    },
    run: (session, count) => steps(session, count, stepOn(session)),
  },
  ...walk(
    (run) => run.switches,
    "switch",
    "context switch",
    ["n", "N"],
    () => "nothing was switched in this run",
  ),
  ...walk(
    (run) => run.handovers,
    "handover",
    "GIL hand-over",
    [".", ","],
    (run) => (run.hasGil ? "the GIL never changes hands in this run" : "this model has no GIL"),
  ),
  ...walk(
    (run) => run.findings,
    "finding",
    "finding",
    ["i", "I"],
    () => "there is nothing to be learnt from this run",
    whichFinding,
  ),
  {
    id: "page.back",
    keys: ["pageup"],
    title: "a tenth of the run back",
    row: "a tenth back, on",
    group: "move",
    enabled: notAtStart,
    run: (session, count) => jumped(session, paged(session, -(count ?? 1))),
  },
  {
    id: "page.forward",
    keys: ["pagedown"],
    title: "a tenth of the run on",
    row: "a tenth back, on",
    group: "move",
    enabled: notAtEnd,
    run: (session, count) => jumped(session, paged(session, count ?? 1)),
  },
  {
    id: "start.go",
    keys: ["g", "home"],
    title: "to the beginning",
    row: "beginning, end",
    group: "move",
    enabled: always,
    run: (session, count) => jumped(session, count === null ? START : atEvent(session.run, count - 1)),
  },
  {
    id: "end.go",
    keys: ["G", "end"],
    title: "to the end",
    row: "beginning, end",
    group: "move",
    enabled: always,
    run: (session, count) =>
      jumped(session, count === null ? atTime(session.run, session.run.end) : atEvent(session.run, count - 1)),
  },
  {
    id: "place.ask",
    keys: [":"],
    title: "to a time (46ms), event (120) or share (50%)",
    row: "to a time, event or share",
    group: "move",
    enabled: always,
    run: () => ({ set: { mode: { kind: "prompt", asks: "place", text: "" }, playing: false } }),
  },
  {
    id: "cause.back",
    keys: ["w"],
    title: "why? one cause back",
    row: "one cause back, on",
    group: "why",
    enabled: ({ run, cursor, why }) => {
      if (cursor.event < 0) return "nothing has happened yet";
      return causeBack(run, cursor.event, why + 1) === null ? "here the chain of causes begins" : true;
    },
    run: ({ why }) => ({ set: { why: why + 1, playing: false } }),
  },
  {
    id: "cause.forward",
    keys: ["W"],
    title: "one cause forward",
    row: "one cause back, on",
    group: "why",
    enabled: when(({ why }) => why > 0, "the explanation is at the cursor's own event"),
    run: ({ why }) => ({ set: { why: why - 1 } }),
  },
  {
    id: "cause.go",
    keys: ["enter"],
    title: "go to the cause that is shown",
    row: "to the cause shown",
    group: "why",
    enabled: when(({ why }) => why > 0, "follow a cause back with w first"),
    run: (session) => {
      const cause = causeBack(session.run, session.cursor.event, session.why);
      return jumped(session, atEvent(session.run, cause ?? session.cursor.event));
    },
  },
];
