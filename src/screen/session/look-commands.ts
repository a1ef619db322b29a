/** What is looked at: the view, the selected task. */
import { always, type Command, when } from "./command.ts";
import type { Change, Session } from "./state.ts";

/** The entry so many places on in a list that has no ends. */
export const around = <Item>(list: readonly Item[], item: Item, steps: number): Item => {
  const at = list.indexOf(item) + steps;
  return list[((at % list.length) + list.length) % list.length] ?? item;
};

const shown = (view: string): Change => ({ set: { view } });

/** From no selection on: the first or the last task. */
function select(session: Session, steps: number): Change {
  const from = session.selected ?? (steps > 0 ? -1 : session.run.tasks);
  return { set: { selected: Math.min(Math.max(from + steps, 0), session.run.tasks - 1) } };
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
    title: "select no task",
    group: "look",
    enabled: always,
    run: () => ({ set: { selected: null, why: 0 } }),
  },
];
