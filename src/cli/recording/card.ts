/** The title card of what is on the stage: its scenario's own words. */
import { type Card, cardOf } from "../../screen/recorder/title-card.ts";
import { frameOf } from "../../screen/scene/compose.ts";
import type { Show } from "../../screen/scene/show.ts";
import { openSession } from "../../screen/session/session.ts";
import type { StagedRun } from "../staged-run.ts";

/** @param title instead of the scenario's own, or null */
export function recordingCard(show: Show<StagedRun>, title: string | null): Card {
  const { stage } = show;
  const scene = show.snapshot();
  if (scene.kind === "watch") return cardOf(frameOf(stage, scene.session, 0), title, watchOf(show, scene.scenario));
  if (scene.kind !== "race") throw new Error("nothing is on the stage");
  const { entrants } = scene.race;
  const ready = entrants.find((entrant) => entrant.state === "ready");
  const models = entrants.map(({ label }) => label).join(", ");
  if (ready?.state !== "ready") return { title: title ?? models, models, machine: [], people: [], watch: "" };
  const session = openSession({ run: ready.run, knobs: ready.knobs, models: [], views: [] });
  return { ...cardOf(frameOf(stage, session, 0), title, watchOf(show, scene.scenario)), models };
}

/** What the scenario teaches. */
const watchOf = ({ stage }: Show<StagedRun>, scenario: string): string =>
  stage.scenarios.find(({ id }) => id === scenario)?.teaches ?? "";
