/** The code beside the run: the program a person would write for it, and on which line everybody stands; the lanes above. */
import type { Frame } from "../../frame/frame.ts";
import type { ListingFrame } from "../../frame/listing.ts";
import { glyphs } from "../glyphs.ts";
import { rule, timelineOf } from "../lanes/chrome.ts";
import { compactLanes } from "../lanes/compact.ts";
import { LABEL, lawful, Pen } from "../lanes/pen.ts";
import { peopleRows, peopleRule } from "../lanes/people.ts";
import { sentenceRows, whyRows } from "../lanes/why.ts";
import type { Line } from "../line.ts";
import type { Room, View } from "../view.ts";
import { codeRows } from "./rows.ts";
import { windowOf } from "./window.ts";

export const code: View = {
  id: "code",
  title: "the program and who is where in it",
  timelineColumns: timelineOf,
  draw: (frame, room) => lawful(compose(frame, room), room),
};

/** The lanes' part of the rows, at most. */
const UPPER = 0.36;
/** From so many columns on the people stand beside the code. */
const WIDE = 160;
/** The code's part of a wide screen. */
const CODE_SHARE = 0.48;

/** People told by letter who are not in sight. */
const LETTERS = 6;

const LANGUAGES = { python: "CPython", go: "Go", java: "Java" } as const;

function compose(frame: Frame, room: Room): Line[] {
  const { listing } = frame;
  const lanes = compactLanes(frame, room, { most: Math.max(7, Math.floor(room.rows * UPPER)), services: false });
  // The blank row is for screens that have one to spare.
  const upper = room.rows < 28 ? lanes.slice(0, -1) : lanes;
  const free = room.rows - upper.length;
  if (listing === null) {
    const none = new Pen(room.columns).write(" This run has no program: it was not made from a scenario.", LABEL).line;
    return [...upper, rule("code", room), none];
  }
  return [...upper, ...(room.columns >= WIDE ? beside(frame, listing, room, free) : below(frame, listing, room, free))];
}

const titleOf = ({ language, version, file }: ListingFrame): string => `${file}, ${LANGUAGES[language]} ${version}`;

/** What the program is, what is not in it, and what the signs at the left of its lines say. */
function heading(listing: ListingFrame, frame: Frame, room: Room): Line {
  const signs = `A waits, A${glyphs(room.unicode).point} runs`;
  const main = frame.procs.length > 0 ? signs : `${signs}, # main thread`;
  const told = listing.changed ? [`${CHANGED}; ${main}`, CHANGED, "without the what-if"] : [main, signs];
  // That a run is not the program's own is worth more than the program's version.
  for (const title of listing.changed ? [titleOf(listing), listing.file, "the program"] : [titleOf(listing)]) {
    const text = told.find((each) => title.length + each.length + 9 <= room.columns);
    if (text !== undefined) return rule(title, room, [{ column: room.columns - text.length - 4, text }]);
  }
  return rule(titleOf(listing), room);
}
const CHANGED = "your what-if is not in it";

/** Who stands on a line that is not in sight. */
function elsewhere(listing: ListingFrame, room: Room, rows: number): readonly { column: number; text: string }[] {
  const shown = windowOf(listing, rows);
  const [first = 0, last = 0] = [shown[0], shown.at(-1)];
  const told = [
    ["above", listing.people.filter(({ line }) => line < first)],
    ["below", listing.people.filter(({ line }) => line > last)],
  ] as const;
  const text = told
    .flatMap(([where, people]) => {
      const letters = people.flatMap(({ running, waiting }) => [...running, ...waiting].map(({ letter }) => letter));
      const more = letters.length > LETTERS ? ` +${letters.length - LETTERS}` : "";
      return letters.length === 0 ? [] : [`${letters.slice(0, LETTERS).join(" ")}${more} further ${where}`];
    })
    .join(", ");
  return text === "" ? [] : [{ column: room.columns - text.length - 4, text }];
}

/** Code, and below it why the last thing happened. */
function below(frame: Frame, listing: ListingFrame, room: Room, free: number): Line[] {
  const sentences = sentenceRows(room);
  const rows = Math.max(1, free - 2 - sentences);
  return [
    heading(listing, frame, room),
    ...filled(codeRows(listing, room, rows), rows),
    rule("why", room, elsewhere(listing, room, rows)),
    ...whyRows(frame, room, sentences, 0),
  ];
}

/** Code at the left; at the right the people, and below them why the last thing happened. */
function beside(frame: Frame, listing: ListingFrame, room: Room, free: number): Line[] {
  const left = { ...room, columns: Math.floor(room.columns * CODE_SHARE) };
  const right = { ...room, columns: room.columns - left.columns };
  const people = Math.max(1, Math.min(frame.tasks.length, Math.floor(free / 2)));
  const sentences = sentenceRows(right);
  const causes = Math.max(0, free - people - 3 - sentences);
  const program = [heading(listing, frame, left), ...codeRows(listing, left, free - 1)];
  const facts = [
    peopleRule(frame, right),
    ...filled(peopleRows(frame, right, people), people),
    [],
    rule("why", right, elsewhere(listing, right, free - 1)),
    ...whyRows(frame, right, sentences, causes),
  ];
  return Array.from(
    { length: free },
    (_, row) =>
      new Pen(room.columns)
        .runs(program[row] ?? [])
        .to(left.columns)
        .runs(facts[row] ?? []).line,
  );
}

const filled = (lines: readonly Line[], rows: number): Line[] =>
  Array.from({ length: rows }, (_, row): Line => lines[row] ?? []);
