/** Marks in a run, with notes; a recording has them as chapters. */
import { always, type Command } from "./command.ts";
import { placed } from "./cursor.ts";
import { markAt, markFrom } from "./marks.ts";

const walk = (verb: "next" | "previous", key: string, way: 1 | -1): Command => ({
  id: `mark.${verb}`,
  keys: [key],
  title: `${verb} mark`,
  row: "next, previous mark",
  group: "move",
  enabled: (session) => {
    if (session.marks.length === 0) return "there are no marks: m sets one";
    return markFrom(session, way) < 0 ? `no mark ${way > 0 ? "after" : "before"} this place` : true;
  },
  run: (session, count) => {
    const index = markFrom(session, way * (count ?? 1));
    const mark = session.marks[index];
    if (mark === undefined) return {};
    const message = `mark ${index + 1} of ${session.marks.length}${mark.note === "" ? "" : `: ${mark.note}`}`;
    return { set: { ...placed(session.run, mark.cursor), playing: false, why: 0, message } };
  },
});

export const markCommands: readonly Command[] = [
  {
    id: "mark.note",
    keys: ["m"],
    title: "mark this place, with a note",
    row: "mark this place",
    group: "move",
    enabled: always,
    run: ({ marks, cursor }) => {
      const text = markAt(marks, cursor)?.note ?? "";
      return { set: { mode: { kind: "prompt", asks: "note", text }, playing: false } };
    },
  },
  walk("next", "'", 1),
  walk("previous", '"', -1),
];
