/** Below the bands: the chosen entrant's figures and what happens in it now; once all have ended, the podium and why. */
import { formatBytes, formatCount, formatPercent } from "../../../base/quantities.ts";
import { formatDuration } from "../../../base/time.ts";
import type { RaceFrame, RaceRunner } from "../../frame/race.ts";
import { glyphs } from "../glyphs.ts";
import { rule } from "../lanes/chrome.ts";
import { FACT, LABEL, NOW, Pen, type Piece, widthOf, wrap } from "../lanes/pen.ts";
import type { Line } from "../line.ts";
import type { Room } from "../view.ts";
import { manner, ordinal } from "./figures.ts";
import { GIL_SENTENCE, sentenceNow } from "./words.ts";

const LEFT = 1;
/** Rows of a sentence, at most, on all but the smallest screens. */
const SENTENCE_ROWS = 2;

export function belowLines(frame: RaceFrame, room: Room, rows: number): readonly Line[] {
  if (rows <= 0) return [];
  const row = frame.rows[frame.chosen];
  const lines: Line[] = [rule(titleOf(frame, room), room)];
  if (frame.verdict !== null) lines.push(...verdictLines(frame, room, rows - 1));
  else if (row?.kind === "runs") lines.push(...nowLines(row, frame, room, rows - 1));
  else if (row?.kind === "refused") lines.push(...told([[`It cannot run this: ${row.reason}`, FACT]], room, rows - 1));
  return lines.slice(0, rows);
}

/** What happens; where there is room, what a GIL is where one is shared, and what kind of model it is. */
function nowLines(row: RaceRunner, frame: RaceFrame, room: Room, rows: number): readonly Line[] {
  const now = told(sentenceNow(row, frame), room, rows);
  // What follows stands still, whether the sentence above takes one row or two.
  const lines = [...now, ...Array.from({ length: SENTENCE_ROWS - now.length }, (): Line => [])];
  let isMore = false;
  for (const text of [...(row.isContended ? [GIL_SENTENCE] : []), row.about]) {
    const more = told([[text, LABEL]], room, rows + 1);
    if (lines.length + more.length > rows) continue;
    lines.push(...more);
    isMore = true;
  }
  return isMore ? lines : now;
}

const told = (pieces: readonly Piece[], room: Room, rows: number): readonly Line[] =>
  rows <= 0
    ? []
    : wrap(pieces, room.columns - LEFT - 2, rows).map((line) => new Pen(room.columns).to(LEFT).pieces(line).line);

/** The chosen one's name and as many of its figures as fit. */
function titleOf(frame: RaceFrame, room: Room): string {
  const row = frame.rows[frame.chosen];
  if (row === undefined) return "";
  if (row.kind !== "runs") return row.label;
  const dot = ` ${glyphs(room.unicode).dot} `;
  let title = row.label;
  for (const fact of factsOf(row)) {
    if (title.length + dot.length + fact.length > room.columns - 10) break;
    title += dot + fact;
  }
  return title;
}

function factsOf({ frame: { status }, ended }: RaceRunner): readonly string[] {
  const forced = status.forced === 0 ? "" : `, ${formatCount(status.forced)} forced`;
  return [
    `CPU ${formatPercent(status.cpu)}`,
    `${formatCount(status.switches)} switch${status.switches === 1 ? "" : "es"}${forced}`,
    ...(ended === null ? [] : [formatBytes(ended.peakBytes), manner(ended)]),
  ];
}

function verdictLines(frame: RaceFrame, room: Room, rows: number): readonly Line[] {
  const { verdict } = frame;
  if (verdict === null) return [];
  const chosen = frame.rows[frame.chosen];
  const stuck = chosen?.kind === "runs" && chosen.ended?.outcome !== "completed" ? [sentenceNow(chosen, frame)] : [];
  const results = verdict.reasons.length === 0 ? verdict.results : verdict.results.slice(1);
  const sentences = [...verdict.reasons, ...results];
  const own = verdict.own.get(chosen?.label ?? "");
  const first = whole([...stuck, ...sentences.map(factOf)], room, rows - 1);
  // Where not everything can be told, what became of the chosen one is.
  const isTold = own === undefined || stuck.length > 0 || first.told.some(([piece]) => piece?.[0] === own);
  const shown = isTold ? first : whole([own, ...sentences.filter((each) => each !== own)].map(factOf), room, rows - 1);
  return [podium(frame, room), ...shown.lines];
}

const factOf = (text: string): readonly Piece[] => [[text, FACT]];

/** Whole sentences only, the first ones first. */
function whole(sentences: readonly (readonly Piece[])[], room: Room, rows: number) {
  const lines: Line[] = [];
  const kept: (readonly Piece[])[] = [];
  for (const sentence of sentences) {
    const next = told(sentence, room, rows + 1);
    if (lines.length + next.length > rows) continue;
    lines.push(...next);
    kept.push(sentence);
  }
  return { lines, told: kept };
}

/** `1st threads 53.9 ms   2nd goroutines 54.2 ms   3rd …`, and who did not come to the end. */
function podium(frame: RaceFrame, room: Room): Line {
  const runners = frame.rows.flatMap((row) =>
    row.kind === "runs" && row.ended?.place != null ? [{ row, ended: row.ended }] : [],
  );
  const inOrder = runners.toSorted((a, b) => (a.ended.place ?? 0) - (b.ended.place ?? 0));
  const pen = new Pen(room.columns).to(LEFT);
  if (inOrder.length === 0) return pen.write("Nobody comes to the end.", NOW).line;
  for (const { row, ended } of inOrder) {
    const place = ended.place ?? 0;
    const pieces: readonly Piece[] = [
      [`${ordinal(place)} `, place <= 3 ? NOW : LABEL],
      [row.label, place <= 3 ? FACT : LABEL],
      [` ${formatDuration(ended.at)}`, LABEL],
    ];
    if (pen.left < widthOf(pieces) + 2) break;
    pen.pieces(pieces).write("   ");
  }
  return pen.line;
}
