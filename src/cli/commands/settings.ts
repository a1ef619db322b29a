import type { Command } from "commander";
import type { Context } from "../context.ts";
import { writeLines } from "../output.ts";

/** `gilgrill settings`: what holds for every session, where it is kept, and how to change it. */
export function addSettings(program: Command, context: Context): void {
  const command = program
    .command("settings")
    .description("what holds for every session: theme, view, speed, …")
    .action(() => show(context));
  command
    .command("set")
    .description("keep a setting")
    .argument("<key>", "such as theme")
    .argument("<value>", "such as light")
    .action(async (key: string, value: string) => {
      const [{ setSetting }, { settingsPath }] = await modules();
      setSetting(settingsPath(context), key, value);
    });
  command
    .command("unset")
    .description("forget a setting")
    .argument("<key>", "such as theme")
    .action(async (key: string) => {
      const [{ unsetSetting }, { settingsPath }] = await modules();
      unsetSetting(settingsPath(context), key);
    });
}

const modules = () => Promise.all([import("../settings/file.ts"), import("../settings/path.ts")]);

/** Every setting, what it comes to, and who said so. */
async function show(context: Context): Promise<void> {
  const [{ SETTING_KEYS }, { settingsPath }, { fromEnvironment, settingsOf }] = await Promise.all([
    import("../settings/keys.ts"),
    import("../settings/path.ts"),
    import("../settings/settings.ts"),
  ]);
  const settings = await settingsOf(context);
  const rows = SETTING_KEYS.map(({ id, about, usual }) => {
    const environment = fromEnvironment(id, context.env);
    if (environment !== null) return [id, `${environment.value}`, about, `from ${environment.variable}`] as const;
    const own = settings[id];
    return own === undefined ? ([id, usual, about, ""] as const) : ([id, `${own}`, about, "from the file"] as const);
  });
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => (row[column] ?? "").length)));
  const lines = rows.map((row) =>
    row
      .map((part, column) => part.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  await writeLines(context.stdout, [
    settingsPath(context),
    "",
    ...lines,
    "",
    "gilgrill settings set theme light keeps one; options and environment variables go before it",
  ]);
}
