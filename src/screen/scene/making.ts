/** Makes the entrants of a race, one after the other and each in slices: what is there is shown, and keys are heard, in between. */
import type { RaceAction } from "../session/race.ts";
import type { Knobs, Run, SliceMade } from "../session/state.ts";
import type { Racing } from "./scenes.ts";
import type { Slices } from "./slices.ts";
import type { Simulated, Stage } from "./stage.ts";

interface Making<R extends Run> {
  readonly stage: Stage<R>;
  readonly slices: Slices;
  /** The race that is shown, or null. */
  race(): Racing<R> | null;
  made(action: RaceAction<R>): void;
}

/** Begins with the first one that is still to come, and goes on as long as the slices are not given up. */
export function makeEntrants<R extends Run>(making: Making<R>): void {
  const scene = making.race();
  if (scene === null) return;
  const entrant = scene.race.entrants.findIndex(({ state }) => state === "waiting");
  const knobs = scene.race.entrants[entrant]?.knobs;
  if (knobs === undefined) return;
  making.slices.announce(made(making.stage, scene.scenario, knobs), {
    going: (progress) => making.made({ type: "making", entrant, progress }),
    done: (result) => {
      making.made({ type: "made", entrant, made: result.ok ? result.run : result.error });
      makeEntrants(making);
    },
  });
}

function* made<R extends Run>(
  stage: Stage<R>,
  scenario: string,
  knobs: Knobs,
): Generator<SliceMade, Simulated<R>, void> {
  const result = yield* stage.inSlices(scenario, knobs);
  if (result.ok) yield* stage.measuring(result.run);
  return result;
}
