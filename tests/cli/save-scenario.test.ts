/** A scenario saved as it is on the screen: the file plays the same run. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ms } from "../../src/base/time.ts";
import { savedText } from "../../src/cli/save-scenario.ts";
import { ProgramStage } from "../../src/cli/stage.ts";
import { runtimes } from "../../src/simulation/runtimes/index.ts";
import { scenarios, scenarioText } from "../../src/simulation/scenarios/index.ts";
import { simulate } from "../../src/simulation/simulate.ts";
import { loadScenario } from "../../src/simulation/workload/load.ts";
import { parseSetting } from "../../src/simulation/workload/settings.ts";
import type { WhatIf } from "../../src/trace/what-if.ts";
import { eventsOf } from "../support/check-run.ts";

const FORKS: readonly WhatIf[] = [
  { at: ms(12), cores: 1 },
  { at: ms(13), interval: ms(1) },
  { at: ms(14), io: { on: null, for: ms(3) } },
  { at: ms(1), choice: 0, take: "Ann" },
];

const settingsOf = (texts: readonly string[]) => texts.map(parseSetting);
function saved(name: string, text: string, texts: readonly string[], whatIf = FORKS) {
  const settings = settingsOf(texts);
  const workload = loadScenario(text, name, settings);
  return { workload, text: savedText({ name, text, settings }, { workload, model: "threads-gil", whatIf }) };
}

describe("the text", () => {
  test.each(scenarios.ids)("of %s is the same workload with its forks", (id) => {
    const { workload, text } = saved(id, scenarioText(id), ["machine.cores=3", "python.switchInterval=2ms"]);
    const { title, ...again } = loadScenario(text, "saved.yaml");
    expect(again).toEqual({ ...workload, title: undefined, bestModel: "threads-gil", whatIf: FORKS });
    expect(title.startsWith(workload.title)).toBe(true);
  });

  test.each([
    ["a list that is cut", ["tasks=2"]],
    ["a list that is repeated", ["tasks=8"]],
    [
      "settings deep in the file",
      ["tasks[0].at=5ms", "tasks[2].steps[1].io.for=1ms", "costs={preset: none, bytecode: 2ns}"],
    ],
    ["a setting on top of a setting", ["machine={cores: 8}", "machine.scheduler=rr"]],
  ])("%s", (_, settings) => {
    const { workload, text } = saved("three-friends", scenarioText("three-friends"), settings);
    const again = loadScenario(text, "saved.yaml");
    expect(again.tasks).toEqual(workload.tasks);
    expect([again.machine, again.costs]).toEqual([workload.machine, workload.costs]);
  });

  test("of a count of its own", () => {
    const file = "tasks: [{name: A, count: 2, steps: [{cpu: 1ms}]}, {name: B, count: 5, steps: [{cpu: 1ms}]}]";
    const { workload, text } = saved("a.yaml", file, ["tasks=9"], []);
    expect(loadScenario(text, "b.yaml").tasks).toEqual(workload.tasks);
  });

  test("keeps comments, and the title says what if", () => {
    const { text } = saved("three-friends", scenarioText("three-friends"), [], [FORKS[0] as WhatIf]);
    const comments = (from: string) => from.match(/#.*$/gm) ?? [];
    expect(comments(text)).toEqual(comments(scenarioText("three-friends")));
    expect(text).toContain('title: "Three friends at the counter (what if: 1 core from 12 ms on)"');
    expect(text).toMatch(/\n\nwhatIf:\n {2}- \{ at: 12ms, cores: 1 \}\n$/);
    // Saved again with another fork, it is not told twice.
    const { text: again } = saved("x.yaml", text, [], [FORKS[1] as WhatIf]);
    expect(again).toContain('(what if: switch interval 1 ms from 13 ms on)"');
  });

  test("of JSON", () => {
    const { workload, text } = saved("a.json", '{"tasks": [{"name": "A", "steps": [{"cpu": "1ms"}]}]}', []);
    expect(loadScenario(text, "a.yaml").tasks).toEqual(workload.tasks);
  });
});

describe("the file", () => {
  const before = process.cwd();
  const folder = mkdtempSync(join(tmpdir(), "gilgrill-save-"));
  beforeAll(() => process.chdir(folder));
  afterAll(() => {
    process.chdir(before);
    rmSync(folder, { recursive: true });
  });

  test("plays the run that was on the screen, under a name that is free", () => {
    const stage = new ProgramStage(null, {});
    const plain = stage.knobsOf("three-friends", "threads-gil");
    const first = stage.simulate("three-friends", plain);
    if (!first.ok) throw new Error(first.error);
    const { candidates, event } = first.run.choice(2);
    const take = candidates[1]?.name ?? "";
    const whatIf: readonly WhatIf[] = [
      { at: first.run.timeAt(event), choice: 2, take },
      { at: ms(30), cores: 3 },
    ];
    const knobs = { ...plain, cores: 2, whatIf: whatIf.slice(1) };
    expect(stage.save("three-friends", { ...plain, whatIf })).toBe("saved: gilgrill play three-friends.what-if.yaml");
    expect(stage.save("three-friends", knobs)).toBe("saved: gilgrill play three-friends.what-if-2.yaml");
    for (const [file, shown] of [
      ["three-friends.what-if.yaml", { ...plain, whatIf }],
      ["three-friends.what-if-2.yaml", knobs],
    ] as const) {
      const workload = loadScenario(readFileSync(file, "utf8"), file);
      const played = simulate(workload, runtimes.get("threads-gil"));
      const run = stage.simulate("three-friends", shown);
      if (!run.ok) throw new Error(run.error);
      expect(eventsOf(played)).toEqual(eventsOf(run.run.prepared.trace));
      expect(played.header.whatIf).toEqual(shown.whatIf);
      const own = new ProgramStage({ name: file, text: readFileSync(file, "utf8"), settings: [] }, {});
      expect(own.knobsOf(file, "threads-gil").whatIf).toEqual(shown.whatIf);
      // The order of picking holds under its own model only.
      expect(own.knobsOf(file, "asyncio").whatIf).toEqual(shown.whatIf.filter((each) => !("choice" in each)));
    }
  });
});
