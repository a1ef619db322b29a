/** A machine: its physics (which no preset zeroes) and its costs. Data only; figures and marks as in costs.ts. */
import { ms, type Ns, ns, us } from "../../base/time.ts";
import { type CostTable, PRESETS } from "./costs.ts";

/** Memory that things take, in bytes (resident). */
export interface MemoryFigures {
  /** A CPython process with the usual imports. M */
  readonly process: number;
  /** A program without an interpreter. R */
  readonly program: number;
  /** A forked child's own pages before it does anything. R */
  readonly forkedChild: number;
  /** A parked Python thread: 12.8 KiB resident (8 MiB virtual stack). M */
  readonly thread: number;
  /** A parked asyncio task: 0.96 KiB. M */
  readonly asyncioTask: number;
  /** A parked greenlet: 3.1 KiB. M */
  readonly greenlet: number;
  /** A parked goroutine: a stack of 2 KiB, 2.7 KiB in all. M */
  readonly goroutine: number;
  /** A subinterpreter with its own GIL: 2.44 MB in 3.12, 2.24 MB in 3.13. M */
  readonly interpreter: number;
}

export interface MachineProfile {
  readonly id: string;
  readonly title: string;
  /** Scheduler tick, 1/HZ. M: HZ=250 */
  readonly tick: Ns;
  /** Base slice of the fair scheduler before scaling by CPUs (kernel/sched/fair.c: 0.70 ms). S */
  readonly baseSlice: Ns;
  /** CPUs of the machine; a scenario with fewer cores is pinned to some of them, and its slice stays that of the whole machine. */
  readonly cpus: number;
  /** Whether a new thread starts on its parent's core and spreads when an idle core pulls it, or on an idle core at once. M: 0.539 for 2 x 100 ms */
  readonly startsOnParent: boolean;
  /** Whether tick phases are drawn from the seed; without, ticks fall on multiples of `tick`. */
  readonly tickPhase: boolean;
  /** A core idle for less than this still polls and wakes quickly. M: timed waits of 50 us end 75 us late, like those of 0.5 ms */
  readonly shallowIdle: Ns;
  /** Deviation of the logarithm-like spread of quick wake-ups. M: P(wake < 20 us) = 0.93 */
  readonly shallowSpread: number;
  /** Speed of each of two busy hardware threads on one core. R: 0.60 to 0.65 */
  readonly siblingSpeed: number;
  /** How much interpreted code a tick of CPython 2.7's evaluation loop stands for: one bytecode, its mean. M */
  readonly tickOfCode: Ns;
  /** By how many per cent interpreted code is slower in a free-threaded build of a version. S: the free-threading HOWTO of 3.13; What's New in 3.14 (x86-64 Linux) */
  readonly freeThreading: Readonly<Record<"3.13" | "3.14", number>>;
  readonly costs: CostTable;
  readonly memory: MemoryFigures;
}

const memory: MemoryFigures = {
  process: 9_700_000,
  program: 1_500_000,
  forkedChild: 3_500_000,
  thread: 13_150,
  asyncioTask: 985,
  greenlet: 3174,
  goroutine: 2765,
  interpreter: 2_440_000,
};

/** The measured machine: the default. */
export const measured: MachineProfile = {
  id: "default",
  title: "2-core KVM guest, Linux 6.18, HZ=250",
  tick: ms(4),
  baseSlice: us(700),
  cpus: 2,
  startsOnParent: true,
  tickPhase: true,
  shallowIdle: us(50),
  shallowSpread: 0.6,
  siblingSpeed: 0.62,
  tickOfCode: ns(40),
  freeThreading: { "3.13": 40, "3.14": 8 },
  costs: PRESETS.default,
  memory,
};

/** The same physics with every cost zero and ticks on the full multiples: exact arithmetic. */
export const ideal: MachineProfile = {
  ...measured,
  id: "none",
  title: "ideal machine, every cost zero",
  startsOnParent: false,
  tickPhase: false,
  freeThreading: { "3.13": 0, "3.14": 0 },
  costs: PRESETS.none,
};

export const PROFILES = { default: measured, none: ideal } as const;
