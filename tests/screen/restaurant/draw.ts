/** Runs and drawings of the restaurant for tests. */
import { ms } from "../../../src/base/time.ts";
import type { Frame } from "../../../src/screen/frame/frame.ts";
import { PreparedRun } from "../../../src/screen/frame/prepared.ts";
import { restaurant } from "../../../src/screen/views/restaurant/restaurant.ts";
import type { Room } from "../../../src/screen/views/view.ts";
import { runtimes } from "../../../src/simulation/runtimes/index.ts";
import { scenarioText } from "../../../src/simulation/scenarios/index.ts";
import { simulate } from "../../../src/simulation/simulate.ts";
import { loadScenario } from "../../../src/simulation/workload/load.ts";
import { parseSetting } from "../../../src/simulation/workload/settings.ts";
import { drawing, frameAtTime } from "../../support/drawing.ts";

/** A run whose numbers are exact: nothing costs anything. */
export const real = (scenario: string, model: string, ...settings: readonly string[]): PreparedRun => {
  const workload = loadScenario(scenarioText(scenario), scenario, ["costs=none", ...settings].map(parseSetting));
  return new PreparedRun(simulate(workload, runtimes.get(model)));
};

/** Sentences are the narration's affair: a fixed one stands for them. */
function calm(frame: Frame): Frame {
  const [first] = frame.tasks;
  const tile = first?.tile;
  return tile === undefined
    ? frame
    : { ...frame, story: [{ text: tile.name, tile }, { text: " is hungry." }], why: [] };
}

export const drawn = (run: PreparedRun, milliseconds: number, room: Room): string =>
  `\n${drawing(restaurant, calm(frameAtTime(run, ms(milliseconds), { columns: 1 })), room)}\n`;
