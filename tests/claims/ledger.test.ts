/** The screen's ledger: what a claim was settled by is what its runs open. */
import { expect, test } from "vitest";
import { claims } from "../../src/claims/index.ts";
import { Court, runOf, settingsOf } from "../../src/cli/claims.ts";
import { ProgramStage } from "../../src/cli/stage.ts";
import { runtimes } from "../../src/simulation/runtimes/index.ts";
import { scenarioText } from "../../src/simulation/scenarios/index.ts";
import { simulate } from "../../src/simulation/simulate.ts";
import { loadScenario } from "../../src/simulation/workload/load.ts";

test.each(["4", "14", "15", "m21"])("claim %s: its runs open with what the claim changes", async (id) => {
  const stage = new ProgramStage(null, {});
  const ledger = await stage.ledger();
  const runs = ledger.runsOf(id);
  const { plans } = claims.get(id);
  for (const { title, scenario, model } of runs) {
    const made = stage.simulate(scenario, stage.knobsOf(scenario, model));
    if (!made.ok) throw new Error(made.error);
    const lengths = plans
      .filter((plan) => title.startsWith(`${plan.scenario} -m ${plan.model}`))
      .map((plan) => {
        const workload = loadScenario(scenarioText(plan.scenario), "x", settingsOf(plan));
        return simulate(workload, runtimes.get(plan.model)).log.length;
      });
    expect(lengths, title).toContain(made.run.events);
  }
  expect(new Set(runs.map(({ scenario, model }) => `${scenario} ${model}`)).size).toBe(runs.length);
});

test("a claim's scenario is the built-in one, whatever the command line changed in it", async () => {
  const source = { name: "four-sums", text: scenarioText("four-sums"), settings: [] };
  const own = { ...source, settings: [{ path: "machine.cores", value: "2", option: "--cores 2" }] };
  const stage = new ProgramStage(own, {});
  const [run] = (await stage.ledger()).runsOf("m8");
  expect(stage.knobsOf("four-sums", "blocking").cores).toBe(2);
  expect(stage.knobsOf(run?.scenario ?? "", "blocking").cores).toBe(4);
});

test("the screen and the command settle alike; the screen hears of each large run", async () => {
  const settling = (await new ProgramStage(null, {}).ledger()).settling("11");
  const heard: string[] = [];
  let next = settling.next();
  for (; next.done !== true; next = settling.next()) {
    const { run, runs, title, made } = next.value;
    expect(made.events).toBeGreaterThan(0);
    heard.push(`${run} of ${runs}: ${title}`);
  }
  expect(next.value).toEqual(new Court().settle(claims.get("11")));
  const large = claims
    .get("11")
    .plans.map((plan, index) => ({ events: runOf(plan).trace.log.length, run: index + 1 }))
    .filter(({ events }) => events > 50_000);
  expect(large.length).toBeGreaterThan(0);
  for (const { run } of large) expect(heard.some((each) => each.startsWith(`${run} of `))).toBe(true);
});
