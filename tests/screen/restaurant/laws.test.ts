/** What holds in the restaurant at every moment of a run, whatever the model. */
import { describe, expect, test } from "vitest";
import { PreparedRun } from "../../../src/screen/frame/prepared.ts";
import { plain } from "../../../src/screen/views/line.ts";
import { restaurant } from "../../../src/screen/views/restaurant/restaurant.ts";
import type { Room } from "../../../src/screen/views/view.ts";
import { runtimes } from "../../../src/simulation/runtimes/index.ts";
import { scenarioText } from "../../../src/simulation/scenarios/index.ts";
import { simulate } from "../../../src/simulation/simulate.ts";
import { loadScenario } from "../../../src/simulation/workload/load.ts";
import { ascii, colour, frameAt, mono } from "../../support/drawing.ts";

const ENDED = new Set(["finished", "failed", "cancelled", "crashed"]);
const SCENARIOS = ["three-friends", "two-locks", "blocking-in-asyncio", "page-rendering"];

const runs = (model: string): readonly PreparedRun[] =>
  SCENARIOS.flatMap((scenario) => {
    const workload = loadScenario(scenarioText(scenario), scenario);
    const runtime = runtimes.get(model);
    return runtime.refuses(workload) === null ? [new PreparedRun(simulate(workload, runtime))] : [];
  });

const moments = (run: PreparedRun): readonly number[] =>
  Array.from({ length: 25 }, (_, index) => Math.floor((index * (run.trace.log.length - 1)) / 24));

const lines = (run: PreparedRun, seq: number, room: Room): readonly string[] =>
  restaurant.draw(frameAt(run, seq, { columns: restaurant.timelineColumns(room) }), room).map(plain);

describe.each(runtimes.ids)("%s", (model) => {
  test("walls, labels and words stand still while the people move", () => {
    for (const run of runs(model)) {
      for (const room of [ascii(80, 22), ascii(120, 38), ascii(60, 15)]) {
        const still = (seq: number): readonly string[] =>
          lines(run, seq, room).map((line) => (/^ \+-/.test(line) ? line : /^ (?:served|Where)/.exec(line)?.[0]) ?? "");
        const first = still(0);
        for (const seq of moments(run)) expect(still(seq)).toEqual(first);
      }
    }
  });

  test("everybody who is there is somewhere to be seen", () => {
    for (const run of runs(model)) {
      for (const room of [ascii(80, 22), mono(120, 38)]) {
        for (const seq of moments(run)) {
          const text = lines(run, seq, room).join("\n");
          const { tasks } = frameAt(run, seq, { columns: 1 });
          if (tasks.length > 6) continue;
          for (const { tile, phase } of tasks) {
            if (phase !== "pending" && !ENDED.has(phase))
              expect(text, `${tile.name} ${phase} ${seq}`).toContain(`(${tile.letter})`);
          }
        }
      }
    }
  });

  test("compact or not, there are the time, the story and a line of the legend", () => {
    for (const run of runs(model)) {
      for (const rows of [8, 9, 10, 12, 14, 22]) {
        for (const seq of moments(run).slice(0, 6)) {
          const room = colour(80, rows);
          const drawn = lines(run, seq, room);
          expect(drawn.length).toBeLessThanOrEqual(rows);
          expect(drawn[0]).toMatch(/^ The GIL & Grill · .* ms$/);
          const story = frameAt(run, seq, { columns: 1 })
            .story.map((phrase) => phrase.text)
            .join("");
          expect(drawn.join(" ").replace(/ +/g, " ")).toContain(story.slice(0, 40).trim());
          expect(drawn.some((line) => line.includes("cook = core"))).toBe(true);
        }
      }
    }
  });
});
