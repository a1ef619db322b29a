/** What if: forks of a run, and the choices of its kernel. */
import { always, type Command, when } from "./command.ts";
import { simulate, wanted } from "./machine-commands.ts";
import { walk } from "./move-commands.ts";
import type { Run, Session } from "./state.ts";

const NO_CHOICE = "the kernel never had a choice here: nobody ever waited beside another";
const isForked = when<Session>(
  (session) => wanted(session).whatIf.length > 0,
  "nothing is otherwise in this run: e forks it",
);

/** Who was taken, and who else could have been. */
function whoElse(run: Run, event: number): string | null {
  const number = Array.from(run.choices).indexOf(event);
  if (number < 0) return null;
  const { candidates, taken, of } = run.choice(number);
  const names = candidates.map(({ tile }) => tile.name);
  const others = names.filter((_, index) => index !== taken).join(", ");
  return `choice ${number}: ${names[taken]} ${of === "core" ? "gets the core" : "is woken"}; it could have been ${others}   e what if`;
}

export const forkCommands: readonly Command[] = [
  {
    id: "fork.open",
    keys: ["e"],
    title: "what if: change something from here on",
    row: "what if ... from here on",
    group: "change",
    enabled: always,
    run: () => ({ set: { mode: { kind: "fork", row: 0, steps: 0 }, playing: false, message: null } }),
  },
  {
    id: "fork.undo",
    keys: ["u"],
    title: "undo the last what if",
    group: "change",
    enabled: isForked,
    run: (session, count) => simulate(session, { whatIf: wanted(session).whatIf.slice(0, -(count ?? 1)) }),
  },
  {
    id: "scenario.save",
    keys: ["S"],
    title: "save this scenario, forks and knobs, as a file",
    row: "save it as a scenario",
    group: "change",
    enabled: always,
    run: () => ({ effects: [{ type: "save" }] }),
  },
  ...walk(
    (run) => run.choices,
    "choice",
    "kernel choice",
    ["y", "Y"],
    () => NO_CHOICE,
    whoElse,
  ),
];
