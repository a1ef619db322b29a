/** What the command line says of the look, checked the same way by every command. */
import type { ScreenLook } from "./context.ts";
import { findSpeed } from "./speed.ts";

/** @throws UserError where there is no such theme or view, or a speed is none; whether a screen opens or not. */
export async function checkLook({ theme, view, speed }: ScreenLook): Promise<void> {
  if (theme !== undefined) (await import("../screen/views/themes/index.ts")).themes.get(theme);
  if (view !== undefined) await findView(view);
  if (speed !== undefined) await findSpeed(speed);
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
