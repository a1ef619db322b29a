/** A tape as text: what `parseTape` reads. */
import { ms, spellDuration } from "../../base/time.ts";
import type { Act, Tape } from "./tape.ts";

export function spellTape({ settings, deeds }: Pick<Tape, "settings" | "deeds">): string {
  const lines = [
    ...settings.map(({ name, value }) => `${name} ${spellText(value)}`),
    "",
    ...deeds.map(({ act }) => spellAct(act)),
  ];
  return lines.map((line) => `${line}\n`).join("");
}

function spellAct(act: Act): string {
  switch (act.kind) {
    case "keys":
      return `${act.keys.length === 1 ? "key" : "keys"} ${act.keys.map(spellText).join(" ")}`;
    case "type":
      return `type ${spellText(act.text)}`;
    case "wait":
      return `wait ${spellDuration(ms(act.milliseconds))}`;
    case "until":
      return `until ${spellDuration(act.time)}`;
    case "chapter":
      return `chapter ${spellText(act.title)}`;
    case "mark":
      return act.note === "" ? "mark" : `mark ${spellText(act.note)}`;
    case "end":
    case "play":
    case "pause":
      return act.kind;
  }
}

/** Quoted where it would not come back as it is. */
function spellText(text: string): string {
  const isPlain = /^[^\s"#][^\s"#]*(?: [^\s"#]+)*$/.test(text);
  return isPlain ? text : `"${text.replace(/["\\]/g, "\\$&")}"`;
}
