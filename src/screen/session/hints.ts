/** What the keys do, for people: the footer's few and the help's all, from the one list. */
import { type Command, GROUPS } from "./command.ts";
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
  [["step.back", "step.forward"], () => "step"],
  [["help.open"], () => "keys"],
  [["switch.next"], () => "next switch"],
  [["view.next"], () => "view"],
  [["program.quit"], () => "quit"],
  [["model.next"], () => "model"],
  [["handover.next"], () => "hand-over"],
  [["cause.back"], () => "why"],
  [["play.slower", "play.faster"], () => "speed"],
  [["place.ask"], () => "go to"],
  [["knobs.open"], () => "knobs"],
];
const GAP = 2;

const SIGNS: Readonly<Record<string, readonly [unicode: string, ascii: string]>> = {
  left: ["←", "left"],
  right: ["→", "right"],
  up: ["↑", "up"],
  down: ["↓", "down"],
  escape: ["esc", "esc"],
  pagedown: ["page down", "page down"],
  pageup: ["page up", "page up"],
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
  readonly id: string;
  /** True, or why it does nothing now. */
  readonly enabled: true | string;
}

/** All commands by group; what cannot be done now says why. */
export function helpGroups(
  session: Session,
  unicode: boolean,
): readonly { readonly group: Command["group"]; readonly rows: readonly HelpRow[] }[] {
  return GROUPS.map((group) => ({
    group,
    rows: COMMANDS.all
      .filter((command) => command.group === group)
      .map((command) => ({
        id: command.id,
        keys: command.keys.map((key) => keyLabel(key, unicode)).join(" "),
        title: command.title,
        enabled: command.enabled(session),
      })),
  }));
}
