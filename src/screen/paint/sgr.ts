/** Looks to SGR escape sequences (ECMA-48 8.3.117): the shortest one that changes one look into another. */
import { type Look, PLAIN } from "../views/theme.ts";
import { type Colour, DEFAULT, RGB } from "../views/themes/colour.ts";

/**
 * The bytes after which letters look like `to`, where they looked like `from`.
 *
 * Either the differences alone or a reset and everything, whichever is shorter; empty where nothing differs.
 */
export function changeLook(from: Look, to: Look): string {
  const differences = parameters(from, to);
  if (differences === "") return "";
  const afresh = parameters(PLAIN, to);
  // `CSI m` is `CSI 0 m`; a reset before more needs its separator only.
  const reset = afresh === "" ? "" : `;${afresh}`;
  return reset.length < differences.length ? `\x1b[${reset}m` : `\x1b[${differences}m`;
}

function parameters(from: Look, to: Look): string {
  const list: string[] = [];
  // One code ends both bold and dim.
  const weightEnds = (from.bold && !to.bold) || (from.dim && !to.dim);
  if (weightEnds) list.push("22");
  if (to.bold && (weightEnds || !from.bold)) list.push("1");
  if (to.dim && (weightEnds || !from.dim)) list.push("2");
  if (from.underline !== to.underline) list.push(to.underline ? "4" : "24");
  if (from.inverse !== to.inverse) list.push(to.inverse ? "7" : "27");
  if (from.letter !== to.letter) list.push(colour(to.letter, 30, 90, 38));
  if (from.ground !== to.ground) list.push(colour(to.ground, 40, 100, 48));
  return list.join(";");
}

/** One colour's parameters; `first` begins the eight dark ones, `bright` the eight bright ones, `extended` all others. */
function colour(value: Colour, first: number, bright: number, extended: number): string {
  if (value === DEFAULT) return `${first + 9}`;
  if (value >= RGB) return `${extended};2;${(value >> 16) & 255};${(value >> 8) & 255};${value & 255}`;
  if (value < 8) return `${first + value}`;
  if (value < 16) return `${bright + value - 8}`;
  return `${extended};5;${value}`;
}
