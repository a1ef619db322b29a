/** Recordings: made-up time, shots, markers, pauses. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Recording, withCard, withoutPauses } from "../../../src/screen/recorder/recording.ts";
import { plain } from "../../../src/screen/views/line.ts";
import { recorded } from "../../support/recorded.ts";

const text = (recording: Recording, shot: number): string =>
  (recording.shots.at(shot)?.lines ?? []).map((line) => plain(line).trimEnd()).join("\n");

describe("a tape", () => {
  test("plays until an instant of the run, exactly, and goes on from there", async () => {
    const { recording } = await recorded("speed 1/50\ncard 0s\nuntil 46ms\nwait 1s\nkey n\n");
    expect(text(recording, -2)).toMatch(/▼ 46\.0 ms/);
    expect(recording.shots.at(-1)?.atMs).toBeGreaterThanOrEqual(2_300 + 1_000 - 34);
    expect(recording.durationMs).toBe(2_300 + 1_000 + 3_000);
  });

  test("waits while nothing plays, and plays while something does", async () => {
    const still = await recorded("speed 1/50\ncard 0s\nwait 2s\n");
    expect(still.recording.shots.length).toBe(1);
    expect(still.recording.durationMs).toBe(5_000);
    const playing = await recorded("speed 1/50\ncard 0s\nplay\nwait 2s\n");
    expect(text(playing.recording, -1)).toMatch(/▼ 40\.0 ms/);
  });

  test("types what a person would", async () => {
    const { recording } = await recorded("card 0s\ntype :46ms\nkey enter\n");
    expect(text(recording, 3)).toMatch(/go to: :?46/);
    expect(text(recording, -1)).toMatch(/▼ 46\.0 ms/);
  });

  test("plays so many events a second", async () => {
    const { recording } = await recorded("events-per-second 20\ncard 0s\nplay\nwait 3s\n");
    expect(text(recording, -1)).toMatch(/20\/s +event +60 of/);
  });

  test("begins where it says", async () => {
    const { recording } = await recorded("from 50%\nselect 2\ncard 0s\n");
    expect(text(recording, 0)).toMatch(/▼ 49\.\d ms/);
  });

  test.each([
    ["card 0s\nuntil 46ms\nuntil 20ms\n", "test.tape:3:1: it is later than that already"],
    ["until 5s\n", "test.tape:1:1: the run has ended by then"],
    ["key p\n", "test.tape:1:1: this leads to a list to choose from, which cannot be recorded"],
    ["key q\n", "test.tape:1:1: this leaves the program; a recording ends with its last deed"],
    ["size 20x10\n", "test.tape:1:6: found 20x10, expected 60x16 to 400x200"],
    ["size big\n", 'test.tape:1:6: found "big", expected COLUMNSxROWS, such as 100x30'],
    ["from later\n", 'test.tape:1:6: "later" is neither a time (46ms, 1.5s) nor an event (120) nor a share (50%)'],
    ["models blocking,asyncoi\n", /^test\.tape:1:8: unknown model "asyncoi", did you mean asyncio\?/],
    ["cores many\n", /^test\.tape:1:7: cores many: found "many", expected a whole number/],
    ["set machine.coers=2\n", "test.tape:1:5: set machine.coers=2: unknown key, did you mean cores?"],
    ["view lnaes\n", /^test\.tape:1:6: unknown view "lnaes", did you mean lanes\?/],
    ["speed fast\n", 'test.tape:1:7: found "fast", expected simulated time for real time, such as 1/100 or 2'],
    ["fps 60\n", 'test.tape:1:5: found "60", expected a number from 1 to 30'],
    ["speed 1/100000\nplay\nend\n", /^test\.tape:3:1: the recording would take more than an hour/],
  ])("%j is refused", async (tape, message) => {
    await expect(recorded(tape)).rejects.toThrow(message);
  });
});

test("before an audience it goes on by itself, after a pause at each thing to be seen", async () => {
  const { recording } = await recorded("presenter yes\nspeed 1/50\ncard 0s\nplay\nend\n");
  const { recording: plainly } = await recorded("speed 1/50\ncard 0s\nplay\nend\n");
  const pauses = recording.shots.slice(1).filter(({ atMs }, at) => atMs - (recording.shots[at]?.atMs ?? 0) >= 2_500);
  expect(pauses.length).toBeGreaterThan(0);
  expect(recording.durationMs - plainly.durationMs).toBeGreaterThanOrEqual(2_500 * pauses.length - 100);
  expect(text(recording, -1)).toMatch(/event 459 of 459/);
});

describe("shots", () => {
  test("have the colours of the theme that is on, those of the beginning without saying so", async () => {
    const { recording } = await recorded("theme light\ncard 0s\nwait 1s\nkey T\nwait 1s\nkeys T T T\nwait 1s\n");
    expect(recording.shots.map(({ theme }) => theme && [theme.id, theme.ground])).toEqual([
      undefined,
      ["contrast", "light"],
      undefined,
    ]);
  });

  test("come no faster than asked, later and later, and no two alike in a row", async () => {
    for (const fps of [1, 7, 30]) {
      const { recording } = await recorded(
        `fps ${fps}\nspeed 1/50\ncard 0s\nplay\nwait 333ms\nkey n\nwait 10ms\nkey n\nend\n`,
      );
      const times = recording.shots.map(({ atMs }) => atMs);
      const gaps = times.slice(1).map((atMs, index) => atMs - (times[index] as number));
      expect(Math.min(...gaps)).toBeGreaterThanOrEqual(Math.floor(1000 / fps));
      expect(times.every(Number.isInteger)).toBe(true);
      expect(recording.shots.slice(1).filter((_, at) => text(recording, at) === text(recording, at + 1))).toEqual([]);
    }
  });
});

describe("markers", () => {
  const markers = async (tape: string) => (await recorded(tape)).recording.markers;

  test("chapters stand where they were said", async () => {
    expect(await markers('card 2s\nmarkers chapters\nwait 1s\nchapter "one"\nkey n\nwait 1s\nchapter two\n')).toEqual([
      { atMs: 3_000, label: "one" },
      { atMs: 4_000, label: "two" },
    ]);
  });

  test("hand-overs are told in the words of the screen", async () => {
    const found = await markers("speed 1/500\ncard 0s\nmarkers handovers\nplay\nwait 20s\n");
    expect(found.length).toBeGreaterThan(5);
    expect(found[0]?.label).toMatch(/got the GIL/);
  });

  test("those by chance are so far apart that each can be found", async () => {
    const found = await markers("speed 1/200\ncard 0s\nplay\nend\n");
    const gaps = found.slice(1).map(({ atMs }, index) => atMs - (found[index]?.atMs ?? 0));
    expect(found.length).toBeGreaterThan(3);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(2_000);
  });

  test("a race marks who is done", async () => {
    const found = await markers("models blocking,asyncio\nspeed 1/100\ncard 0s\nplay\nend\n");
    expect(found.map(({ label }) => label.replace(/ after.*/, ""))).toEqual(["asyncio is done", "blocking is done"]);
  });
});

describe("pauses", () => {
  const recording = fc
    .tuple(fc.uniqueArray(fc.integer({ min: 1, max: 60_000 }), { maxLength: 20 }), fc.array(fc.nat(70_000)))
    .map(([times, marks]): Recording => {
      const shots = [0, ...times.toSorted((a, b) => a - b)].map((atMs) => ({ atMs, lines: [] }));
      const markers = marks.toSorted((a, b) => a - b).map((atMs) => ({ atMs, label: `${atMs}` }));
      return { title: "", about: "", columns: 60, rows: 16, shots, markers, durationMs: 75_000 };
    });

  test("none is longer than the limit, shorter ones stay, the last picture stands as long as before", () => {
    fc.assert(
      fc.property(recording, fc.integer({ min: 1, max: 5_000 }), (whole, limit) => {
        const cut = withoutPauses(whole, limit);
        const gaps = ({ shots }: Recording) => shots.slice(1).map(({ atMs }, at) => atMs - (shots[at]?.atMs ?? 0));
        expect(gaps(cut)).toEqual(gaps(whole).map((gap) => Math.min(gap, limit)));
        const last = ({ durationMs, shots }: Recording) => durationMs - (shots.at(-1)?.atMs ?? 0);
        expect(last(cut)).toBe(last(whole));
      }),
    );
  });

  test("a marker stays with its picture", () => {
    fc.assert(
      fc.property(recording, fc.integer({ min: 1, max: 5_000 }), (whole, limit) => {
        const shown = ({ shots, markers }: Recording) =>
          markers.map(({ atMs }) => shots.findLastIndex((shot) => shot.atMs <= atMs));
        const cut = withoutPauses(whole, limit);
        const before = shown(whole);
        // One that lies in what was cut goes to the end of the pause, where the next picture begins.
        for (const [index, shot] of shown(cut).entries()) expect([0, 1]).toContain(shot - (before[index] as number));
        expect(cut.markers.map(({ atMs }) => atMs)).toEqual(
          cut.markers.map(({ atMs }) => atMs).toSorted((a, b) => a - b),
        );
      }),
    );
  });

  test("a card comes before, and moves everything else", () => {
    fc.assert(
      fc.property(recording, (whole) => {
        const carded = withCard(whole, [[]], 2_000);
        expect(carded.shots.slice(1).map(({ atMs }) => atMs - 2_000)).toEqual(whole.shots.map(({ atMs }) => atMs));
        expect(carded.markers.map(({ atMs }) => atMs - 2_000)).toEqual(whole.markers.map(({ atMs }) => atMs));
        expect(carded.durationMs - 2_000).toBe(whole.durationMs);
      }),
    );
  });
});
