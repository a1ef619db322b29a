/** How the rows of a screen are shared out. Depends only on what never changes during a run, so that nothing moves. */

export interface Needs {
  readonly cores: number;
  readonly gils: number;
  readonly parked: number;
  readonly tasks: number;
  /** Lines of facts below the lanes: the GIL's, loops', executors'. */
  readonly facts: number;
  /** Rows of one sentence. */
  readonly sentence: number;
  /** Whether a task is selected, whose life is told. */
  readonly life: boolean;
  /** Whether lanes may be two rows high: only solid colour gains by it. */
  readonly tall: boolean;
  /** Whether tasks may have lanes of their own. */
  readonly own: boolean;
}

export interface Shares {
  /** Rows for cores; fewer than there are cores where the last row tells of the rest. */
  readonly cores: number;
  readonly gils: number;
  /** All of the parked tasks, or one row for all together, or none. */
  readonly parked: number;
  readonly tasks: number;
  readonly facts: number;
  /** Causes told after the event's own sentence, one row each. */
  readonly causes: number;
  /** Rows for each task's own lane: all of them or none; with blank rows between where there is plenty. */
  readonly own: number;
  readonly airy: boolean;
  /** Rows for the life of the selected task, with its rule. */
  readonly life: number;
  /** Rows a core's or a GIL's lane is high. */
  readonly height: 1 | 2;
  /** Blank rows, by place. */
  readonly gaps: { readonly lanes: boolean; readonly tasks: boolean; readonly why: boolean; readonly header: boolean };
  /** What the marks mean, and a blank row below. */
  readonly legend: boolean;
}

/** Header, time axis, the tasks' and the causes' rules. */
const FIXED = 4;

/** The most tasks that get a lane of their own here; the threads view has them all. */
const OWN_LANES = 12;

/** From so many rows on, a crowd leaves some of them to the selected task's life. */
const ROOMY = 23;

export function shareRows(rows: number, needs: Needs): Shares {
  const facts = Math.min(needs.facts, rows < 20 ? 1 : 3);
  // However many tasks there are, the life of the selected one is worth some rows of their list.
  const kept = needs.life && needs.tasks > rows && rows >= ROOMY ? Math.floor(rows / 4) : 0;
  const room = Math.max(3, rows - FIXED - facts - needs.sentence - kept);
  let { cores, gils, parked, tasks } = needs;
  if (cores + gils + parked + tasks > room) parked = Math.min(1, parked);
  if (cores + gils + parked + tasks > room) {
    gils = Math.min(gils, Math.max(1, Math.floor(room / 4)));
    cores = Math.min(cores, Math.max(2, Math.floor(room / 3), room - gils - parked - tasks));
    tasks = Math.max(1, Math.min(tasks, room - cores - gils - parked));
    cores = Math.max(1, Math.min(needs.cores, room - gils - parked - tasks));
  }
  let left = room + kept - cores - gils - parked - tasks;
  const take = (wanted: number): number => {
    const taken = left >= wanted ? wanted : 0;
    left -= taken;
    return taken;
  };
  let life = needs.life ? take(Math.max(3, Math.min(12, Math.floor(left / 2)))) : 0;
  const beforeTasks = take(1) === 1;
  const beforeGil = gils > 0 && take(1) === 1;
  const beforeWhy = take(1) === 1;
  let causes = take(1);
  const afterHeader = take(1) === 1;
  const explained = take(2) === 2;
  causes += take(1);
  const height = needs.tall && cores + gils <= 10 && take(cores + gils) > 0 ? 2 : 1;
  causes += take(1) + take(1);
  const own = needs.own && needs.tasks <= OWN_LANES && take(needs.tasks + 1) > 0 ? needs.tasks : 0;
  const airy = own > 1 && take(own - 1) > 0;
  if (life > 0) life += take(Math.min(left, 12));
  return {
    cores,
    gils,
    parked,
    tasks,
    facts,
    causes,
    own,
    airy,
    life,
    height,
    gaps: { lanes: beforeGil, tasks: beforeTasks, why: beforeWhy, header: afterHeader },
    legend: explained,
  };
}
