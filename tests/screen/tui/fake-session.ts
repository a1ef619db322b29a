import { Show } from "../../../src/screen/scene/show.ts";
import type { Opening } from "../../../src/screen/scene/stage.ts";
import { STAGE } from "./fake-stage.ts";

/** The session after these keys, by their names. */
export function open(opening: Opening, ...keys: readonly string[]) {
  const show = new Show(STAGE, opening, { quit: () => {}, suspend: () => {}, later: (call) => call() });
  for (const key of keys) show.key(key);
  const scene = show.snapshot();
  if (scene.kind !== "watch") throw new Error("no session");
  return scene.session;
}
