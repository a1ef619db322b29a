/** Showing a run to an audience: from one remarkable place to the next, and no further than the next thing to be said. */
import { always, type Command, when } from "./command.ts";
import { atEvent, lastUpTo, nextOf, placed, previousOf } from "./cursor.ts";
import { markFrom } from "./marks.ts";
import type { Change, Cursor, Session } from "./state.ts";

/** Hand-overs, switches, findings and marks, the nearest one that way; null where none comes. */
function remarkable(session: Session, way: 1 | -1): Cursor | null {
  const { run, cursor, marks } = session;
  const lists = [run.handovers, run.switches, run.findings];
  const events = lists.flatMap((list) => (way > 0 ? nextOf(list, cursor, 1) : previousOf(run, list, cursor, 1)) ?? []);
  const mark = marks[markFrom(session, way)];
  const places = [...events.map((event) => atEvent(run, event)), ...(mark === undefined ? [] : [mark.cursor])];
  return places.sort((a, b) => way * (a.time - b.time || a.event - b.event))[0] ?? null;
}

/** The last hand-over, switch or finding up to the cursor's event; null before the first. */
export function lastRemarkable({ run, cursor }: Session): number | null {
  const events = [run.handovers, run.switches, run.findings].flatMap((list) => lastUpTo(list, cursor.event) ?? []);
  return events.length === 0 ? null : Math.max(...events);
}

function go(session: Session, way: 1 | -1, count: number): Change {
  let place: Session = session;
  for (let left = count; left > 0; left--) {
    const next = remarkable(place, way);
    if (next === null) break;
    place = { ...place, ...placed(session.run, next) };
  }
  return { set: { cursor: place.cursor, rest: place.rest, playing: false, why: 0 } };
}

/** The first mark or finding after the session's place, up to a later one: there an audience wants to be told something. */
export function pauseBefore(session: Session, until: Cursor): Cursor | null {
  const { run, cursor, marks } = session;
  const finding = nextOf(run.findings, cursor, 1);
  const mark = marks[markFrom(session, 1)];
  const places = [
    ...(finding === undefined ? [] : [atEvent(run, finding)]),
    ...(mark === undefined ? [] : [mark.cursor]),
  ];
  const first = places.sort((a, b) => a.time - b.time || a.event - b.event)[0];
  if (first === undefined || first.time > until.time) return null;
  return first.event > until.event ? null : first;
}

const some = (way: 1 | -1, words: string) =>
  when((session) => remarkable(session, way) !== null, `nothing remarkable ${words} this`);

/** What the keys do instead while presenting; those of a presenter's remote are the page keys. */
const PRESENTER_COMMANDS: readonly Command[] = [
  {
    id: "remarkable.next",
    keys: ["space", "right", "l", "pagedown"],
    title: "next remarkable place",
    group: "move",
    enabled: some(1, "after"),
    run: (session, count) => go(session, 1, count ?? 1),
  },
  {
    id: "remarkable.previous",
    keys: ["left", "h", "pageup"],
    title: "previous remarkable place",
    group: "move",
    enabled: some(-1, "before"),
    run: (session, count) => go(session, -1, count ?? 1),
  },
  {
    id: "present.play",
    keys: ["enter"],
    title: "play up to the next finding or mark",
    group: "play",
    enabled: always,
    run: ({ playing }) => ({ set: { playing: !playing, why: 0 } }),
  },
];

/** The bottom line's hints while presenting. */
export const PRESENTER_HINTS: readonly (readonly [key: string, title: string])[] = [
  ["space", "next"],
  ["left", "back"],
  ["enter", "play"],
  ["P", "ends"],
  ["?", "keys"],
];

export const presenterCommand = (key: string): Command | undefined =>
  PRESENTER_COMMANDS.find(({ keys }) => keys.includes(key));
