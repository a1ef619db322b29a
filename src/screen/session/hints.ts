/** What the keys do, for people: the footer's few and the help's all, from the one list. */
import { type Binding, GROUPS } from "./command.ts";
import { COMMANDS } from "./commands.ts";
import type { Session } from "./state.ts";

export interface Hint {
  /** As shown: `space`, `←→`. */
  readonly keys: string;
  readonly title: string;
}

/** The footer's hints, the most wanted first: ids whose first keys are shown together, and one word for them. */
const FOOTER: readonly (readonly [ids: readonly string[], title: (session: Session) => string])[] = [
  [["play.toggle"], (session) => (session.playing ? "pause" : "play")],
  [["help.open"], () => "keys"],
  [["step.back", "step.forward"], () => "step"],
  [["switch.next"], () => "next switch"],
  [["view.next"], () => "view"],
  [["program.quit"], () => "quit"],
  [["model.next"], () => "model"],
  [["handover.next"], () => "hand-over"],
  [["cause.back"], () => "why"],
  [["finding.next"], () => "next finding"],
  [["findings.open"], () => "findings"],
  [["play.slower", "play.faster"], () => "speed"],
  [["place.ask"], () => "go to"],
  [["knobs.open"], () => "knobs"],
];
const GAP = 2;

const SIGNS: Readonly<Record<string, readonly [unicode: string, ascii: string]>> = {
  left: ["←", "<-"],
  right: ["→", "->"],
  up: ["↑", "up"],
  down: ["↓", "down"],
  escape: ["esc", "esc"],
  pagedown: ["pgdn", "pgdn"],
  pageup: ["pgup", "pgup"],
};

/** A key as it is shown. */
export const keyLabel = (key: string, unicode: boolean): string => SIGNS[key]?.[unicode ? 0 : 1] ?? key;

/** As many hints as fit, with two blanks between them; commands that are disabled now are left out. */
export function footerHints(session: Session, columns: number, unicode: boolean): readonly Hint[] {
  const hints: Hint[] = [];
  let left = columns;
  for (const [ids, title] of FOOTER) {
    const commands = ids.map((id) => COMMANDS.get(id));
    if (commands.every((command) => command.enabled(session) !== true)) continue;
    const labels = commands.map(({ keys }) => keyLabel(keys[0] ?? "", unicode));
    const keys = labels.join(labels.every((label) => label.length === 1) ? "" : " ");
    const width = keys.length + 1 + title(session).length + (hints.length === 0 ? 0 : GAP);
    if (width > left) break;
    left -= width;
    hints.push({ keys, title: title(session) });
  }
  return hints;
}

export interface HelpRow extends Hint {
  readonly ids: readonly string[];
  /** The titles of its commands, where there is room for them. */
  readonly titles: string;
  /** Whether any of its commands does something now. */
  readonly enabled: boolean;
}

export interface HelpGroup {
  readonly title: string;
  readonly rows: readonly HelpRow[];
}

/** What a number before a key means, by examples; the tests press them. */
export const NUMBER_HINTS: readonly Hint[] = [
  { keys: "10l", title: "ten events on" },
  { keys: "3n", title: "third switch on" },
  { keys: "120G", title: "event 120" },
  { keys: "3x 2v", title: "third model, view" },
];

/** All commands by group, opposites in one row, and what a number before them means. */
export function helpGroups(session: Session, unicode: boolean): readonly HelpGroup[] {
  const groups = groupsOf(COMMANDS.all, GROUPS, session, unicode);
  const numbers = NUMBER_HINTS.map((hint): HelpRow => ({ ...hint, titles: hint.title, ids: [], enabled: true }));
  return [...groups, { title: "a number before a key", rows: numbers }];
}

type AnyBinding<State> = Binding<State, unknown, string>;

/** Commands by group, opposites in one row. */
export function groupsOf<State>(
  commands: readonly AnyBinding<State>[],
  titles: readonly string[],
  state: State,
  unicode: boolean,
): readonly HelpGroup[] {
  return titles.map((title): HelpGroup => {
    const rows = new Map<string, AnyBinding<State>[]>();
    for (const command of commands.filter((each) => each.group === title)) {
      const words = command.row ?? command.title;
      rows.set(words, [...(rows.get(words) ?? []), command]);
    }
    return { title, rows: [...rows].map(([words, same]) => helpRow(words, same, state, unicode)) };
  });
}

function helpRow<State>(
  title: string,
  commands: readonly AnyBinding<State>[],
  state: State,
  unicode: boolean,
): HelpRow {
  return {
    ids: commands.map(({ id }) => id),
    keys: keysOf(commands)
      .map((keys) => keys.map((key) => keyLabel(key, unicode)).join(" "))
      .join("  "),
    title,
    titles: commands.map((command) => command.title).join(", "),
    enabled: commands.some((command) => command.enabled(state) === true),
  };
}

/** The first keys of each command, then their second ones. */
function keysOf(commands: readonly Pick<AnyBinding<never>, "keys">[]): readonly (readonly string[])[] {
  const most = Math.max(...commands.map(({ keys }) => keys.length));
  return Array.from({ length: most }, (_, nth) => commands.flatMap(({ keys }) => keys[nth] ?? []));
}
