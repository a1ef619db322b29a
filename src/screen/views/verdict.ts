/** What a claim came to, as lines: the verdict, the cases that made it, their numbers with bars. */
import type { Case } from "../../claims/claim.ts";
import type { Settled } from "../../claims/settle.ts";
import { glyphs } from "./glyphs.ts";
import type { Line, Style } from "./line.ts";
import { wrapped } from "./wrapped.ts";

type Figure = Case["figures"][number];

/** The column of verdict and answers, its margin included. */
export const GUTTER = 12;
const WIDEST_BAR = 30;
/** A bar shorter than this tells nothing. */
const LEAST_BAR = 6;
const GAP = 2;

const ANSWERS: Readonly<Record<Case["answer"], string>> = { yes: "yes", no: "no", opposite: "contrary" };

export interface VerdictRoom {
  /** Nothing is wider. */
  readonly columns: number;
  readonly unicode: boolean;
  /** The statement stands somewhere else, and no line is left blank. @default false */
  readonly dense?: boolean;
}

export function settledLines(settled: Settled, room: VerdictRoom): readonly Line[] {
  const { claim, cases, holds } = settled;
  const gap = room.dense === true ? [] : [[]];
  const columns = room.columns - GUTTER;
  const verdict = holds ? claim.verdict.toUpperCase() : "OPEN";
  const sentence = holds
    ? settled.sentence
    : `The runs do not bear out that this is "${claim.verdict}". ${settled.sentence}`;
  const look = claim.look === null ? [] : [...gap, ...beside("look at", label, wrapped(claim.look, columns, "label"))];
  const statement = beside(`claim ${claim.id}`, label, wrapped(claim.statement, columns, "now"));
  return [
    ...(room.dense === true ? [] : [...statement, []]),
    ...beside(verdict, { ink: "now", bold: true }, wrapped(sentence, columns, "fact")),
    ...casesLines(cases, columns, room.unicode, gap),
    ...look,
  ];
}

const label: Style = { ink: "label" };

/** Lines with a word before the first of them. */
export function beside(word: string, style: Style, lines: readonly Line[]): readonly Line[] {
  return lines.map((line, index) => [{ text: ` ${index === 0 ? word : ""}`.padEnd(GUTTER), style }, ...line]);
}

/** All figures of a claim in the same columns. */
function casesLines(cases: readonly Case[], columns: number, unicode: boolean, gap: readonly Line[]): readonly Line[] {
  const figures = cases.flatMap((each) => each.figures);
  const labels = Math.max(0, ...figures.map((figure) => figure.label.length));
  const values = Math.max(0, ...figures.map(({ text }) => text.length));
  const bars = Math.min(WIDEST_BAR, columns - GAP - labels - GAP - values - GAP);
  return cases.flatMap((each) => [
    ...gap,
    ...beside(ANSWERS[each.answer], label, wrapped(each.when, columns, "fact")),
    ...each.figures.map(
      (figure): Line => [
        { text: `${" ".repeat(GUTTER + GAP)}${figure.label.padEnd(labels + GAP)}`, style: label },
        { text: figure.text.padStart(values), style: { ink: "fact" } },
        ...barOf(figure, each.figures, bars, unicode),
      ],
    ),
  ]);
}

/** As long as the figure is, beside the others of its kind in the same case. */
function barOf(figure: Figure, all: readonly Figure[], columns: number, unicode: boolean): Line {
  const alike = all.filter(({ unit }) => unit === figure.unit);
  const most = Math.max(...alike.map(({ value }) => value));
  if (alike.length < 2 || columns < LEAST_BAR || most <= 0) return [];
  const { barFull } = glyphs(unicode);
  const cells = figure.value <= 0 ? 0 : Math.max(1, Math.round((figure.value / most) * columns));
  return [{ text: `${" ".repeat(GAP)}${barFull.repeat(cells)}`, style: label }];
}
