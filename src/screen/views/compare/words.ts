/** What is the case right now in one entrant, as a sentence for somebody who has never heard of any of it. */
import { formatRatio } from "../../../base/quantities.ts";
import { formatDuration } from "../../../base/time.ts";
import type { Tile } from "../../frame/frame.ts";
import type { RaceFrame, RaceRunner } from "../../frame/race.ts";
import { ALERT, FACT, hueStyle, NOW, type Piece } from "../lanes/pen.ts";

/** So many people are called by their names. */
const NAMED = 3;

const OUTCOMES = {
  deadlocked: "is stuck: everybody waits for somebody else, for ever",
  crashed: "has crashed",
  "budget-exhausted": "was stopped before it was done",
} as const;

export function sentenceNow(row: RaceRunner, frame: RaceFrame): readonly Piece[] {
  if (row.ended !== null) return endSentence(row, row.ended, frame);
  const { onCore, wantGil, ready, waiting, outside } = row.crowd;
  const { cores } = row.frame;
  const busy = cores.filter(({ running }) => running !== null).length;
  const clauses: Piece[][] = [];
  const say = (who: readonly Tile[], one: string, many: string): void => {
    if (who.length > 0) clauses.push([...names(who), [` ${who.length === 1 ? one : many}`, FACT]]);
  };
  const holder = row.isContended ? (row.frame.gils.find((gil) => gil.holder !== null)?.holder ?? null) : null;
  if (holder !== null && holder.task !== null) say([holder], "holds the GIL and may run Python", "");
  const others = onCore.filter((tile) => tile !== holder);
  const left = others.filter((tile) => !wantGil.includes(tile));
  const at = busy === 1 ? "1 core" : `${busy} cores`;
  say(left, holder === null ? "runs, on a core" : "runs", `run, on ${at} at the same time`);
  say(
    wantGil,
    row.isContended ? "waits for the GIL" : "waits for its turn",
    row.isContended ? "wait for the GIL" : "wait for their turn",
  );
  say(ready, "could run, and waits for its turn", "could run, and wait for their turn");
  say(waiting, "waits for somebody", "wait for somebody");
  say(outside, "waits outside", "wait outside");
  const online = cores.filter((core) => core.online).length;
  if (online > 1) clauses.push([[idleWords(online - busy, online), FACT]]);
  return clauses.flatMap((clause, index): readonly Piece[] => [
    ...(index === 0 ? [] : [["; ", FACT] as const]),
    ...clause,
    ...(index === clauses.length - 1 ? [[".", FACT] as const] : []),
  ]);
}

function idleWords(idle: number, cores: number): string {
  if (idle === 0) return `all ${cores} cores are busy`;
  if (idle === cores) return "no core has anything to do";
  return `${idle} of ${cores} cores ${idle === 1 ? "is" : "are"} idle`;
}

function endSentence(row: RaceRunner, ended: NonNullable<RaceRunner["ended"]>, frame: RaceFrame): readonly Piece[] {
  if (ended.outcome !== "completed") {
    return [[`${row.label} ${OUTCOMES[ended.outcome]}, at ${formatDuration(ended.at)}.`, ALERT]];
  }
  const fast =
    ended.speedUp === null || row.label === frame.base
      ? ""
      : `, ${formatRatio(ended.speedUp)} as fast as ${frame.base}`;
  return [[`${row.label} is done after ${formatDuration(ended.at)}${fast}.`, NOW]];
}

/** `Ann, Bob and Cat`, each in its colour. */
function names(who: readonly Tile[]): readonly Piece[] {
  const shown = who.length <= NAMED ? who : who.slice(0, NAMED - 1);
  const rest = who.length - shown.length;
  return [
    ...shown.flatMap((tile, index): readonly Piece[] => {
      const last = index === shown.length - 1 && rest === 0;
      return [
        [index === 0 ? "" : last ? " and " : ", ", FACT],
        [tile.name, hueStyle(tile, FACT)],
      ];
    }),
    ...(rest === 0 ? [] : [[` and ${rest} more`, FACT] as const]),
  ];
}
