/** The screen's ledger of claims. */
import { claims } from "../claims/index.ts";
import { commandsOf } from "../claims/settle.ts";
import type { Ledger } from "../screen/scene/stage.ts";
import type { Setting } from "../simulation/workload/settings.ts";
import { Court, settingsOf } from "./claims.ts";

/** The command's own words say nothing to somebody who is about to press enter. */
const COMMAND = "gilgrill play ";

/** @param variantOf the name under which a built-in scenario with changes can be opened. */
export function ledger(variantOf: (scenario: string, settings: readonly Setting[]) => string): Ledger {
  const court = new Court();
  return {
    claims: claims.all,
    settling: (id) => court.settling(claims.get(id)),
    runsOf: (id) =>
      commandsOf(claims.get(id)).map(({ plan, command }) => ({
        title: command.slice(COMMAND.length),
        scenario: variantOf(plan.scenario, settingsOf(plan)),
        model: plan.model,
      })),
  };
}
