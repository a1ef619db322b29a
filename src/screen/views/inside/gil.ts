/** The GIL as the lock it is: its state, who has it, who asked, who waits and until when, and who is next as far as that is decided. */
import type { Frame } from "../../frame/frame.ts";
import type { GilStand, InsideGil } from "../../frame/inside.ts";
import { FACT, hueStyle, LABEL, NOW, Pen } from "../lanes/pen.ts";
import type { Line } from "../line.ts";
import type { Room } from "../view.ts";
import { labelled, lengthText, nameWidth, person, remark, stateBoxes, towards } from "./pieces.ts";

/** Rows of waiters at one GIL, where there is only one. */
const WAITERS = 6;

const STATES: readonly (readonly [stand: GilStand, words: string])[] = [
  ["free", "free"],
  ["held", "held"],
  ["asked", "asked to leave"],
  ["released", "let go"],
  ["handed", "handed over"],
];

/** All of one GIL, or a line each of several. */
export function gilLines(gils: readonly InsideGil[], frame: Frame, room: Room, rows: number): Line[] {
  const [only] = gils;
  if (only === undefined) return [];
  if (gils.length === 1) return wholeGil(only, frame, room, rows);
  const shown = gils.slice(0, Math.max(1, gils.length > rows ? rows - 1 : rows));
  const rest = gils.length - shown.length;
  return [
    ...shown.map((gil) => gilLine(gil, frame, room)),
    ...(rest === 0 ? [] : [new Pen(room.columns).write(` +${rest} more GILs`, LABEL).line]),
  ];
}

function wholeGil(gil: InsideGil, frame: Frame, room: Room, rows: number): Line[] {
  // Nobody asks under a GIL that counts ticks.
  const states = STATES.filter(([stand]) => !(gil.ticks && stand === "asked"));
  const present = states.findIndex(([stand]) => stand === gil.stand);
  const boxes = stateBoxes(
    states.map(([, words]) => words),
    present,
    room,
  );
  const head = [...boxes, holderLine(gil, frame, room), nextLine(gil, room)];
  const waiters = Math.max(1, Math.min(WAITERS, rows - head.length - 1));
  // The waiters come last: as they come and go nothing else moves.
  return [...head, countLine(gil, frame, room), ...waiterLines(gil, frame, room, waiters)];
}

function countLine({ acquisitions, handoffs, forced, ticks }: InsideGil, frame: Frame, room: Room): Line {
  const { futile } = frame.status;
  const told = ticks ? `${futile} futile wake-up${futile === 1 ? "" : "s"}` : `${forced} by force`;
  const times = acquisitions === 1 ? "once" : `${acquisitions} times`;
  return remark(
    labelled("so far", room),
    LABEL,
    `taken ${times}, ${handoffs} by another thread than before, ${told}`,
    `taken ${times}, ${handoffs} by another, ${told}`,
  ).line;
}

function holderLine(gil: InsideGil, frame: Frame, room: Room): Line {
  const name = nameWidth(frame, room);
  if (gil.holder !== null) {
    const pen = person(labelled("held by", room), gil.holder, name).write(` for ${lengthText(gil.since, frame)}`, NOW);
    if (gil.askedBy === null) return pen.line;
    return pen
      .write("   asked to leave by ", LABEL)
      .tile(gil.askedBy)
      .write(` ${gil.askedBy.name}`, hueStyle(gil.askedBy, FACT)).line;
  }
  if (gil.last === null) return labelled("held by", room).write("nobody yet", LABEL).line;
  const pen = person(labelled("last held by", room), gil.last, name).write(
    ` let go ${lengthText(gil.since, frame)} ago`,
    FACT,
  );
  if (gil.mustWait !== null) {
    remark(pen, LABEL, "   must wait until somebody else has had it", "   lets others go first");
  }
  return pen.line;
}

/** Who is allowed next, as far as the real thing decides that. */
function nextLine(gil: InsideGil, room: Room): Line {
  const pen = labelled("next", room);
  const awake = gil.waiters.filter((waiter) => waiter.awake);
  const [first] = awake;
  if (gil.waiters.length === 0) return pen.write("nobody wants it", LABEL).line;
  if (gil.holder !== null) {
    const words = gil.ticks
      ? "not decided: every 100 ticks it is let go, and whoever gets to it first takes it"
      : "not decided: when it is let go, whoever wakes and gets to it first takes it";
    return remark(pen, FACT, words, "not decided: whoever wakes first").line;
  }
  if (first === undefined) return pen.write("whoever is woken first", FACT).line;
  if (awake.length > 1) {
    pen.write("whoever gets there first of ", FACT);
    for (const { tile } of awake.slice(0, 8)) pen.tile(tile).write(" ");
    return pen.line;
  }
  return pen
    .tile(first.tile)
    .write(` ${first.tile.name}`, hueStyle(first.tile, FACT))
    .write(" is awake and on its way", FACT).line;
}

function waiterLines({ waiters, ticks }: InsideGil, frame: Frame, room: Room, rows: number): Line[] {
  if (waiters.length === 0) return [labelled("waiting", room).write("nobody", LABEL).line];
  const shown = waiters.slice(0, waiters.length > rows ? Math.max(1, rows - 1) : rows);
  const name = nameWidth(frame, room);
  const lines = shown.map(({ tile, waited, interval, awake }, index): Line => {
    const pen = person(labelled(index === 0 ? "waiting" : "", room), tile, name).write("  ");
    if (interval !== null) {
      const bar = Math.max(6, Math.min(24, Math.floor(room.columns / 6)));
      towards(pen, waited, interval, bar, room, hueStyle(tile));
      return remark(pen, LABEL, awake ? "   awake" : "   then it asks").line;
    }
    pen.write(`for ${lengthText(waited, frame)}`, FACT);
    return remark(pen, LABEL, awake ? "   awake, on its way" : ticks ? "   asleep until woken" : "").line;
  });
  const rest = waiters.length - shown.length;
  return rest === 0 ? lines : [...lines, labelled("", room).write(`+${rest} more`, LABEL).line].slice(0, rows);
}

/** One of several: `Ann's  ● held by A Ann for 3.2 ms   waiting B`. */
function gilLine(gil: InsideGil, frame: Frame, room: Room): Line {
  const pen = labelled(gil.owner, room, gil.holder === null ? LABEL : FACT);
  const name = nameWidth(frame, room);
  const words = STATES.find(([stand]) => stand === gil.stand)?.[1] ?? "";
  pen.cell(words, 15, gil.holder === null ? LABEL : NOW);
  if (gil.holder === null) pen.cell("", name + 2);
  else person(pen, gil.holder, name);
  pen.cell(gil.holder === null ? "" : ` for ${lengthText(gil.since, frame)}`, 15, FACT);
  if (gil.waiters.length === 0) return pen.line;
  pen.write("  waiting ", LABEL);
  for (const { tile } of gil.waiters.slice(0, Math.max(0, Math.floor((pen.left - 8) / 2)))) pen.tile(tile).write(" ");
  return pen.line;
}
