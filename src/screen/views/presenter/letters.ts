/** Letters and digits five by five: one cell of the drawing for each `#`, or several. */

const DRAWN = `
A .###. #...# ##### #...# #...#
B ####. #...# ####. #...# ####.
C .#### #.... #.... #.... .####
D ####. #...# #...# #...# ####.
E ##### #.... ####. #.... #####
F ##### #.... ####. #.... #....
G .#### #.... #..## #...# .####
H #...# #...# ##### #...# #...#
I .###. ..#.. ..#.. ..#.. .###.
J ..### ...#. ...#. #..#. .##..
K #..#. #.#.. ##... #.#.. #..#.
L #.... #.... #.... #.... #####
M #...# ##.## #.#.# #...# #...#
N #...# ##..# #.#.# #..## #...#
O .###. #...# #...# #...# .###.
P ####. #...# ####. #.... #....
Q .###. #...# #.#.# #..#. .##.#
R ####. #...# ####. #..#. #...#
S .#### #.... .###. ....# ####.
T ##### ..#.. ..#.. ..#.. ..#..
U #...# #...# #...# #...# .###.
V #...# #...# #...# .#.#. ..#..
W #...# #...# #.#.# ##.## #...#
X #...# .#.#. ..#.. .#.#. #...#
Y #...# .#.#. ..#.. ..#.. ..#..
Z ##### ...#. ..#.. .#... #####
0 .###. #..## #.#.# ##..# .###.
1 ..#.. .##.. ..#.. ..#.. .###.
2 .###. #...# ...#. ..#.. #####
3 ####. ....# ..##. ....# ####.
4 #..#. #..#. ##### ...#. ...#.
5 ##### #.... ####. ....# ####.
6 .###. #.... ####. #...# .###.
7 ##### ....# ...#. ..#.. ..#..
8 .###. #...# .###. #...# .###.
9 .###. #...# .#### ....# .###.
. ..... ..... ..... ..... ..#..
`;

export const LETTER_SIZE = 5;

const rowsOf = new Map(
  DRAWN.trim()
    .split("\n")
    .map((line) => {
      const [sign = "", ...rows] = line.split(" ");
      return [sign, rows] as const;
    }),
);

/**
 * A sign as rows of on and off; one that has no drawing is its own character in the middle.
 *
 * @param solid what a drawn cell is made of; empty: the sign itself
 */
export function drawnLetter(sign: string, solid: string, wide: number, high: number): readonly string[] {
  const upper = sign.toUpperCase();
  const rows = rowsOf.get(upper);
  if (rows === undefined) return inTheMiddle(sign, wide, high);
  return rows.flatMap((row) => {
    const cells = [...row].map((cell) => (cell === "#" ? solid || upper : " ").repeat(wide)).join("");
    return Array.from({ length: high }, () => cells);
  });
}

function inTheMiddle(sign: string, wide: number, high: number): readonly string[] {
  const [width, height] = [LETTER_SIZE * wide, LETTER_SIZE * high];
  const before = Math.floor((width - sign.length) / 2);
  return Array.from({ length: height }, (_, row) =>
    row === Math.floor(height / 2) ? `${" ".repeat(before)}${sign}`.padEnd(width) : " ".repeat(width),
  );
}
