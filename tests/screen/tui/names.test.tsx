/** Names from anywhere: whatever shows them lays out as it does names of plain letters that are as wide. */
import { expect, test } from "vitest";
import { findingsOf } from "../../../src/analysis/insights/index.ts";
import { written } from "../../../src/base/cells.ts";
import { ProgramStage } from "../../../src/cli/stage.ts";
import { runText } from "../../../src/exporters/text/run.ts";
import { gridOf, gridText } from "../../../src/screen/paint/grid.ts";
import { Painter } from "../../../src/screen/paint/painter.ts";
import { Pens } from "../../../src/screen/paint/pens.ts";
import { composeLines } from "../../../src/screen/scene/compose.ts";
import { Show } from "../../../src/screen/scene/show.ts";
import { Picker } from "../../../src/screen/tui/Picker.tsx";
import { views } from "../../../src/screen/views/index.ts";
import { plain } from "../../../src/screen/views/line.ts";
import { runtimes } from "../../../src/simulation/runtimes/index.ts";
import { simulate } from "../../../src/simulation/simulate.ts";
import { loadScenario } from "../../../src/simulation/workload/load.ts";
import { History } from "../../../src/trace/history.ts";
import { measure } from "../../../src/trace/metrics.ts";
import { Headless } from "../paint/headless.ts";
import { mount, PALETTE, SIZE } from "./mount.tsx";

/** What a file says, and letters as wide as what is shown of it. No capital, so that tiles get the same letters. */
const NAMES = [
  ["小明", "____"],
  ["한국어 ﾊﾝ", "______ __"],
  ["👩🏽‍🚒 crew", "__ crew"],
  ["ëoe\u0308", "ëoë"],
] as const;
const TITLE = ["昼ごはん", "--------"] as const;

const scenario = (which: 0 | 1): string => `
title: "${TITLE[which]}"
machine: {cores: 2}
tasks:
${NAMES.map(
  (name) => `
  - name: "${name[which]}"
    steps: [{cpu: 8ms}, {io: 5ms}, {lock: l}, {cpu: 3ms}, {unlock: l}]`,
).join("")}
`;

/** Names and their words: a sentence may go on in the next row between two words of a name. */
const WORDS = [TITLE, ...NAMES].flatMap(([name, letters]) => {
  const plainWords = letters.split(" ");
  return name.split(" ").map((word, at) => [word, plainWords[at] ?? ""] as const);
});

/** The text with each name as the plain ones spell it. */
function plainly(text: string): string {
  let spelt = text;
  for (const [name, letters] of WORDS) {
    // A picture of several people is shown as its first one.
    const shown = name.normalize("NFC").replace("🏽\u200d🚒", "");
    for (const form of [shown, shown.toUpperCase()]) {
      spelt = spelt.replaceAll(form, form === shown ? letters : letters.toUpperCase());
    }
  }
  return spelt;
}

function open(which: 0 | 1, model: string, view: string) {
  const stage = new ProgramStage({ name: "names.yaml", text: scenario(which), settings: [] }, {});
  const opening = { scenario: "names.yaml", knobs: stage.knobsOf("names.yaml", model), view, playing: false };
  const show = new Show(stage, opening, { quit: () => {}, suspend: () => {}, later: (call) => call() });
  for (const key of ":19ms") show.key(key);
  for (const key of ["enter", "j", "j"]) show.key(key);
  const scene = show.snapshot();
  if (scene.kind !== "watch") throw new Error("no session");
  return { stage, session: scene.session };
}

const SIZES = [
  { columns: 80, rows: 23 },
  { columns: 140, rows: 39 },
];

test.each(views.ids.flatMap((view) => ["threads-gil", "asyncio"].map((model) => [view, model] as const)))(
  "%s of %s",
  async (view, model) => {
    for (const size of SIZES) {
      const [wide, narrow] = ([0, 1] as const).map((which) => {
        const { stage, session } = open(which, model, view);
        return composeLines(stage, session, { ...size, unicode: true, colour: true });
      });
      if (wide === undefined || narrow === undefined) return;
      expect(wide.map((line) => plainly(written(plain(line)))).join("\n")).toBe(narrow.map(plain).join("\n"));

      const terminal = new Headless(size.columns, size.rows);
      await terminal.write(new Painter({ level: "none" }).paint(wide, size.columns, size.rows));
      // To xterm.js, unless it is told, an emoji has one cell: then its second one is blank, and all behind it stands where it should.
      const shown = gridText(gridOf(wide, size.columns, size.rows, new Pens("none")))
        .replaceAll("👩", "👩 ")
        .replace(/ +$/gm, "");
      expect(terminal.text()).toBe(shown);
    }
  },
);

test("the text of a run", () => {
  const [wide, narrow] = ([0, 1] as const).map((which) => {
    const trace = simulate(loadScenario(scenario(which), "names.yaml"), runtimes.get("threads-gil"));
    const history = new History(trace);
    const metrics = measure(history);
    return runText(history, metrics, findingsOf(trace, metrics), { columns: 90, unicode: true });
  });
  expect(wide?.map(plainly)).toEqual(narrow);
});

test("the picker", async () => {
  const frames: string[] = [];
  for (const which of [0, 1] as const) {
    const stage = new ProgramStage({ name: "names.yaml", text: scenario(which), settings: [] }, {});
    const { frame } = await mount(
      <Picker
        scenarios={stage.scenarios}
        models={stage.models}
        scenario={null}
        message={null}
        size={SIZE}
        palette={PALETTE}
        preview={(id, model, columns, rows) =>
          stage.preview(id, model, { columns, rows, unicode: true, colour: false })
        }
        onScenario={() => {}}
        onModel={() => {}}
        page={null}
        onMark={() => {}}
        pageOf={() => []}
      />,
    );
    frames.push(frame());
  }
  expect(plainly(frames[0] ?? "")).toBe(frames[1]);
});
