import { expect, test } from "vitest";
import { capabilities, type TerminalFacts } from "../../../src/screen/paint/capabilities.ts";

const utf8 = { TERM: "xterm-256color", LANG: "en_GB.UTF-8" };
const facts = (env: TerminalFacts["env"], more: Partial<TerminalFacts> = {}): TerminalFacts => ({
  env,
  isTTY: true,
  platform: "linux",
  ...more,
});

test.each<[string, TerminalFacts, string]>([
  ["256 by name", facts(utf8), "256"],
  ["COLORTERM", facts({ ...utf8, COLORTERM: "truecolor" }), "truecolour"],
  ["a terminal known to have all", facts({ TERM: "xterm-kitty" }), "truecolour"],
  ["any other name", facts({ TERM: "vt220" }), "16"],
  ["dumb", facts({ TERM: "dumb", COLORTERM: "truecolor" }), "none"],
  ["no name", facts({}), "none"],
  ["Windows", facts({}, { platform: "win32" }), "truecolour"],
  ["a pipe", facts(utf8, { isTTY: false }), "none"],
  ["a pipe, --color", facts(utf8, { isTTY: false, color: true }), "256"],
  ["no terminal at all, --color", facts({}, { isTTY: false, color: true }), "16"],
  ["NO_COLOR", facts({ ...utf8, NO_COLOR: "1" }), "none"],
  ["an empty NO_COLOR", facts({ ...utf8, NO_COLOR: "" }), "256"],
  ["NO_COLOR, --color", facts({ ...utf8, NO_COLOR: "1" }, { color: true }), "256"],
  ["--no-color beats all", facts({ ...utf8, FORCE_COLOR: "3" }, { color: false }), "none"],
  ["FORCE_COLOR=0", facts({ ...utf8, FORCE_COLOR: "0" }), "none"],
  ["FORCE_COLOR=1", facts({ ...utf8, FORCE_COLOR: "1" }), "16"],
  ["FORCE_COLOR=2 into a pipe", facts({ FORCE_COLOR: "2" }, { isTTY: false }), "256"],
  ["FORCE_COLOR=3 beats NO_COLOR", facts({ ...utf8, NO_COLOR: "1", FORCE_COLOR: "3" }), "truecolour"],
  ["FORCE_COLOR without a number", facts({ ...utf8, FORCE_COLOR: "true" }, { isTTY: false }), "256"],
])("colours: %s", (_, given, level) => {
  expect(capabilities(given).level).toBe(level);
});

test.each<[string, TerminalFacts, boolean]>([
  ["LANG", facts(utf8), true],
  ["LC_ALL wins over LANG", facts({ ...utf8, LC_ALL: "C" }), false],
  ["LC_CTYPE wins over LANG", facts({ ...utf8, LANG: "C", LC_CTYPE: "C.utf8" }), true],
  ["no locale", facts({ TERM: "xterm" }), false],
  ["no locale on a Mac", facts({ TERM: "xterm" }, { platform: "darwin" }), true],
  ["the Linux console", facts({ ...utf8, TERM: "linux" }), false],
  ["--ascii", facts(utf8, { ascii: true }), false],
])("Unicode: %s", (_, given, unicode) => {
  expect(capabilities(given).unicode).toBe(unicode);
});

test.each<[string, TerminalFacts, boolean]>([
  ["a terminal", facts(utf8), true],
  ["a pipe", facts(utf8, { isTTY: false }), false],
  ["dumb", facts({ ...utf8, TERM: "dumb" }), false],
  ["without a name", facts({ LANG: "C.UTF-8" }), false],
])("interactive: %s", (_, given, interactive) => {
  expect(capabilities(given).interactive).toBe(interactive);
});

test.each<[string, TerminalFacts, boolean]>([
  ["a terminal", facts(utf8), true],
  ["a pipe", facts(utf8, { isTTY: false }), false],
  ["dumb", facts({ ...utf8, TERM: "dumb" }), false],
  ["the Linux console", facts({ ...utf8, TERM: "linux" }), false],
  ["one that is read aloud", facts(utf8, { reader: true }), false],
])("may be asked: %s", (_, given, answers) => {
  expect(capabilities(given).answers).toBe(answers);
});

test("a light ground, where the terminal says so", () => {
  expect(capabilities(facts({ ...utf8, COLORFGBG: "0;15" }))).toMatchObject({
    ground: "light",
    theme: { id: "light" },
  });
  expect(capabilities(facts({ ...utf8, COLORFGBG: "15;0" }))).toMatchObject({ ground: "dark", theme: { id: "dark" } });
  expect(capabilities(facts(utf8))).toMatchObject({ ground: "dark", theme: { id: "dark" } });
});

test("what the terminal answered about its ground wins over what the environment says", () => {
  const asked = { ...facts({ ...utf8, COLORFGBG: "15;0" }), ground: "light" } as const;
  expect(capabilities(asked).theme.id).toBe("light");
  expect(capabilities({ ...asked, theme: "contrast" }).theme).toMatchObject({ id: "contrast", ground: "light" });
  expect(capabilities({ ...asked, theme: "dark" }).theme).toMatchObject({ id: "dark", ground: "dark" });
});

test("an unknown theme is told with its neighbour", () => {
  expect(() => capabilities({ ...facts(utf8), theme: "ligth" })).toThrow(/unknown theme "ligth", did you mean light\?/);
});
