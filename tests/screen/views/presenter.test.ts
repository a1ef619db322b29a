/** The view for an audience, as drawings. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { ms } from "../../../src/base/time.ts";
import { PreparedRun } from "../../../src/screen/frame/prepared.ts";
import { plain } from "../../../src/screen/views/line.ts";
import { drawnLetter, LETTER_SIZE } from "../../../src/screen/views/presenter/letters.ts";
import { presenter } from "../../../src/screen/views/presenter/presenter.ts";
import { ascii, colour, drawing, frameAtTime, mono } from "../../support/drawing.ts";
import { threeFriends } from "../../support/trace-builder.ts";

const run = new PreparedRun(threeFriends());
const drawn = (room: ReturnType<typeof mono>, time = 17.5): string =>
  `\n${drawing(presenter, frameAtTime(run, ms(time)), room)}\n`;

test("80x24: the time, who runs, who has the GIL, one sentence", () => {
  expect(drawn(ascii(80, 22))).toBe(`
  Three friends at the counter                                   threads + GIL

    1   77777     55555
   11       7     5
    1      7      5555
    1     7           5
   111    7    .  5555   ms

  core 0          core 1          GIL
                    BBBBBBBB        BBBBBBBB
                    BB      BB      BB      BB
         .          BBBBBBBB        BBBBBBBB
                    BB      BB      BB      BB
                    BBBBBBBB        BBBBBBBB
  idle            Bob             Bob

  Bob runs Python: 5 ms to go.
`);
});

test("the smallest screen has the same facts", () => {
  expect(drawn(mono(60, 14))).toBe(`
  Three friends at the counter               threads + GIL
  17.5 ms

  core 0   core 1   GIL
           ▄▄▄▄▄▄▄  ▄▄▄▄▄▄▄
            ████     ████
            █   █    █   █
     ·      ████     ████
            █   █    █   █
            ████     ████
           ▀▀▀▀▀▀▀  ▀▀▀▀▀▀▀
  idle     Bob      Bob

  Bob runs Python: 5 ms to go.
`);
});

test("a letter has its tile all round, and a larger screen larger letters", () => {
  const rooms = [colour(80, 22), colour(120, 39), colour(200, 59)];
  const sizes = rooms.map((room) => {
    const tile = presenter
      .draw(frameAtTime(run, ms(17.5)), room)
      .map((line) => line.find(({ style }) => style.ground === "tile")?.text)
      .filter((text) => text !== undefined);
    expect(tile[0]?.trim()).toBe("");
    expect(tile.at(-1)?.trim()).toBe("");
    for (const row of tile) expect(row).toMatch(/^ .* $/);
    return tile.length;
  });
  expect(sizes).toEqual([LETTER_SIZE + 2, 2 * LETTER_SIZE + 2, 3 * LETTER_SIZE + 4]);
});

test("whatever the moment and the room, what is said is there in full and nothing stands outside", () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 60, noNaN: true }),
      fc.integer({ min: 60, max: 240 }),
      fc.integer({ min: 14, max: 58 }),
      fc.boolean(),
      (time, columns, rows, unicode) => {
        const frame = frameAtTime(run, ms(time));
        const room = { columns, rows, unicode, colour: false };
        const lines = presenter.draw(frame, room).map(plain);
        expect(lines.length).toBeLessThanOrEqual(rows);
        for (const line of lines) expect(line.length).toBeLessThanOrEqual(columns);
        const said = (frame.findings[0] ?? frame.why[0]?.phrases ?? []).map(({ text }) => text).join("");
        expect(lines.join(" ").replace(/\s+/g, " ")).toContain(said.trim().split(/\s+/).slice(0, 3).join(" "));
        for (const { label, running } of frame.cores) {
          expect(lines.some((line) => line.includes(label))).toBe(true);
          if (running !== null) expect(lines.some((line) => line.includes(running.name.slice(0, 5)))).toBe(true);
        }
      },
    ),
    { numRuns: 60 },
  );
});

test("where the sentence is does not depend on what is said", () => {
  const rowOf = (time: number): number => {
    const frame = frameAtTime(run, ms(time));
    const first = frame.why[0]?.phrases[0]?.text.trim().split(" ")[0] ?? "";
    return presenter
      .draw(frame, colour(100, 30))
      .findLastIndex((line, row) => row > 8 && plain(line).trimStart().startsWith(first));
  };
  expect(new Set([3, 8, 12, 17.5, 22].map(rowOf)).size).toBe(1);
});

test("every letter and digit is a drawing of its own", () => {
  const signs = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"];
  expect(new Set(signs.map((sign) => drawnLetter(sign, "#", 1, 1).join("/"))).size).toBe(signs.length);
  for (const sign of [...signs, "a", "+", "?"]) {
    const rows = drawnLetter(sign, "", 2, 3);
    expect(rows).toHaveLength(LETTER_SIZE * 3);
    for (const row of rows) expect(row).toHaveLength(LETTER_SIZE * 2);
  }
});
