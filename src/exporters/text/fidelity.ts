/** Measured figures beside simulated ones, as a table a kind, with a sentence below each figure that is missed. */
import { formatFigure } from "../../base/quantities.ts";
import type { Judged, Tally } from "../../fidelity/fidelity.ts";
import { type Column, formatTable } from "./table.ts";
import { wrapText } from "./wrap.ts";

const COLUMNS: readonly Column[] = [
  { heading: "case", align: "left" },
  { heading: "what", align: "left" },
  { heading: "measured", align: "right" },
  { heading: "simulated", align: "right" },
  { heading: "band", align: "left" },
  { heading: "verdict", align: "left" },
];

const INDENT = "    ";

export interface Totals {
  readonly hard: Tally;
  readonly exact: Tally;
  readonly soft: Tally;
  readonly unmodelled: number;
}

/** @param columns of the page; figures are never folded, sentences are. */
export function fidelityText(judged: readonly Judged[], totals: Totals, columns: number): readonly string[] {
  const kinds = [...new Set(judged.map(({ kind }) => kind))];
  return [
    ...kinds.flatMap((kind) =>
      ofKind(
        kind,
        judged.filter((each) => each.kind === kind),
        columns,
      ),
    ),
    totalsLine(totals),
  ];
}

function ofKind(kind: string, judged: readonly Judged[], columns: number): readonly string[] {
  const [heading = "", ...rows] = formatTable(COLUMNS, judged.map(cellsOf));
  return [
    `${kind}:`,
    "",
    heading,
    ...rows.flatMap((row, at) => {
      const note = judged[at]?.note ?? null;
      return note === null ? [row] : [row, ...wrapText(note, columns, INDENT)];
    }),
    "",
  ];
}

function cellsOf({ case: id, figure, measured, simulated, low, high, grade, verdict }: Judged): readonly string[] {
  const band = low === null || high === null ? "the same" : `${formatFigure(low)} .. ${formatFigure(high)}`;
  const strictness = grade === "hard" || grade === "yes/no" ? "" : ` (${grade})`;
  return [id, figure, textOf(measured), simulated === null ? "-" : textOf(simulated), band, `${verdict}${strictness}`];
}

const textOf = (value: number | string): string => (typeof value === "number" ? formatFigure(value) : value);

/** `hard: 249 of 256 inside (93 of 100 figures, 156 of 156 yes/no); soft: 142 of 162; not modelled: 33` */
function totalsLine({ hard, exact, soft, unmodelled }: Totals): string {
  const count = ({ inside, of }: Tally): string => `${inside} of ${of}`;
  const firm = { inside: hard.inside + exact.inside, of: hard.of + exact.of };
  const parts = [
    `hard: ${count(firm)} inside (${count(hard)} figures, ${count(exact)} yes/no)`,
    `soft: ${count(soft)}`,
  ];
  return [...parts, ...(unmodelled === 0 ? [] : [`not modelled: ${unmodelled}`])].join("; ");
}
