/** The bytes of a reference playback: what a slow line, a recording and a terminal multiplexer have to carry. Deterministic. */
import { expect, test } from "vitest";
import { ProgramStage } from "../../src/cli/stage.ts";
import { bytesPerFrame } from "../../src/screen/paint/painter.ts";
import { composeLines } from "../../src/screen/scene/compose.ts";
import { sceneLines } from "../../src/screen/scene/scene-lines.ts";
import { Show } from "../../src/screen/scene/show.ts";
import { views } from "../../src/screen/views/index.ts";
import type { Line } from "../../src/screen/views/line.ts";

const PRESENTER = "presenter";

/** The whole run at 30 frames a second and the speed it is opened with. */
function* playback(view: string, columns: number, rows: number): Generator<readonly Line[]> {
  const stage = new ProgramStage(null, {});
  const knobs = stage.knobsOf("three-friends", "threads-gil");
  const presenting = view === PRESENTER;
  const show = new Show(
    stage,
    { scenario: "three-friends", knobs, ...(presenting ? {} : { view }) },
    { quit: () => {}, suspend: () => {}, later: (call) => call() },
    { presenting },
  );
  for (;;) {
    const scene = show.snapshot();
    if (scene.kind !== "watch") return;
    yield composeLines(stage, scene.session, { columns, rows: rows - 1, unicode: true, colour: true });
    // A presenter stops where there is something to be said.
    if (!show.playing && presenting && scene.session.cursor.time < scene.session.run.end) show.key("enter");
    if (!show.playing) return;
    show.elapsed(1000 / 30);
  }
}

const SIZES = [
  [120, 40, 550],
  [200, 60, 900],
] as const;
const EVERY_VIEW = [...views.ids, PRESENTER].flatMap((view) => SIZES.map((size) => [view, ...size] as const));

test.each(EVERY_VIEW)("%s at %dx%d: at most %d bytes a frame", (view, columns, rows, budget) => {
  const cost = bytesPerFrame(playback(view, columns, rows), columns, rows - 1, { level: "truecolour" });
  expect(cost.frames).toBeGreaterThan(300);
  expect(cost.mean).toBeLessThan(budget);
});

/** The race of the six models people compare. */
function* race(columns: number, rows: number): Generator<readonly Line[]> {
  const stage = new ProgramStage(null, {});
  const entrants = stage.compared.map((model) => ({ label: model, knobs: stage.knobsOf("three-friends", model) }));
  const show = new Show(
    stage,
    { scenario: "three-friends", entrants },
    { quit: () => {}, suspend: () => {}, later: (call) => call() },
  );
  for (;;) {
    yield sceneLines(show, { columns, rows: rows - 1, unicode: true, colour: true }) ?? [];
    if (!show.playing) return;
    show.elapsed(1000 / 30);
  }
}

test.each([
  [100, 30, 150],
  [120, 40, 150],
  [200, 60, 220],
])("a race of six models at %dx%d: at most %d bytes a frame", (columns, rows, budget) => {
  const cost = bytesPerFrame(race(columns, rows), columns, rows - 1, { level: "truecolour" });
  expect(cost.frames).toBeGreaterThan(300);
  expect(cost.mean).toBeLessThan(budget);
});
