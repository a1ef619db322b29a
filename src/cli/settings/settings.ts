/** A person's settings: found only where there are any, so that nobody waits for a file that is not there. */
import { existsSync } from "node:fs";
import type { Context } from "../context.ts";
import { settingsPath } from "./path.ts";

/** What is left out is as the program has it. */
export interface Settings {
  readonly theme?: string;
  readonly view?: string;
  /** As `--speed` takes it. */
  readonly speed?: string;
  readonly ascii?: boolean;
  readonly color?: boolean;
  readonly mouse?: boolean;
  readonly reader?: boolean;
  readonly presenter?: boolean;
}
export type SettingId = keyof Settings;

/** @throws UserError where the file is wrong: its place, what was found, what is expected. */
export async function settingsOf(context: Context): Promise<Settings> {
  const path = settingsPath(context);
  if (!existsSync(path)) return {};
  const { readSettings } = await import("./file.ts");
  return readSettings(path);
}

/** What the environment says about a setting, which goes before the file: a value, and the variable's name; else null. */
export function fromEnvironment(id: SettingId, env: Context["env"]): { value: boolean; variable: string } | null {
  if (id === "color") {
    const forced = env["FORCE_COLOR"];
    if (forced !== undefined) return { value: forced !== "0" && forced !== "false", variable: "FORCE_COLOR" };
    return (env["NO_COLOR"] ?? "") === "" ? null : { value: false, variable: "NO_COLOR" };
  }
  const read = env["INK_SCREEN_READER"];
  return id === "reader" && read !== undefined ? { value: read === "true", variable: "INK_SCREEN_READER" } : null;
}
