/** What the guests share: values that everybody reads and writes, and things that one at a time may have. */
import { clip } from "../../../base/cells.ts";
import type { Line } from "../line.ts";
import type { Place } from "./floor.ts";
import { crowd, type Kit, tileOf } from "./kit.ts";
import { fryers, tables } from "./rooms.ts";
import { joined, text, widthOf } from "./runs.ts";

/** Below the counter: what is shared, if anything is, the tables, and the fryers unless nobody there ever fries anything. */
export function sharedRow(kit: Kit, titles: readonly string[]): readonly Place[] {
  const room = shelves(kit, titles, 30);
  const fries = kit.frame.parked.length > 0 || kit.frame.parkedCounts.length > 0;
  return [
    ...room,
    tables(kit, ["tables · need nobody for now", "tables · need nobody", "tables"], 38),
    ...(room.length > 0 && !fries ? [] : [fryers(kit, ["fryers = I/O, no cook needed", "fryers = I/O"], 62)]),
  ];
}

/** The room, or none where the run shares nothing. */
function shelves(kit: Kit, titles: readonly string[], share: number): readonly Place[] {
  const { variables, locks } = kit.frame;
  if (variables.length === 0) return [];
  const lines = (width: number): readonly Line[] => [
    ...variables.map(({ name, values, lost }): Line => {
      const words = `${name} = ${values.map((value) => String(value).padStart(4)).join(", ")}`;
      const wiped = lost === 0 ? "" : `  ${lost} lost`;
      return [text(clip(words, width - wiped.length)), text(wiped, { ink: "alert" })];
    }),
    ...locks.map(({ name, holder, waiters }): Line => {
      const head: Line = [
        text(`${clip(name, width - kit.tileWidth - 6)} `),
        ...(holder === null
          ? [text("is there", { ink: "label" })]
          : [text("with ", { ink: "label" }), ...tileOf(kit, holder)]),
      ];
      if (waiters.length === 0) return head;
      return [
        ...head,
        text("  for ", { ink: "label" }),
        ...crowd(kit, waiters, Math.max(kit.tileWidth, width - widthOf(head) - 6)),
      ];
    }),
  ];
  return [
    {
      titles,
      label: "shelves",
      share,
      least: kit.room.columns < 72 ? 20 : 28,
      wants: Math.min(4, variables.length + locks.length),
      draw: (width, height) => lines(width).slice(0, height),
      brief: (width) => joined(lines(width), [text("   ")]),
    },
  ];
}
