/** Recordings for players: what a terminal shows after each event is the picture itself. */
import { describe, expect, test } from "vitest";
import { writtenAs } from "../../src/cli/recording/forms.ts";
import type { Made } from "../../src/cli/recording/make.ts";
import { gridOf, gridText } from "../../src/screen/paint/grid.ts";
import { Pens } from "../../src/screen/paint/pens.ts";
import { darkTheme } from "../../src/screen/views/themes/dark.ts";
import { lightTheme } from "../../src/screen/views/themes/light.ts";
import type { Theme } from "../../src/screen/views/themes/theme.ts";
import { Headless } from "../screen/paint/headless.ts";
import { recorded } from "../support/recorded.ts";

type CastEvent = readonly [time: number, code: string, data: string];

async function cast(made: Made, castVersion: "2" | "3" = "2") {
  const pieces = await writtenAs("cast", made, { castVersion, still: false, frames: false });
  const [header, ...events] = [...pieces].join("").trimEnd().split("\n");
  return { header: JSON.parse(header ?? ""), events: events.map((line) => JSON.parse(line) as CastEvent) };
}

const TAPES = [
  "size 100x30\nspeed 1/50\nfps 5\nplay\nend\n",
  "scenario ten-downloads\nmodel asyncio\nview split\nsize 120x40\nspeed 1/20\nfps 5\nplay\nend\nkey ?\nwait 1s\n",
  "scenario two-locks\nview restaurant\nsize 80x24\nspeed 1/20\nfps 5\nplay\nend\nkey escape\nkeys v v\n",
  "scenario noisy-neighbours\nmodel goroutines\nview threads\nsize 60x16\nspeed 1/20\nfps 5\nplay\nwait 5s\ntype :30ms\nkey enter\n",
  "size 80x24\nspeed 1/20\nfps 5\nplay\nwait 500ms\nkey T\nwait 1s\nkey T\n",
];

describe.each(TAPES)("%j", (tape) => {
  test("a terminal shows each picture of it", async () => {
    const made = await recorded(tape);
    const { recording, painting } = made;
    const { events, header } = await cast(made);
    expect([header.width, header.height]).toEqual([recording.columns, recording.rows]);
    const terminal = new Headless(recording.columns, recording.rows);
    const pens = new Pens("truecolour", painting.theme);
    const outputs = events.filter(([, code]) => code === "o");
    expect(outputs.length).toBe(recording.shots.length + 1);
    for (const [index, { lines, atMs }] of recording.shots.entries()) {
      const [time, , data] = outputs[index] as CastEvent;
      expect(time).toBe(atMs / 1000);
      await terminal.write(data);
      expect(terminal.text()).toBe(gridText(gridOf(lines, recording.columns, recording.rows, pens)));
    }
    expect(terminal.linesScrolledAway).toBe(0);
    expect(outputs.at(-1)?.[0]).toBe(recording.durationMs / 1000);
  });

  test("version 3 has the same events, each counted from the one before, without a rounding that adds up", async () => {
    const made = await recorded(tape);
    const two = await cast(made, "2");
    const three = await cast(made, "3");
    expect(three.header).toMatchObject({ version: 3, term: { cols: two.header.width, rows: two.header.height } });
    let sum = 0;
    const absolute = three.events.map(([interval, code, data]): CastEvent => {
      sum += Math.round(interval * 1000);
      return [sum / 1000, code, data];
    });
    expect(absolute).toEqual(two.events);
  });

  test("it is the same file every time", async () => {
    const [one, other] = [await recorded(tape), await recorded(tape)];
    expect(await cast(one)).toEqual(await cast(other));
  });
});

test("another theme brings its ground along, where it has another, and leaves plain letters behind", async () => {
  const made = await recorded("size 80x24\ncard 0s\nwait 1s\nkey T\nwait 1s\nkey T\nwait 1s\nkey T\n");
  const { events } = await cast(made);
  const [dark, light, contrast, safe] = events.map(([, , data]) => data);
  const ground = ({ paper }: Theme) => `48;2;${paper >> 16};${(paper >> 8) & 255};${paper & 255}`;
  expect(dark).not.toContain(ground(darkTheme));
  expect(light).toContain(`${ground(lightTheme)}m\x1b[2J`);
  expect(contrast).toContain("\x1b[2J");
  expect(contrast).not.toContain(ground(lightTheme));
  expect(safe).toContain("\x1b[2J");
  expect(events.at(-1)?.[2].startsWith("\x1b[m")).toBe(true);
});

test("time never goes back, and markers stand where a player finds the picture they mean", async () => {
  const made = await recorded('speed 1/50\nmarkers handovers\nplay\nwait 500ms\nchapter "now"\nend\n');
  const { events } = await cast(made);
  const times = events.map(([time]) => time);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
  const markers = events.filter(([, code]) => code === "m");
  expect(markers.map(([time, , data]) => [time, data])).toEqual(
    made.recording.markers.map(({ atMs, label }) => [atMs / 1000, label]),
  );
  for (const [index, [time, code]] of events.entries()) {
    // The picture of a marker's instant comes after it.
    if (code === "o" && events[index + 1]?.[1] === "m") expect(events[index + 1]?.[0]).toBeGreaterThan(time - 1e-9);
  }
});

test("the cursor is hidden and comes back, and nothing names a day or a machine", async () => {
  const made = await recorded("speed 1/50\nfps 5\nplay\nend\n");
  const { header, events } = await cast(made);
  expect(events[0]?.[2].startsWith("\x1b[?25l")).toBe(true);
  expect(events.at(-1)?.[2].endsWith("\x1b[?25h")).toBe(true);
  expect(Object.keys(header).toSorted()).toEqual(["duration", "env", "height", "theme", "title", "version", "width"]);
});
