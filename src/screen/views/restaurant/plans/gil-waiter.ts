/** The waiter who is the GIL: whom he lets through, for how long already, and who asks that one to leave. */
import { clip } from "../../../../base/cells.ts";
import type { GilLane } from "../../../frame/frame.ts";
import type { Line } from "../../line.ts";
import type { Place } from "../floor.ts";
import { hueOf, jobOf, type Kit, millis, tileOf } from "../kit.ts";
import { text } from "../runs.ts";

export const gilOf = (kit: Kit): GilLane | undefined => kit.frame.gils[0];

/** The GIL of CPython 2.7: let go of every hundred ticks, handed to nobody. */
export const isOld = (kit: Kit): boolean => kit.frame.model === "threads-gil-legacy";

/** A room for the only GIL of a process, with an arrow to the kitchen beside it. */
export function gilWaiter(kit: Kit, share = 24): Place {
  const gil = gilOf(kit);
  const holder = gil?.holder ?? null;
  const arrow = `${kit.glyphs.shaft.repeat(2)}${kit.glyphs.point}`;
  return {
    titles: isOld(kit) ? ["waiter = the old GIL", "the old GIL"] : ["waiter = the GIL", "the GIL"],
    label: "waiter",
    share,
    least: kit.room.columns < 72 ? 16 : 22,
    wants: 4,
    arrow: [text(holder === null ? "" : arrow, holder === null ? {} : hueOf(holder))],
    draw: (width, height) => {
      if (gil === undefined) return [[text("not at work yet", { ink: "label" })]];
      if (holder === null)
        return [
          [text(oneAtATime(width), { ink: "label" })],
          [text(isOld(kit) ? "whoever is first" : "nobody", { ink: "label" })],
        ];
      const lines: Line[] = [
        [text(oneAtATime(width), { ink: "label" })],
        [
          text("  "),
          ...tileOf(kit, holder),
          text(` ${clip(jobOf(holder).toUpperCase(), width - kit.tileWidth - 3)}`, { ink: "now", bold: true }),
        ],
        [text(`${width < 16 ? "" : "so far "}${millis(gil.heldFor)} ms`, { ink: "label" })],
        isOld(kit) ? [text(width < 24 ? "100 bites a turn" : "a turn is 100 bites", { ink: "label" })] : asks(kit, gil),
      ];
      return height >= 4
        ? lines
        : height === 3
          ? [lines[1] ?? [], lines[2] ?? [], lines[3] ?? []]
          : [lines[1] ?? [], lines[3] ?? []];
    },
    brief: () => {
      if (gil === undefined || holder === null) return [text("lets nobody in", { ink: "label" })];
      return [
        text("lets "),
        ...tileOf(kit, holder),
        text(` ${jobOf(holder).toUpperCase().padEnd(kit.nameWidth)} `, { ink: "now", bold: true }),
        text(`in, so far${millis(gil.heldFor)} ms  `, { ink: "label" }),
        ...asks(kit, gil),
      ];
    },
  };
}

const oneAtATime = (width: number): string => (width >= 20 ? "one order at a time:" : clip("one at a time:", width));

/** Who has asked the one at the counter to leave. */
function asks(kit: Kit, gil: GilLane): Line {
  const asker = gil.dropRequestedBy;
  return asker === null ? [] : [...tileOf(kit, asker), text(" asks: leave", { ink: "now" })];
}
