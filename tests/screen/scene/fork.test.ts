/** What if on the screen: the panel, both futures, the fork that is opened, undone and saved. */
import { describe, expect, test } from "vitest";
import { ProgramStage } from "../../../src/cli/stage.ts";
import type { StagedRun } from "../../../src/cli/staged-run.ts";
import { sceneLines } from "../../../src/screen/scene/scene-lines.ts";
import { Show } from "../../../src/screen/scene/show.ts";
import { plain } from "../../../src/screen/views/line.ts";
import type { Room } from "../../../src/screen/views/view.ts";

const room = (columns: number, rows: number, unicode = true): Room => ({ columns, rows, unicode, colour: false });

/** A show of the three friends at 20 ms, and what it says. */
function open(scenario = "three-friends", model = "threads-gil") {
  const stage = new ProgramStage(null, {});
  const put: (() => void)[] = [];
  const doors = { quit: () => {}, suspend: () => {}, later: (call: () => void) => put.push(call) };
  const show = new Show<StagedRun>(
    stage,
    { scenario, knobs: stage.knobsOf(scenario, model), playing: false, view: "lanes" },
    doors,
  );
  const press = (...keys: readonly string[]): void => {
    for (const key of keys) {
      show.key(key);
      while (put.length > 0) for (const call of put.splice(0)) call();
    }
  };
  press(..."_20ms".replace("_", ":"), "enter");
  const text = (where: Room): string => (sceneLines(show, where) ?? []).map((line) => plain(line).trimEnd()).join("\n");
  const session = () => {
    const scene = show.snapshot();
    if (scene.kind !== "watch") throw new Error(`it is a ${scene.kind}`);
    return scene.session;
  };
  return { show, press, text, session };
}

test("the panel, drawn", () => {
  const { press, text } = open();
  press("e");
  expect(text(room(80, 12))).toBe(` gilgrill · what if, from 20.0 ms on ...

 ▶ who is next         [A Ann]  B Bob   →
   cores               4
   switch interval     5 ms
   fryer               30 ms
   drinks machine      10 ms

   Choice 3 of the kernel, at 20.6 ms: which waiter is woken. In brackets,
   who it is.

 ↑↓ choose   ←→ change   enter: both futures, side by side   esc closes`);
  press("right");
  expect(text(room(80, 12))).toContain(` ▶ who is next       ←  A Ann  [B Bob]`);
  expect(text(room(80, 12))).toContain("What if: Bob is next at 20.6 ms? Enter shows both futures.");
  press("down", "left");
  expect(text(room(80, 12))).toContain(" ▶ cores             ← 3 →   as it is: 4");
  expect(text(room(80, 12, false))).toContain(" > cores             < 3 >   as it is: 4");
});

describe.each(["three-friends", "ten-downloads", "noisy-neighbours"])("the panel over %s", (scenario) => {
  test.each([
    [60, 16],
    [80, 24],
    [120, 40],
    [240, 60],
  ])("fits into %ix%i", (columns, rows) => {
    for (const model of ["threads-gil", "goroutines", "multiprocessing"]) {
      const { show, press } = open(scenario, model);
      press("e");
      for (const key of ["right", "down", "down", "down", "down"]) {
        for (const unicode of [true, false]) {
          const lines = sceneLines(show, room(columns, rows, unicode)) ?? [];
          expect(lines).toHaveLength(rows);
          for (const line of lines) expect(plain(line).length).toBeLessThanOrEqual(columns);
        }
        press(key);
      }
    }
  });
});

test("both futures, the one that is opened, and back again", () => {
  const { show, press, text, session } = open();
  press("e", "down", "left", "left", "left", "enter");
  const scene = show.snapshot();
  if (scene.kind !== "race") throw new Error("no race");
  const [was, other] = scene.race.entrants;
  expect(scene.race).toMatchObject({ title: "What if", chosen: 1, partsAt: 20_000_000 });
  expect([was?.label, other?.label]).toEqual(["as it was", "with 1 core"]);
  if (was?.state !== "ready" || other?.state !== "ready") throw new Error("not simulated");
  expect(other.run.end).toBeGreaterThan(was.run.end);
  press("space", ..."_40ms".replace("_", ":"), "enter");
  expect(text(room(120, 40))).toContain("they part");
  press("enter", ..."_40ms".replace("_", ":"), "enter");
  expect(session().knobs.whatIf).toEqual([{ at: 20_000_000, cores: 1 }]);
  const lanes = text(room(140, 40));
  expect(lanes).toContain("what if: 1 core from 20 ms on");
  expect(lanes).toMatch(/threads \+ GIL {2}1 core/);
  for (const core of [1, 2, 3]) expect(lanes).toMatch(new RegExp(`^ core ${core} .* offline$`, "m"));
  expect(text(room(80, 24))).toContain("forked");
  press("u");
  expect(session()).toMatchObject({ knobs: { whatIf: [] }, cursor: { time: 40_000_000 } });
  expect(session().run.end).toBe(was.run.end);
  expect(text(room(140, 40))).not.toContain("offline");
});

test("a lane is blank while its core is away, and nothing else is", () => {
  const { press, text } = open();
  press("e", "down", "left", "left", "left", "enter", "space", "enter", "a", "G");
  const lane = (core: number) =>
    text(room(120, 40))
      .split("\n")
      .find((line) => line.startsWith(` core ${core}`)) ?? "";
  // A tenth of a millisecond of lanes is told at the left of 20 ms only.
  expect(lane(2).slice(15, 30)).toContain("·");
  expect(lane(2).slice(50, 90).trim()).toBe("");
  expect(lane(0).slice(50, 90)).toMatch(/[ABC]/);
});

test("choices of the kernel are named where they are", () => {
  const { press, text, session } = open();
  press("g", "y", "y");
  expect(session().cursor.event).toBe(session().run.choices[1]);
  expect(text(room(120, 40))).toMatch(/choice 1: [\w ]+ (gets the core|is woken), not [\w, ]+/);
});
