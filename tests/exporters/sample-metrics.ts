import { ms, type Ns, ZERO } from "../../src/base/time.ts";
import { type RunMetrics, type TaskMetrics, WAITING_PHASES, type WaitingPhase } from "../../src/trace/metrics.ts";

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
      owner: "main",
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
  cpu: ms(40),
  waiting: waitingFor({ gil: ms(21) }),
  ...changes,
});

/** Waits of these lengths and none of the others. */
export const waitingFor = (waits: Partial<Record<WaitingPhase, Ns>>): TaskMetrics["waiting"] =>
  Object.fromEntries(WAITING_PHASES.map((phase) => [phase, waits[phase] ?? ZERO])) as TaskMetrics["waiting"];
