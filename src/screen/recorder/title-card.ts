/** The screen a recording begins with: what it is about, under what model, on what machine, and what to watch. Large and calm. */
import { cellText, fitRight } from "../../base/cells.ts";
import { formatDuration } from "../../base/time.ts";
import type { Frame } from "../frame/frame.ts";
import { glyphs } from "../views/glyphs.ts";
import { largeLines } from "../views/large.ts";
import { type Line, plain } from "../views/line.ts";
import type { Room } from "../views/view.ts";
import { wrapped } from "../views/wrapped.ts";

export interface Card {
  readonly title: string;
  /** The model or the models. */
  readonly models: string;
  /** `4 cores`, `CPython 3.12`. */
  readonly machine: readonly string[];
  /** Who takes part; none where they are too many to be told apart. */
  readonly people: Frame["tasks"];
  /** What to watch, in a sentence; empty where nobody said. */
  readonly watch: string;
}

/** Longer lines are hard to read. */
const WIDEST = 64;
/** More people than this are a crowd. */
const MOST_PEOPLE = 8;
/** Rows of large letters at most. */
const LARGEST = 7;

/** What a frame says of its run. @param title instead of the scenario's own, or null */
export function cardOf(frame: Frame, title: string | null, watch: string): Card {
  const { machine, python, tasks } = frame;
  const { cores, threadsPerCore } = machine;
  const interval = python?.switchInterval ?? null;
  return {
    title: title ?? frame.title,
    models: frame.modelTitle,
    machine: [
      `${cores} ${cores === 1 ? "core" : "cores"}`,
      ...(threadsPerCore > 1 ? [`${threadsPerCore} hardware threads each`] : []),
      ...(python === null ? [] : [`CPython ${python.version}`]),
      ...(interval === null ? [] : [`switch interval ${formatDuration(interval)}`]),
    ],
    people: tasks.length <= MOST_PEOPLE ? tasks.filter(({ parent }) => parent === null) : [],
    watch,
  };
}

/** Exactly `room.rows` lines. */
export function cardLines(card: Card, room: Room): readonly Line[] {
  const width = Math.min(room.columns - 8, 96);
  const text = Math.min(width, WIDEST);
  const signs = glyphs(room.unicode);
  const large = largeLines(card.title, width, { ink: "now" }, room.unicode);
  const title = large !== null && large.length <= LARGEST ? large : wrapped(card.title, width, "now");
  const block: readonly Line[] = [
    ...title,
    [],
    [{ text: signs.rule.repeat(Math.min(text, 40)), style: { ink: "faint" } }],
    [],
    [{ text: cellText(card.models), style: { ink: "now", bold: true } }],
    [{ text: card.machine.map(cellText).join(` ${signs.dot} `), style: { ink: "label" } }],
    ...(card.people.length === 0 ? [] : [[], peopleLine(card.people)]),
    ...(card.watch === "" ? [] : [[], ...wrapped(card.watch, text, "fact")]),
  ];
  const left = Math.max(2, Math.floor((room.columns - Math.max(...block.map(lengthOf))) / 2));
  const above = Math.max(0, Math.floor((room.rows - block.length - 1) * 0.45));
  return Array.from({ length: room.rows }, (_, row): Line => {
    if (row === room.rows - 1) return [{ text: fitRight("gilgrill ", room.columns), style: { ink: "label" } }];
    const line = block[row - above] ?? [];
    return line.length === 0 ? [] : [{ text: " ".repeat(left), style: {} }, ...line];
  });
}

const lengthOf = (line: Line): number => plain(line).length;

/** Everybody with the tile they have on every screen of the recording. */
const peopleLine = (people: Card["people"]): Line =>
  people.flatMap(
    ({ tile }, index): Line => [
      ...(index === 0 ? [] : [{ text: "   ", style: {} }]),
      { text: ` ${tile.letter} `, style: { ground: "tile", ...(tile.hue === null ? {} : { task: tile.hue }) } },
      { text: ` ${cellText(tile.name)}`, style: {} },
    ],
  );
