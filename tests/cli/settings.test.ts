/** The file of a person's settings: what it may say, who goes before it, and how it is changed. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Readable, Writable } from "node:stream";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Context, outputCapabilities, type ScreenLook, withSettings } from "../../src/cli/context.ts";
import { SETTING_IDS } from "../../src/cli/settings/keys.ts";
import { settingsPath } from "../../src/cli/settings/path.ts";
import { type Ran, runCli } from "./run-cli.ts";

let folder = "";
let file = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "gilgrill-settings-"));
  file = join(folder, "gilgrill", "settings.yaml");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const settings = (...words: readonly string[]): Promise<Ran> =>
  runCli(["settings", ...words], { env: { XDG_CONFIG_HOME: folder } });
function keep(text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
const kept = (): string => readFileSync(file, "utf8");

const contextOf = (env: Readonly<Record<string, string>> = {}): Context => ({
  stdin: Readable.from([]),
  stdout: Object.assign(new Writable(), { isTTY: true }),
  stderr: new Writable(),
  env: { XDG_CONFIG_HOME: folder, TERM: "xterm-256color", LANG: "C.UTF-8", ...env },
  platform: "linux",
  words: [],
});
async function look(options: ScreenLook = {}, env: Readonly<Record<string, string>> = {}) {
  const context = contextOf(env);
  return outputCapabilities(context, await withSettings(context, options));
}

test.each([
  [{ XDG_CONFIG_HOME: "/x", HOME: "/h" }, "darwin", "/x/gilgrill/settings.yaml"],
  [{ XDG_CONFIG_HOME: "", HOME: "/h" }, "linux", "/h/.config/gilgrill/settings.yaml"],
  [{ HOME: "/h" }, "darwin", "/h/Library/Application Support/gilgrill/settings.yaml"],
  [{ HOME: "/h", APPDATA: "/r" }, "win32", "/r/gilgrill/settings.yaml"],
])("%o on %s: %s", (env, platform, path) => {
  expect(settingsPath({ env, platform })).toBe(path);
});

test("without a file everything is the program's own, and the path says where a file would be", async () => {
  const { status, stdout } = await settings();
  expect(status).toBe(0);
  expect(stdout.split("\n")[0]).toBe(file);
  for (const id of SETTING_IDS) expect(stdout).toMatch(new RegExp(`^${id} +\\S`, "m"));
  expect(stdout).not.toContain("from the file");
});

test("an option goes before the environment, the environment before the file, the file before the program", async () => {
  expect(await look()).toMatchObject({ theme: { id: "dark" }, level: "256", unicode: true, screenReader: false });
  keep("theme: contrast\ncolor: false\nascii: true\nreader: true\n");
  expect(await look()).toMatchObject({ theme: { id: "contrast" }, level: "none", unicode: false, screenReader: true });
  const env = { FORCE_COLOR: "1", INK_SCREEN_READER: "false" };
  expect(await look({}, env)).toMatchObject({ level: "16", screenReader: false });
  expect(await look({ color: false, theme: "safe", reader: true }, env)).toMatchObject({
    theme: { id: "safe" },
    level: "none",
    screenReader: true,
  });
  const shown = await runCli(["settings"], { env: { XDG_CONFIG_HOME: folder, NO_COLOR: "1" } });
  expect(shown.stdout).toMatch(/^theme +contrast .* from the file$/m);
  expect(shown.stdout).toMatch(/^color +false .* from NO_COLOR$/m);
});

test("what goes into a pipe is the same whatever a person has set", async () => {
  const words = ["run", "three-friends", "-m", "threads-gil"];
  const before = await runCli(words, { env: { XDG_CONFIG_HOME: folder } });
  keep("ascii: true\ntheme: nonsense\n");
  expect(await runCli(words, { env: { XDG_CONFIG_HOME: folder } })).toEqual(before);
});

test.each([
  ["them: dark\n", ":1:1: them: unknown key, did you mean theme?"],
  [
    "# mine\n\ntheme: ligth\n",
    ':3:8: theme: found "ligth", expected auto, dark, light, contrast, safe (did you mean light?)',
  ],
  ["mouse: yes please\n", ':1:8: mouse: found "yes please", expected true or false'],
  ["speed: fast\n", ':1:8: speed: found "fast", expected simulated time for real time, such as 1/100 or 2'],
  ["speed: [1]\n", ":1:8: speed: found a list, expected simulated time for real time, such as 1/100 or 2"],
  ["- theme\n", ":1:1: found a list, expected a table of settings"],
  ["theme: dark\ntheme: light\n", ":2:1: theme: the key is there twice"],
  ["theme: [dark\n", /:\d+:\d+: not valid YAML: /],
])("%j is refused with its place", async (text, message) => {
  keep(text);
  const { status, stdout, stderr } = await settings();
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  if (typeof message === "string") expect(stderr).toBe(`${file}${message}\n`);
  else expect(stderr).toMatch(message);
});

test("set and unset keep comments and order, and make the folder", async () => {
  expect(await settings("set", "theme", "light")).toEqual({ status: 0, stdout: "", stderr: "" });
  expect(kept()).toBe("theme: light\n");
  keep("# how I like it\ntheme: dark # at night\n\nmouse: true\n");
  await settings("set", "theme", "safe");
  await settings("set", "speed", "1/200");
  expect(kept()).toBe("# how I like it\ntheme: safe # at night\n\nmouse: true\nspeed: 1/200\n");
  await settings("unset", "mouse");
  await settings("unset", "view");
  expect(kept()).toBe("# how I like it\ntheme: safe # at night\nspeed: 1/200\n");
  await settings("set", "mouse", "false");
  await settings("set", "speed", "2");
  expect((await settings()).stdout).toMatch(/^speed +2 /m);
});

test("what is wrong is not written, and what is wrong already can be put right", async () => {
  keep("theme: ligth\n");
  expect((await settings("set", "theme", "drak")).stderr).toBe(
    'settings set theme: found "drak", expected auto, dark, light, contrast, safe (did you mean dark?)\n',
  );
  expect((await settings("set", "mouse", "true")).status).toBe(2);
  expect(kept()).toBe("theme: ligth\n");
  expect((await settings("set", "theme", "light")).status).toBe(0);
  expect(kept()).toBe("theme: light\n");
  keep("# mine\nthem: dark\n# at work\nmouse: true\n");
  expect((await settings("unset", "them")).status).toBe(0);
  expect(kept()).toBe("# mine\n# at work\nmouse: true\n");
  keep("# only this\nthem: dark\n");
  expect((await settings("unset", "them")).status).toBe(0);
  expect(kept()).toContain("# only this");
  expect((await settings()).status).toBe(0);
  expect((await settings("set", "colour", "true")).stderr).toBe(
    'settings: unknown key "colour", did you mean color?\n',
  );
  keep("theme: [dark\n");
  expect((await settings("set", "theme", "dark")).status).toBe(2);
  expect(kept()).toBe("theme: [dark\n");
});

test.each(["run", "play", "compare"])(
  "%s: an unknown theme is told, whether there is a terminal or not",
  async (command) => {
    const { status, stdout, stderr } = await runCli([command, "--theme", "ligth"]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(
      /^unknown theme "ligth", did you mean light\?\n {2}there are: auto, dark, light, contrast, safe\n$/,
    );
  },
);
