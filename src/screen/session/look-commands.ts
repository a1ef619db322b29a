/** What is looked at: the view, the selected task. */
import { always, type Command, when } from "./command.ts";
import type { Change, Session } from "./state.ts";

/** The entry so many places on in a list that has no ends. */
export const around = <Item>(list: readonly Item[], item: Item, steps: number): Item => {
  const at = list.indexOf(item) + steps;
  return list[((at % list.length) + list.length) % list.length] ?? item;
};

const shown = (view: string): Change => ({ set: { view } });

/** Among those the list shows; from no selection on: the first or the last of them. */
function select({ run, cursor, lens, selected }: Session, steps: number): Change {
  const { tasks } = run.listed(cursor, lens.filter);
  if (tasks.length === 0) return { set: { message: `nothing matches ${lens.filter}: esc shows all` } };
  const from = selected ?? (steps > 0 ? -1 : run.tasks);
  const next = tasks.findIndex((task) => task > from);
  const above = next < 0 ? tasks.length : next;
  const here = tasks[above - 1] === from ? above - 1 : above;
  const wanted = steps > 0 ? above + steps - 1 : here + steps;
  const task = tasks[Math.min(Math.max(wanted, 0), tasks.length - 1)] as number;
  return { set: { selected: task, lens: { ...lens, top: null } } };
}

const hasTasks = when(({ run }) => run.tasks > 0, "there are no tasks");

export const lookCommands: readonly Command[] = [
  {
    id: "view.next",
    keys: ["v", "tab"],
    title: "next view",
    row: "next, previous view",
    group: "look",
    enabled: always,
    run: ({ views, view }, count) => {
      if (count === null) return shown(around(views, view, 1));
      const wanted = views[count - 1];
      return wanted === undefined ? { set: { message: `there are ${views.length} views` } } : shown(wanted);
    },
  },
  {
    id: "view.previous",
    keys: ["V"],
    title: "previous view",
    row: "next, previous view",
    group: "look",
    enabled: always,
    run: ({ views, view }, count) => shown(around(views, view, -(count ?? 1))),
  },
  {
    id: "task.next",
    keys: ["j", "down"],
    title: "select next task",
    row: "next, previous task",
    group: "look",
    enabled: hasTasks,
    run: (session, count) => select(session, count ?? 1),
  },
  {
    id: "task.previous",
    keys: ["k", "up"],
    title: "select previous task",
    row: "next, previous task",
    group: "look",
    enabled: hasTasks,
    run: (session, count) => select(session, -(count ?? 1)),
  },
  {
    id: "selection.clear",
    keys: ["escape"],
    title: "select no task, show all",
    row: "no task, show all",
    group: "look",
    enabled: always,
    run: ({ lens }) => ({ set: { selected: null, why: 0, lens: { ...lens, filter: "", top: null, follow: false } } }),
  },
];
