/** What is looked at: the view, the selected task. */
import { always, type Command, when } from "./command.ts";
import type { Change, Session } from "./state.ts";

const COMPARE = "compare";

/** The entry so many places on in a list that has no ends. */
export const around = <Item>(list: readonly Item[], item: Item, steps: number): Item => {
  const at = list.indexOf(item) + steps;
  return list[((at % list.length) + list.length) % list.length] ?? item;
};

const shown = (session: Session, view: string): Change =>
  view === session.view ? {} : { set: { view, lastView: session.view } };

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
    title: "next view; 2v is the second",
    group: "look",
    enabled: always,
    run: (session, count) =>
      shown(
        session,
        count === null ? around(session.views, session.view, 1) : (session.views[count - 1] ?? session.view),
      ),
  },
  {
    id: "view.previous",
    keys: ["V", "shift+tab"],
    title: "previous view",
    group: "look",
    enabled: always,
    run: (session, count) => shown(session, around(session.views, session.view, -(count ?? 1))),
  },
  {
    id: "view.compare",
    keys: ["c"],
    title: "compare the models, and back",
    group: "look",
    enabled: when(({ views }) => views.includes(COMPARE), "there is nothing to compare here"),
    run: (session) => shown(session, session.view === COMPARE ? session.lastView : COMPARE),
  },
  {
    id: "task.next",
    keys: ["j", "down"],
    title: "select the next task",
    group: "look",
    enabled: hasTasks,
    run: (session, count) => select(session, count ?? 1),
  },
  {
    id: "task.previous",
    keys: ["k", "up"],
    title: "select the previous task",
    group: "look",
    enabled: hasTasks,
    run: (session, count) => select(session, -(count ?? 1)),
  },
  {
    id: "selection.clear",
    keys: ["escape"],
    title: "clear the selection",
    group: "look",
    enabled: always,
    run: () => ({ set: { selected: null, why: 0 } }),
  },
];
