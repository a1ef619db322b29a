/** Opening the screen: the only way to Ink. */
import { UserError } from "../base/errors.ts";
import type { Ns } from "../base/time.ts";
import type { Opening, RaceStart } from "../screen/scene/stage.ts";
import { type Context, outputCapabilities, type ScreenLook, withSettings } from "./context.ts";
import { EXIT, type ExitStatus } from "./faults.ts";
import { findView } from "./look.ts";
import type { ScenarioSource } from "./scenario.ts";
import { findSpeed } from "./speed.ts";
import type { ProgramStage } from "./stage.ts";

export interface ScreenRequest {
  /** The scenario and the model to open, or the models to compare; null for the picker. */
  readonly opening:
    | null
    | { readonly source: ScenarioSource; readonly model: string }
    /** `best`: the one that is told about first, where it is among them. */
    | { readonly source: ScenarioSource; readonly models: readonly string[]; readonly best: string };
  readonly look: ScreenLook;
  readonly until: Ns | undefined;
}

/** Shows the screen until it is left. */
export async function openScreen(context: Context, request: ScreenRequest): Promise<ExitStatus> {
  const look = await withSettings(context, request.look);
  const [{ ProgramStage }, screen, { AUTO }, capabilities, view, speed] = await Promise.all([
    import("./stage.ts"),
    import("../screen/tui/open.ts"),
    import("../screen/views/themes/index.ts"),
    outputCapabilities(context, look),
    look.view === undefined ? null : findView(look.view),
    look.speed === undefined ? null : findSpeed(look.speed),
  ]);
  const { opening, until } = request;
  const written: string[] = [];
  const stage = new ProgramStage(opening?.source ?? null, until === undefined ? {} : { until }, async (...take) => {
    const { keepTake } = await import("./recording/keep.ts");
    const told = await keepTake(...take).catch(messageOf);
    written.push(told);
    return told;
  });
  const status = await screen.openScreen({
    stage,
    capabilities,
    theme: look.theme ?? AUTO,
    mouse: look.mouse === true && !capabilities.screenReader,
    opening: openingOf(stage, opening),
    wishes: {
      ...(view === null ? {} : { view }),
      ...(speed === null ? {} : { speed }),
      presenting: look.presenter === true,
    },
  });
  // The screen is gone, and its last line with it.
  for (const told of written) context.stderr.write(`${told}\n`);
  return status === EXIT.interrupted ? EXIT.interrupted : EXIT.done;
}

function messageOf(error: unknown): string {
  if (error instanceof UserError) return error.message;
  throw error;
}

function openingOf(stage: ProgramStage, opening: ScreenRequest["opening"]): Opening | RaceStart | null {
  if (opening === null) return null;
  const scenario = opening.source.name;
  if ("models" in opening) {
    const entrants = opening.models.map((id) => ({
      label: stage.models.find((model) => model.id === id)?.title ?? id,
      knobs: stage.knobsOf(scenario, id),
    }));
    return { scenario, entrants, chosen: Math.max(0, opening.models.indexOf(opening.best)) };
  }
  const knobs = stage.knobsOf(scenario, opening.model);
  return { scenario, knobs };
}
