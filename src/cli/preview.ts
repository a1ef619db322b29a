/** A run at a glance: its lanes from beginning to end, as small as the place for it. */
import { cellText, clip, fitLeft } from "../base/cells.ts";
import { ns, plus } from "../base/time.ts";
import { buildFrame } from "../screen/frame/build.ts";
import { drawCells } from "../screen/views/lanes/cells.ts";
import type { Line } from "../screen/views/line.ts";
import type { Room } from "../screen/views/view.ts";
import type { StagedRun } from "./staged-run.ts";

const LEAST_LABEL = 8;
const MOST_LABEL = 14;

/** @param made the run, or why there is none. */
export function previewLines(made: StagedRun | string, room: Room): readonly Line[] {
  if (typeof made === "string") return [[{ text: clip(cellText(made), room.columns), style: { ink: "label" } }]];
  const { prepared, events, end } = made;
  const names = prepared.tiles.tasks.slice(0, Math.max(0, room.rows)).map((tile) => tile.name.length);
  const width = Math.min(MOST_LABEL, Math.max(LEAST_LABEL, ...names));
  const columns = room.columns - width - 1;
  if (columns < 1) return [];
  const options = { columns, selectedTask: null, whySeq: -1, pageSpan: plus(end, ns(1)) };
  const { cores, gils, taskLanes } = buildFrame(prepared, { seq: events - 1, time: end }, options);
  return [...cores, ...gils, ...taskLanes]
    .slice(0, Math.max(0, room.rows))
    .map(({ label, cells }) => [
      { text: `${fitLeft(label, width, room.unicode ? "…" : "~")} `, style: { ink: "label" } },
      ...drawCells(cells, { room, cursor: columns, letters: true }),
    ]);
}
