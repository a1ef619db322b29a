/**
 * What the README shows is what there is: its picture, and its table of keys.
 *
 * After a wanted change: `GILGRILL_GOLDEN=write npx vitest run tests/screen/tui/readme.test.ts`, and read the difference.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { ProgramStage } from "../../../src/cli/stage.ts";
import { composeLines } from "../../../src/screen/scene/compose.ts";
import { Show } from "../../../src/screen/scene/show.ts";
import { type HelpGroup, helpGroups } from "../../../src/screen/session/hints.ts";
import { openRace } from "../../../src/screen/session/race.ts";
import { raceHelp } from "../../../src/screen/session/race-keys.ts";
import { plain } from "../../../src/screen/views/line.ts";

const README = new URL("../../../README.md", import.meta.url);

/** The session after these keys. */
function sessionAfter(...keys: readonly string[]) {
  const stage = new ProgramStage(null, {});
  const opening = { scenario: "three-friends", knobs: stage.knobsOf("three-friends", "threads-gil"), playing: false };
  const show = new Show(stage, opening, { quit: () => {}, suspend: () => {}, later: (call) => call() });
  for (const key of keys) show.key(key);
  const scene = show.snapshot();
  if (scene.kind !== "watch") throw new Error("no session");
  return { stage, session: scene.session };
}

/** Without colours, where a run is a row of letters: so it can be read as text. */
function picture(): string {
  const { stage, session } = sessionAfter(..."17.");
  const lines = composeLines(stage, session, { columns: 96, rows: 24, unicode: true, colour: false });
  return ["```text", ...lines.map((line) => plain(line).trimEnd()), "```"].join("\n");
}

const keysTable = (): string => tableOf(helpGroups(sessionAfter().session, true));

const raceTable = (): string => tableOf(raceHelp(openRace({ entrants: [], canLeave: true }), true));

function tableOf(groups: readonly HelpGroup[]): string {
  const rows = groups.flatMap(({ title, rows: commands }) =>
    commands.map(({ keys, titles }, row) => {
      const each = keys.split(/ +/).map((key) => `\`${key}\``);
      return `| ${row === 0 ? title : ""} | ${each.join(" ")} | ${titles} |`;
    }),
  );
  return ["| | keys | does |", "|---|---|---|", ...rows].join("\n");
}

test.each([
  ["screen", picture],
  ["keys", keysTable],
  ["keys of a race", raceTable],
])("the part between the marks of %s", (name, made) => {
  const readme = readFileSync(README, "utf8");
  const [begin, end] = [`<!-- ${name} -->\n`, `\n<!-- /${name} -->`];
  const from = readme.indexOf(begin) + begin.length;
  const to = readme.indexOf(end, from - 1);
  expect(readme.indexOf(begin) >= 0 && to >= 0, `README.md has the marks of ${name}`).toBe(true);
  if (process.env["GILGRILL_GOLDEN"] === "write") {
    writeFileSync(README, `${readme.slice(0, from)}${made()}${readme.slice(to)}`);
    return;
  }
  expect(readme.slice(from, to)).toBe(made());
});
