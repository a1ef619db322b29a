/**
 * What one screen shows at one cursor: plain data, without glyphs, colours or columns of text.
 *
 * A frame is a pure function of the run, the cursor, the selection and the number of timeline columns; equal input gives an equal frame.
 */
import type { Ns } from "../../base/time.ts";
import type { Unit } from "../../base/units.ts";
import type { TaskPhase } from "../../trace/world.ts";
import type { Blame } from "./blame.ts";
import type { Inside } from "./inside.ts";
import type { Lens } from "./lens.ts";
import type { ListingFrame } from "./listing.ts";
import type { StateName } from "./states.ts";

/** A task (or a piece of machinery) as one cell: its letter and its hue, everywhere the same. */
export interface Tile {
  readonly letter: string;
  /** Null for machinery (main threads, loops, helpers), which has no hue. */
  readonly hue: number | null;
  readonly name: string;
  /** The task, or null for machinery. */
  readonly task: number | null;
}

/**
 * What a lane shows in one cell of the timeline: that which took most of the cell's time, where work counts from a quarter of it on;
 * in the cursor's own cell, what is the case right now.
 */
export type CellState =
  /** Before the run, after it, or beyond the cursor. */
  | "empty"
  | "idle"
  | "python"
  | "native"
  /** Kernel and runtime work: switching, taking locks, starting threads. */
  | "system"
  | "startup"
  /** Waiting for something outside: I/O or a timer. */
  | "parked"
  /** Waiting for the GIL (the tasks' lanes, as the next two). */
  | "gil"
  /** Could run: has no core, or its event loop has not come to it, or nobody has taken it up. */
  | "ready"
  /** Waiting for somebody: a lock, a queue, a subtask, a result. */
  | "waiting"
  /** Nobody holds it (the GIL rows). */
  | "free";

/** How the run in this cell began: by force, by its predecessor's own will, or it goes on from the cell before. */
export type Seam = "none" | "voluntary" | "forced";

export interface Cell {
  readonly state: CellState;
  readonly tile: Tile | null;
  readonly seam: Seam;
  /** The first cell of a run: the place for the letter. */
  readonly first: boolean;
}

export interface Lane {
  /** `core 0`, `core 1.2` (second hardware thread), `GIL`, `GIL 2`, `parked`, or a task's name. */
  readonly label: string;
  readonly cells: readonly Cell[];
}

export interface CoreLane extends Lane {
  readonly core: number;
  /** Whether the system may use it at the cursor. */
  readonly online: boolean;
  /** Who is on it at the cursor. */
  readonly running: Tile | null;
  readonly code: "python" | "native" | "system" | "startup" | null;
  /** Share of the time up to the cursor, 0 to 1. */
  readonly busy: number;
  /** How busy it is in the whole run, in nanoseconds: of many cores, the busiest are shown. */
  readonly total: Ns;
}

export interface GilWaiter {
  readonly tile: Tile;
  /** In its present timed wait. */
  readonly waited: Ns;
  /** Until it may ask for a drop; null where it waits without a clock, and `waited` is its whole wait. */
  readonly asksIn: Ns | null;
}

export interface GilLane extends Lane {
  readonly gil: number;
  readonly process: number;
  /** Whose it is: its process's name, or in a process with several the one's who runs under it. */
  readonly owner: string;
  readonly holder: Tile | null;
  /** The thread that holds it, where that is not the holder's own: `main`; else empty. */
  readonly through: string;
  readonly heldFor: Ns;
  /** Longest-waiting first. */
  readonly waiters: readonly GilWaiter[];
  /** Who asked the holder to leave, where somebody did. */
  readonly dropRequestedBy: Tile | null;
}

/** One place to wait for something outside: different tasks take it one after the other. As many as ever wait at once. */
export interface ParkedLane extends Lane {
  /** Who is in it at the cursor. */
  readonly tile: Tile | null;
  /** `network`, `timer`, …; empty where nobody is in it. */
  readonly on: string;
  readonly done: Ns;
  /** Zero where it is not known, or nobody is in it. */
  readonly total: Ns;
}

/** The life of one task, whatever core it is on. */
export interface TaskLane extends Lane {
  readonly tile: Tile;
  readonly task: number;
}

/** Where a task stands, for lists and for the restaurant. */
export interface TaskRow {
  readonly tile: Tile;
  /** The task it is a part of, or null for one of its own. */
  readonly parent: number | null;
  readonly phase: TaskPhase;
  /** Since when it is in this phase. */
  readonly since: Ns;
  /** The core it is on (running) or was last on; null where it never ran. */
  readonly core: number | null;
  readonly process: number;
  readonly thread: number | null;
  readonly holdsGil: boolean;
  readonly code: "python" | "native" | "system" | "startup" | null;
  /** What it waits for in words, `network`, `fryer`, `Bob`; empty where it does not. */
  readonly waitsFor: string;
  /** What it waits for outside is there, and its event loop has not looked yet. */
  readonly answered: boolean;
  /** A timed wait's progress (I/O, sleep, the GIL's interval), or null. */
  readonly wait: { readonly done: Ns; readonly total: Ns } | null;
  /** The step it is on, from 1; null before the first and after the last. */
  readonly step: {
    readonly number: number;
    readonly of: number;
    readonly kind: string;
    readonly text: string;
    /** Progress of a step that takes time; total zero for one that does not. */
    readonly done: Ns;
    readonly total: Ns;
  } | null;
  /** Time in each phase so far, without the present one, which began at `since`. */
  readonly waited: { readonly [Kind in TaskPhase]?: Ns };
  readonly arrival: Ns;
  readonly finishedAt: Ns | null;
  readonly selected: boolean;
}

/** A thread that serves many tasks or none: main threads, workers, helpers. */
export interface ThreadRow {
  readonly thread: number;
  readonly name: string;
  readonly process: number;
  readonly role: "task" | "main" | "worker" | "helper";
  readonly state: "created" | "runnable" | "running" | "waiting" | "exited";
  readonly waitsFor: string;
  readonly core: number | null;
  readonly task: Tile | null;
}

export interface LoopRow {
  readonly label: string;
  readonly process: number;
  readonly iteration: number;
  readonly state: "selecting" | "running" | "idle";
  /** The ready queue, next first; null for a callback that belongs to no task. */
  readonly ready: readonly (Tile | null)[];
  readonly timers: readonly { readonly tile: Tile | null; readonly inNs: Ns }[];
  readonly running: Tile | null;
}

export interface ExecutorRow {
  readonly label: string;
  readonly workers: number;
  readonly busy: number;
  readonly queued: readonly (Tile | null)[];
  /** Those of them that are pickled and under way to a worker process. */
  readonly posted: readonly Tile[];
}

/** A right to run goroutines (Go's P), and the goroutines that wait at it. */
export interface ProcRow {
  readonly label: string;
  /** The thread (Go's M) that has it, or null. */
  readonly thread: ThreadRow | null;
  /** The slot that runs next, before the queue; a machine's tile for the main goroutine. */
  readonly next: Tile | null;
  /** Its own run queue, the next one first. */
  readonly queue: readonly Tile[];
}

/** A lock of the program's own, such as a mutex. */
export interface LockRow {
  readonly name: string;
  readonly holder: Tile | null;
  /** Longest-waiting first. */
  readonly waiters: readonly Tile[];
}

export interface ProcessRow {
  readonly process: number;
  readonly name: string;
  readonly state: "starting" | "running" | "exited" | "crashed";
}

/** A sentence in pieces: the people in it carry their tiles. */
export interface Phrase {
  readonly text: string;
  readonly tile?: Tile;
}

export interface Why {
  readonly time: Ns;
  readonly seq: number;
  /** The event before it in the chain of causes, or null at a beginning. */
  readonly cause: number | null;
  readonly phrases: readonly Phrase[];
  /** How many causes back from the cursor's event this one is; 0 is the event itself. */
  readonly depth: number;
}

export interface Timeline {
  readonly start: Ns;
  readonly end: Ns;
  readonly columns: number;
  /** How long a column lasts. */
  readonly scale: Ns;
  /** The column of the cursor, from 0. */
  readonly cursor: number;
  /** In which its instants are told: the same for every page of a run at this scale. */
  readonly unit: Unit;
  /** From one labelled instant to the next. */
  readonly every: Ns;
  /** Labelled instants, left to right. */
  readonly ticks: readonly { readonly column: number; readonly time: Ns }[];
}

/** All of the run in one row, whatever the page shows. */
export interface Density {
  /** How many events there are, by cell. */
  readonly counts: readonly number[];
  /** The cells of what the page shows, both inclusive. */
  readonly from: number;
  readonly to: number;
  readonly cursor: number;
  /** Cells in which something is to be learnt, and in which a person has set a mark. */
  readonly findings: readonly number[];
  readonly marks: readonly number[];
}

/** What one process does: its cores and its tasks. */
export interface ProcessFold {
  readonly process: number;
  readonly name: string;
  /** Cores it computes on for most of each cell, up to the cursor; empty where no lanes are drawn. */
  readonly counts: readonly number[];
  /** Cores it is on now. */
  readonly busy: number;
  /** How long it computes in the whole run. */
  readonly total: Ns;
  /** Those of its tasks that lists show, by state, in the order of the states. */
  readonly tasks: readonly { readonly state: StateName; readonly count: number }[];
}

/** Something a mark stands for. */
export type Shown = CellState | "forced" | "voluntary" | "machinery";

export interface Frame {
  readonly title: string;
  readonly model: string;
  readonly modelTitle: string;
  readonly machine: { readonly cores: number; readonly threadsPerCore: number; readonly scheduler: string };
  readonly python: { readonly version: string; readonly switchInterval: Ns | null } | null;
  readonly now: Ns;
  readonly end: Ns;
  readonly timeline: Timeline;
  /** The longest task name, the most steps a task has, all switches, all futile wake-ups: columns that hold them never move. */
  readonly widest: {
    readonly name: number;
    readonly steps: number;
    readonly switches: number;
    /** Wake-ups for a GIL that was taken again. */
    readonly futile: number;
  };
  /** What the lanes of this run ever show: a legend needs no other words. */
  readonly shown: readonly Shown[];
  readonly cores: readonly CoreLane[];
  /** Where there are very many, those round the selected task's or the first. */
  readonly gils: readonly GilLane[];
  /** Of all GILs: how many there are, how many are held now, and by cell of the timeline up to the cursor. */
  readonly allGils: { readonly count: number; readonly held: number; readonly counts: readonly number[] };
  /** None where too many tasks wait at once. */
  readonly parked: readonly ParkedLane[];
  /** How many tasks are parked, by cell of the timeline up to the cursor; empty in a run where none ever is. */
  readonly parkedCounts: readonly number[];
  /** All of them; a task is at its own index. */
  readonly tasks: readonly TaskRow[];
  /** How the run is looked at. */
  readonly lens: Lens;
  /** The tasks that lists show: all, or those that match the filter. */
  readonly people: readonly TaskRow[];
  /** Their numbers; null where all are shown. */
  readonly matches: ReadonlySet<number> | null;
  /** Null where the page shows all of a run that is not large. */
  readonly density: Density | null;
  /** Marks on this page, left to right. */
  readonly marks: readonly { readonly column: number; readonly note: string }[];
  /** The processes, where the lens brings cores and tasks together by them; else empty. */
  readonly folds: readonly ProcessFold[];
  /** How many of all tasks are in each state, where the lens counts them by state; else empty. */
  readonly stateCounts: readonly {
    readonly state: StateName;
    /** By cell of the timeline up to the cursor. */
    readonly counts: readonly number[];
    /** At the cursor. */
    readonly now: number;
  }[];
  /** In a very large run, of the tasks round the first unfinished (or the selected) one only; in the order of `tasks`. */
  readonly taskLanes: readonly TaskLane[];
  readonly threads: readonly ThreadRow[];
  readonly loops: readonly LoopRow[];
  readonly executors: readonly ExecutorRow[];
  /** Of the Go scheduler only; as its global run queue. */
  readonly procs: readonly ProcRow[];
  readonly globalQueue: readonly Tile[];
  readonly locks: readonly LockRow[];
  readonly processes: readonly ProcessRow[];
  readonly variables: readonly { readonly name: string; readonly values: readonly number[]; readonly lost: number }[];
  /** The chain of causes from the cursor's event back; the first is the event itself. Empty before the first event. */
  readonly why: readonly Why[];
  /** Why at length; worked out when first read, since only one view asks for it. */
  readonly blame: Blame;
  /** The machinery of the model; worked out when first read, as well. */
  readonly inside: Inside;
  /** What is to be learnt, a sentence each, the most important first: at the end all of it, before that what shows first at the event. */
  readonly findings: readonly (readonly Phrase[])[];
  /** The program that the run tells of, and who is on which of its lines. Worked out when first asked for; null where there is none. */
  readonly listing: ListingFrame | null;
  /** The same event as the restaurant tells it. */
  readonly story: readonly Phrase[];
  /** The life of the selected task so far, newest last; empty where none is selected. */
  readonly selectedStory: readonly { readonly time: Ns; readonly phrases: readonly Phrase[] }[];
  readonly status: {
    readonly event: number;
    readonly events: number;
    readonly switches: number;
    readonly forced: number;
    readonly migrations: number;
    /** Wake-ups for a GIL that was taken again, up to the cursor. */
    readonly futile: number;
    /** Cores' worth of CPU used up to the cursor: 1.0 is 100 % in `top`. */
    readonly cpu: number;
    /** Set once the run has ended. */
    readonly outcome: "completed" | "deadlocked" | "crashed" | "budget-exhausted" | null;
    /** Tasks that have finished, without the parts of split ones. */
    readonly served: number;
  };
}
