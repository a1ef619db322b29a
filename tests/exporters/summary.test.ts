import { expect, test } from "vitest";
import { summarise } from "../../src/exporters/json/summary.ts";
import { TraceBuilder } from "../support/trace-builder.ts";
import { sampleMetrics, sampleTask } from "./sample-metrics.ts";

const trace = new TraceBuilder({ title: "Three friends" }).build();

test("a run in one object, field by field", () => {
  const findings = [{ id: "gil-convoy", sentence: "Three threads queue for one GIL." }];
  const variables = [{ name: "burgers", values: [30], perProcess: false, lost: 0 }];
  expect(JSON.parse(JSON.stringify(summarise(trace, sampleMetrics({ variables }), findings)))).toEqual({
    schema: "gilgrill/run/1",
    scenario: "Three friends",
    model: "threads-gil",
    outcome: "completed",
    makespanNs: 61_000_000,
    events: trace.log.length,
    concurrent: true,
    parallel: false,
    cpu: { busyNs: 60_000_000, utilization: 60 / 61 },
    cores: [
      { id: 0, busyNs: 60_000_000 },
      { id: 1, busyNs: 0 },
    ],
    switches: { voluntary: 3, involuntary: 9, migrations: 0 },
    gils: [
      {
        process: 0,
        acquisitions: 14,
        handoffs: 9,
        forced: 8,
        heldNs: 59_000_000,
        waitedNs: 41_000_000,
        runNs: { p10: 5_000_000, p50: 5_090_000, p90: 5_200_000 },
      },
    ],
    whatIf: [],
    memory: { peakBytes: 25165824 },
    tasks: [
      {
        name: "Ann",
        arrivedNs: 0,
        startedNs: 0,
        finishedNs: 61_000_000,
        outcome: "finished",
        cpuNs: 40_000_000,
        waitingNs: {
          core: 0,
          gil: 21_000_000,
          io: 0,
          lock: 0,
          loop: 0,
          timer: 0,
          queue: 0,
          start: 0,
          join: 0,
          result: 0,
        },
      },
    ],
    variables: { burgers: 30 },
    findings,
  });
});

test("separate memories give a value a process", () => {
  const variables = [{ name: "burgers", values: [10, 10, 10], perProcess: true, lost: 0 }];
  expect(summarise(trace, sampleMetrics({ variables }), []).variables).toEqual({
    burgers: { perProcess: [10, 10, 10] },
  });
});

test("subtasks are part of their task", () => {
  const tasks = [sampleTask(), sampleTask({ name: "Ann.1", parent: 0 }), sampleTask({ name: "Bob" })];
  expect(summarise(trace, sampleMetrics({ tasks }), []).tasks.map((task) => task.name)).toEqual(["Ann", "Bob"]);
});
