/** The program itself. */
import { always, type Command } from "./command.ts";

export const programCommands: readonly Command[] = [
  {
    id: "help.open",
    keys: ["?"],
    title: "this list of keys",
    group: "program",
    enabled: always,
    run: () => ({ set: { mode: { kind: "help", top: 0 }, playing: false } }),
  },
  {
    id: "scenario.pick",
    keys: ["p"],
    title: "pick another scenario",
    row: "another scenario",
    group: "program",
    enabled: always,
    run: () => ({ set: { playing: false }, effects: [{ type: "pick" }] }),
  },
  {
    id: "program.suspend",
    keys: ["ctrl+z"],
    title: "back to the shell for a while",
    row: "to the shell",
    group: "program",
    enabled: always,
    run: () => ({ set: { playing: false }, effects: [{ type: "suspend" }] }),
  },
  {
    id: "program.quit",
    keys: ["q"],
    title: "quit",
    row: "quit, at once",
    group: "program",
    enabled: always,
    run: () => ({ effects: [{ type: "quit", status: 0 }] }),
  },
  {
    id: "program.interrupt",
    keys: ["ctrl+c"],
    title: "quit at once",
    row: "quit, at once",
    group: "program",
    enabled: always,
    run: () => ({ effects: [{ type: "quit", status: 130 }] }),
  },
];
