/** What is the case right now in one entrant, as a sentence for somebody who has never heard of any of it. */
import { capital } from "../../../base/cells.ts";
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

/** What a GIL is, for who has just seen one. */
export const GIL_SENTENCE =
  "The GIL is a lock: only the thread that holds it runs Python, the others wait for it, even where cores are idle.";

export function sentenceNow(row: RaceRunner, frame: RaceFrame): readonly Piece[] {
  if (row.ended !== null) return endSentence(row, row.ended, frame);
  const clauses = [...peopleClauses(row), ...coreClauses(row)];
  if (clauses.length === 0) return [[row.crowd.done.length > 0 ? "Everybody is done." : "Nobody has begun.", FACT]];
  const pieces = clauses.flatMap((clause, index): readonly Piece[] => [
    ...(index === 0 ? [] : [["; ", FACT] as const]),
    ...clause,
    ...(index === clauses.length - 1 ? [[".", FACT] as const] : []),
  ]);
  const first = pieces.findIndex(([text]) => text !== "");
  return pieces.map(([text, style], index) => (index === first ? [capital(text), style] : [text, style]));
}

type Clause = readonly Piece[];

function peopleClauses(row: RaceRunner): readonly Clause[] {
  const { onCore, inNative, switching, wantGil, ready, waiting, outside } = row.crowd;
  const clauses: Clause[] = [];
  const say = (who: readonly Tile[], one: string, many: string): void => {
    if (who.length > 0) clauses.push([...names(who), [` ${who.length === 1 ? one : many}`, FACT]]);
  };
  const holder = row.isContended ? (row.frame.gils.find((gil) => gil.holder !== null)?.holder ?? null) : null;
  const isPerson = holder !== null && holder.task !== null;
  const runs = isPerson && onCore.includes(holder) && !inNative.includes(holder);
  if (isPerson) say([holder], runs ? "holds the GIL and runs Python" : "holds the GIL and may run Python", "");
  const others = onCore.filter((tile) => tile !== holder && !wantGil.includes(tile));
  if (row.isContended) {
    const native = others.filter((tile) => inNative.includes(tile));
    say(native, "runs C code, which needs no GIL", "run C code, which needs no GIL");
    const rest = others.filter((tile) => !inNative.includes(tile));
    say(rest, "runs", "run");
  } else say(others, "runs, on a core", `run, on ${coresOf(others.length)} at the same time`);
  say(
    wantGil,
    row.isContended ? "waits for the GIL" : "waits for its turn",
    row.isContended ? "wait for the GIL" : "wait for their turn",
  );
  const between = switching.filter((tile) => tile !== holder && !wantGil.includes(tile));
  say(between, "is on a core just to begin or end a wait", "are on cores just to begin or end a wait");
  say(ready, "could run, and waits for its turn", "could run, and wait for their turn");
  say(waiting, "waits for somebody", "wait for somebody");
  say(outside, "waits outside", "wait outside");
  return clauses;
}

const coresOf = (count: number): string => (count === 1 ? "1 core" : `${count} cores`);

function coreClauses({ frame: { cores } }: RaceRunner): readonly Clause[] {
  const online = cores.filter((core) => core.online).length;
  const busy = cores.filter(({ running }) => running !== null).length;
  return online > 1 ? [[[idleWords(online - busy, online), FACT]]] : [];
}

function idleWords(idle: number, cores: number): string {
  if (idle === 0) return `all ${cores} cores are busy`;
  if (idle === cores) return "no core has anything to do";
  return `${idle} of ${cores} cores ${idle === 1 ? "is" : "are"} idle`;
}

function endSentence(row: RaceRunner, ended: NonNullable<RaceRunner["ended"]>, frame: RaceFrame): readonly Piece[] {
  if (ended.outcome !== "completed") {
    return [[`${capital(row.label)} ${OUTCOMES[ended.outcome]}, at ${formatDuration(ended.at)}.`, ALERT]];
  }
  const fast =
    ended.speedUp === null || row.label === frame.base
      ? ""
      : `, ${formatRatio(ended.speedUp)} as fast as ${frame.base}`;
  return [[`${capital(row.label)} is done after ${formatDuration(ended.at)}${fast}.`, NOW]];
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
