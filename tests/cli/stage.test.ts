import { expect, test } from "vitest";
import { ms } from "../../src/base/time.ts";
import { ProgramStage } from "../../src/cli/stage.ts";
import { composeLines } from "../../src/screen/scene/compose.ts";
import { openSession } from "../../src/screen/session/session.ts";

const room = { columns: 120, rows: 39, unicode: true, colour: true };

test("a long run is made ready in slices, and is the same as one that is made at once", () => {
  const stage = new ProgramStage(null, {});
  const knobs = { ...stage.knobsOf("ten-thousand-connections", "asyncio"), tasks: 2_000 };
  const slices = stage.inSlices("ten-thousand-connections", knobs);
  const told: (number | null)[] = [];
  let next = slices.next();
  for (; next.done !== true; next = slices.next()) told.push(next.value.time);
  // The simulation says how far it is; then the run is read, and looked through for what is to be learnt.
  const simulated = told.indexOf(null);
  expect(simulated).toBeGreaterThan(0);
  expect(told.slice(simulated).every((time) => time === null)).toBe(true);
  expect(told.length - simulated).toBeGreaterThan(10);

  const atOnce = stage.simulate("ten-thousand-connections", knobs);
  if (!next.value.ok || !atOnce.ok) throw new Error("it can be run");
  const screen = ({ run }: { readonly run: (typeof atOnce)["run"] }) =>
    ["lanes", "why", "restaurant"].map((view) => {
      const models = stage.models.map(({ id }) => id);
      const views = stage.views.map(({ id }) => id);
      return composeLines(stage, openSession({ run, knobs, models, views, view, at: ms(30) }), room);
    });
  expect(screen(next.value)).toEqual(screen(atOnce));
  for (const what of ["switches", "handovers", "findings"] as const) {
    expect(next.value.run[what]).toEqual(atOnce.run[what]);
  }
});

test("a short run comes with the first slice", () => {
  const stage = new ProgramStage(null, {});
  const slices = stage.inSlices("three-friends", stage.knobsOf("three-friends", "threads-gil"));
  expect(slices.next().done).toBe(true);
});
