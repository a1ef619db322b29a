import { Readable, Writable } from "node:stream";
import { expect, test } from "vitest";
import { ns } from "../../src/base/time.ts";
import type { Context } from "../../src/cli/context.ts";
import { ProgressLine } from "../../src/cli/progress.ts";
import { runtimes } from "../../src/simulation/runtimes/index.ts";
import { scenarioText } from "../../src/simulation/scenarios/index.ts";
import { type SimulationProgress, simulate, simulateInSlices } from "../../src/simulation/simulate.ts";
import { loadScenario } from "../../src/simulation/workload/load.ts";

/** A progress line on a made-up terminal with a made-up clock. */
function watched(env: Context["env"] = {}, isTTY = true) {
  let text = "";
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      text += chunk.toString();
      done();
    },
  });
  const stderr = Object.assign(stream, { isTTY });
  const stdin = Readable.from([]);
  const clock = { now: 0 };
  const context: Context = { stdin, stdout: stream, stderr, env, platform: "linux", words: [] };
  return { line: new ProgressLine(context, () => clock.now), clock, written: () => text };
}

function* slices(clock: { now: number }): Generator<SimulationProgress, string, void> {
  for (let events = 400_000; events <= 1_600_000; events += 400_000) {
    clock.now += 200;
    yield { events, time: ns(events * 1000) };
  }
  return "a trace";
}

test("a line after a moment, written over, gone at the end", async () => {
  const { line, clock, written } = watched();
  line.head("claim 7");
  expect(await line.during(async () => line.follow("asyncio", slices(clock)))).toBe("a trace");
  expect(written().split("\r\x1b[K")).toEqual([
    "",
    "claim 7: simulating asyncio, 800 000 events, 800 ms simulated",
    "claim 7: simulating asyncio, 1 200 000 events, 1.2 s simulated",
    "claim 7: simulating asyncio, 1 600 000 events, 1.6 s simulated",
    "",
  ]);
});

test("it goes where something fails, and leaves alone what it did not write", async () => {
  const { line, clock, written } = watched();
  const failing = line.during(async () => {
    clock.now = 500;
    line.show("x".repeat(200));
    throw new Error("no");
  });
  await expect(failing).rejects.toThrow("no");
  expect(written()).toBe(`\r\x1b[K${"x".repeat(79)}\r\x1b[K`);
  line.clear();
  expect(written()).toHaveLength(2 * 4 + 79);
});

test.each([
  ["no terminal", {}, false],
  ["TERM=dumb", { TERM: "dumb" }, true],
  ["CI", { CI: "true" }, true],
] as const)("%s: nothing", (_, env, isTTY) => {
  const { line, clock, written } = watched(env, isTTY);
  line.follow("asyncio", slices(clock));
  line.clear();
  expect(written()).toBe("");
});

test("a simulation in slices is the simulation", () => {
  const workload = loadScenario(scenarioText("ten-thousand-connections"), "ten-thousand-connections");
  const runtime = runtimes.get("asyncio");
  const whole = simulate(workload, runtime);
  const sliced = simulateInSlices(workload, runtime);
  const seen: SimulationProgress[] = [];
  let step = sliced.next();
  for (; step.done !== true; step = sliced.next()) seen.push(step.value);
  expect(seen.length).toBe(Math.floor((whole.log.length - 1) / 50_000));
  expect(seen.map(({ events }) => Math.floor(events / 50_000))).toEqual(seen.map((_, index) => index + 1));
  const last = whole.log.length - 1;
  expect(step.value.log.length).toBe(whole.log.length);
  for (let seq = 0; seq <= last; seq += 997) expect(step.value.log.at(seq)).toEqual(whole.log.at(seq));
  expect(step.value.log.at(last)).toEqual(whole.log.at(last));
});
