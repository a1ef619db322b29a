/**
 * Blocks and lines as shapes instead of letters: whatever font a browser has, they meet from cell to cell. All lengths are in the units
 * of a picture, in which a cell is `CELL` wide and high.
 */

export const CELL = { width: 10, height: 21 } as const;

/** How a shape is painted: filled, filled so that the ground shows through, or a broken line. */
export type Paint = "solid" | "quarter" | "half" | "most" | "dashes";

export interface Shape {
  readonly paint: Paint;
  /** Whether neighbours with the same character are one long shape. */
  readonly joins: boolean;
  /** Path data of `count` neighbours, from a left edge on. */
  path(left: number, count: number): string;
}

const EIGHTHS = "▏▎▍▌▋▊▉█";
const LEVELS = "▁▂▃▄▅▆▇";
const SHADES: Readonly<Record<string, Paint>> = { "░": "quarter", "▒": "half", "▓": "most" };

const { width: W, height: H } = CELL;
/** Thin and heavy lines, and where the middle is. */
const THIN = 1.6;
const HEAVY = 3.6;
const MIDDLE = H / 2;
const CENTRE = W / 2;
/** Of a rounded corner: outer and inner. */
const OUTER = CENTRE + THIN / 2 - 1;
const INNER = OUTER - THIN;

/** At most two decimals, and no more than needed. */
const n = (value: number): string => `${Math.round(value * 100) / 100}`;
const box = (x: number, y: number, width: number, height: number): string =>
  `M${n(x)} ${n(y)}h${n(width)}v${n(height)}H${n(x)}z`;

const filled = (place: (left: number, width: number) => string, joins = true, paint: Paint = "solid"): Shape => ({
  paint,
  joins,
  path: (left, count) => place(left, W * count),
});

const across = (thickness: number): Shape =>
  filled((left, width) => box(left, MIDDLE - thickness / 2, width, thickness));
const down = (left: number, from: number, to: number): string => box(left + CENTRE - THIN / 2, from, THIN, to - from);
const level = (left: number, width: number): string => box(left, MIDDLE - THIN / 2, width, THIN);

/** A quarter of a ring between a side and the top or bottom of a cell. */
function corner(isLeft: boolean, isTop: boolean): Shape {
  const [side, up] = [isLeft ? -1 : 1, isTop ? -1 : 1];
  const straight = W / 2 + THIN / 2 - OUTER;
  const sweep = isLeft === isTop ? [1, 0] : [0, 1];
  const rest = MIDDLE + THIN / 2 - OUTER;
  return filled((left) => {
    const x = isLeft ? left : left + W;
    const y = MIDDLE - (up * THIN) / 2;
    const [inwards, outwards] = [-side, side];
    return (
      `M${n(x)} ${n(y)}h${n(inwards * straight)}` +
      `a${n(OUTER)} ${n(OUTER)} 0 0 ${sweep[0]} ${n(inwards * OUTER)} ${n(up * OUTER)}v${n(up * rest)}` +
      `h${n(outwards * THIN)}v${n(-up * rest)}` +
      `a${n(INNER)} ${n(INNER)} 0 0 ${sweep[1]} ${n(outwards * INNER)} ${n(-up * INNER)}h${n(outwards * straight)}z`
    );
  }, false);
}

const single = (place: (left: number) => string): Shape => filled((left) => place(left), false);

const SHAPES: ReadonlyMap<string, Shape> = new Map<string, Shape>([
  ...[...EIGHTHS].map((sign, at): [string, Shape] => {
    const whole = at === EIGHTHS.length - 1;
    return [sign, filled((left, width) => box(left, 0, whole ? width : (W * (at + 1)) / 8, H), whole)];
  }),
  ...[...LEVELS].map((sign, at): [string, Shape] => {
    const height = (H * (at + 1)) / 8;
    return [sign, filled((left, width) => box(left, H - height, width, height))];
  }),
  ...Object.entries(SHADES).map(([sign, paint]): [string, Shape] => [
    sign,
    filled((left, width) => box(left, 0, width, H), true, paint),
  ]),
  ["▕", single((left) => box(left + (W * 7) / 8, 0, W / 8, H))],
  ["▐", single((left) => box(left + W / 2, 0, W / 2, H))],
  ["▀", filled((left, width) => box(left, 0, width, H / 2))],
  ["▄", filled((left, width) => box(left, H / 2, width, H / 2))],
  ["─", across(THIN)],
  ["━", across(HEAVY)],
  ["╌", { paint: "dashes", joins: true, path: (left, count) => `M${n(left + 1)} ${MIDDLE}h${W * count - 1}` }],
  ["│", single((left) => down(left, 0, H))],
  ["├", single((left) => down(left, 0, H) + level(left + CENTRE, W / 2))],
  ["┤", single((left) => down(left, 0, H) + level(left, W / 2))],
  ["┬", single((left) => level(left, W) + down(left, MIDDLE, H))],
  ["┴", single((left) => level(left, W) + down(left, 0, MIDDLE))],
  ["┼", single((left) => level(left, W) + down(left, 0, H))],
  ["╭", corner(false, false)],
  ["╮", corner(true, false)],
  ["╰", corner(false, true)],
  ["╯", corner(true, true)],
]);

export const shapeOf = (character: string): Shape | undefined => SHAPES.get(character);
