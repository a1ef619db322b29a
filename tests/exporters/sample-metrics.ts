import { ms } from "../../src/base/time.ts";
import type { RunMetrics, TaskMetrics } from "../../src/exporters/metrics.ts";

/** Metrics of a run that never was; a test changes what it is about. */
export const sampleMetrics = (changes: Partial<RunMetrics> = {}): RunMetrics => ({
  outcome: "completed",
  makespan: ms(61),
  concurrent: true,
  parallel: false,
  busy: ms(60),
  utilization: 60 / 61,
  cores: [{ busy: ms(60) }, { busy: ms(0) }],
  switches: { voluntary: 3, involuntary: 9, migrations: 0 },
  gils: [
    {
      process: 0,
      acquisitions: 14,
      handoffs: 9,
      forced: 8,
      held: ms(59),
      waited: ms(41),
      runs: { p10: ms(5), p50: ms(5.09), p90: ms(5.2) },
    },
  ],
  peakBytes: 25165824,
  tasks: [sampleTask()],
  variables: [],
  ...changes,
});

export const sampleTask = (changes: Partial<TaskMetrics> = {}): TaskMetrics => ({
  name: "Ann",
  parent: null,
  arrived: ms(0),
  started: ms(0),
  finished: ms(61),
  outcome: "finished",
  waiting: { core: ms(0), gil: ms(21), io: ms(0), lock: ms(0), loop: ms(0) },
  ...changes,
});
