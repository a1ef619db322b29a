/** Opening the screen: the only way to Ink. */
import { UserError } from "../base/errors.ts";
import type { Ns } from "../base/time.ts";
import type { Opening, RaceStart } from "../screen/scene/stage.ts";
import { type Context, type LookOptions, outputCapabilities } from "./context.ts";
import { EXIT, type ExitStatus } from "./faults.ts";
import type { ScenarioSource } from "./scenario.ts";
import type { ProgramStage } from "./stage.ts";

export interface ScreenRequest {
  /** The scenario and the model to open, or the models to compare; null for the picker. */
  readonly opening:
    | null
    | { readonly source: ScenarioSource; readonly model: string }
    | { readonly source: ScenarioSource; readonly models: readonly string[] };
  /** The view to begin with; null for the session's own choice. */
  readonly view: string | null;
  /** An index of the session's speeds; null for the session's own choice. */
  readonly speed: number | null;
  readonly look: LookOptions;
  readonly until: Ns | undefined;
}

/** Shows the screen until it is left. */
export async function openScreen(context: Context, request: ScreenRequest): Promise<ExitStatus> {
  const [{ ProgramStage }, screen, capabilities] = await Promise.all([
    import("./stage.ts"),
    import("../screen/tui/open.ts"),
    outputCapabilities(context, request.look),
  ]);
  const { opening, view, speed, until } = request;
  const stage = new ProgramStage(opening?.source ?? null, until === undefined ? {} : { until });
  const status = await screen.openScreen({ stage, capabilities, opening: openingOf(stage, opening, view, speed) });
  return status === EXIT.interrupted ? EXIT.interrupted : EXIT.done;
}

function openingOf(
  stage: ProgramStage,
  opening: ScreenRequest["opening"],
  view: string | null,
  speed: number | null,
): Opening | RaceStart | null {
  if (opening === null) return null;
  const scenario = opening.source.name;
  const chosen = speed === null ? {} : { speed };
  if ("models" in opening) {
    const entrants = opening.models.map((id) => ({
      label: stage.models.find((model) => model.id === id)?.title ?? id,
      knobs: stage.knobsOf(scenario, id),
    }));
    return { scenario, entrants, ...chosen };
  }
  const knobs = stage.knobsOf(scenario, opening.model);
  return { scenario, knobs, ...(view === null ? {} : { view }), ...chosen };
}

/**
 * The id of a view.
 *
 * @throws UserError where there is none of that name.
 */
export async function findView(id: string): Promise<string> {
  const { views } = await import("../screen/views/index.ts");
  return views.get(id).id;
}

/**
 * The index of the speed nearest to a ratio such as `1/100` or `2`.
 *
 * @throws UserError where it is no ratio.
 */
export async function findSpeed(text: string): Promise<number> {
  const match = /^(\d+(?:\.\d+)?)(?:\/(\d+(?:\.\d+)?))?$/.exec(text.trim());
  const ratio = match === null ? 0 : Number(match[1]) / Number(match[2] ?? 1);
  if (!Number.isFinite(ratio) || ratio <= 0) {
    throw new UserError(`--speed: found "${text}", expected simulated time for real time, such as 1/100 or 2`);
  }
  const { SPEEDS } = await import("../screen/session/speeds.ts");
  const distance = (index: number): number => Math.abs(Math.log((SPEEDS[index]?.factor ?? 1) / ratio));
  return SPEEDS.reduce((best, _, index) => (distance(index) < distance(best) ? index : best), 0);
}
