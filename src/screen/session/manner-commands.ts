/** The look of the program: theme, presenting. */
import { always, type Command } from "./command.ts";

export const mannerCommands: readonly Command[] = [
  {
    id: "theme.next",
    keys: ["T"],
    title: "next theme of colours",
    row: "next theme",
    group: "look",
    enabled: always,
    run: (_session, count) => ({ effects: [{ type: "theme", steps: count ?? 1 }] }),
  },
  {
    id: "present.toggle",
    keys: ["P"],
    title: "large letters for an audience, or back",
    row: "for an audience",
    group: "look",
    enabled: always,
    run: ({ presenting }) => ({ set: { presenting: !presenting, playing: false } }),
  },
];
