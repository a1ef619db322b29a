/** Where a person's settings lie, on each kind of system. */
import { homedir } from "node:os";
import { join } from "node:path";
import type { Context } from "../context.ts";

/**
 * `$XDG_CONFIG_HOME/gilgrill/settings.yaml` where that variable is set; else the folder the system keeps such files in: `~/.config`,
 * on macOS `~/Library/Application Support`, on Windows `%APPDATA%`.
 */
export function settingsPath({ env, platform }: Pick<Context, "env" | "platform">): string {
  return join(configFolder(env, platform), "gilgrill", "settings.yaml");
}

function configFolder(env: Context["env"], platform: string): string {
  const { XDG_CONFIG_HOME: xdg, APPDATA: roaming, HOME: home = homedir() } = env;
  if (xdg !== undefined && xdg !== "") return xdg;
  if (platform === "darwin") return join(home, "Library", "Application Support");
  if (platform === "win32") return roaming || join(homedir(), "AppData", "Roaming");
  return join(home, ".config");
}
