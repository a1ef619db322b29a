/** A tape's text as a tape. */
import { nearest, UserError } from "../../base/errors.ts";
import { parseDuration } from "../../base/time.ts";
import { COMMANDS } from "../session/commands.ts";
import { type Act, type Deed, type Position, SETTINGS, type SettingName, type Tape, type TapeSetting } from "./tape.ts";

/** A word or a quoted text of a line. */
interface Word {
  readonly text: string;
  readonly quoted: boolean;
  readonly at: Position;
}

/** What went wrong at a place of the file, in one line. */
export function tapeError(name: string, { line, column }: Position, words: string): UserError {
  return new UserError(`${name}:${line}:${column}: ${words}`);
}

/** Keys that have a name, from the commands and from prompts and panels. */
const KEY_NAMES = [
  ...new Set([
    ...COMMANDS.all.flatMap(({ keys }) => keys.filter((key) => key.length > 1)),
    ...["enter", "escape", "backspace", "delete", "tab", "space", "up", "down", "left", "right"],
    ...["home", "end", "pageup", "pagedown"],
  ]),
];

/** What each deed reads from the words after its name; a text says what is expected. */
const DEEDS: Readonly<Record<Act["kind"] | "key", (rest: Rest) => Act>> = {
  key: (rest) => ({ kind: "keys", keys: [rest.one("a key, such as n or space", keyOf)] }),
  keys: (rest) => ({ kind: "keys", keys: rest.all("keys with blanks between, such as 3 l", keyOf) }),
  type: (rest) => ({ kind: "type", text: rest.text("what is typed, such as :46ms") }),
  wait: (rest) => ({ kind: "wait", milliseconds: rest.one("a real time, such as 2s", millisecondsOf) }),
  until: (rest) => ({ kind: "until", time: rest.one("a simulated time, such as 46ms", parseDuration) }),
  end: (rest) => rest.none({ kind: "end" }),
  play: (rest) => rest.none({ kind: "play" }),
  pause: (rest) => rest.none({ kind: "pause" }),
  chapter: (rest) => ({ kind: "chapter", title: rest.text('a title, such as "the first hand-over"') }),
  mark: (rest) => ({ kind: "mark", note: rest.text("a note", "") }),
};

const DEED_NAMES = Object.keys(DEEDS) as readonly (keyof typeof DEEDS)[];
const SETTING_NAMES = Object.keys(SETTINGS) as readonly SettingName[];
/** Settings that a tape may have several of. */
const MANY: ReadonlySet<SettingName> = new Set(["set", "marked"]);

/**
 * @param name how messages call the file
 * @throws UserError at the first line that is wrong: where, what was found, what is expected.
 */
export function parseTape(text: string, name: string): Tape {
  const settings: TapeSetting[] = [];
  const deeds: Deed[] = [];
  const lines = text.replace(/^\ufeff/, "").split(/\r\n|\n|\r/);
  lines.forEach((line, index) => {
    const [first, ...others] = wordsOf(name, line, index + 1);
    if (first === undefined) return;
    const rest = new Rest(name, first, others, line);
    const deed = first.quoted ? undefined : DEED_NAMES.find((each) => each === first.text);
    if (deed !== undefined) {
      deeds.push({ act: DEEDS[deed](rest), at: first.at });
      return;
    }
    const setting = first.quoted ? undefined : SETTING_NAMES.find((each) => each === first.text);
    if (setting === undefined) throw tapeError(name, first.at, unknown(first.text));
    if (deeds.length > 0) {
      throw tapeError(name, first.at, `found the setting ${setting} after a deed, expected it before all deeds`);
    }
    const before = settings.find((each) => each.name === setting);
    if (before !== undefined && !MANY.has(setting)) {
      throw tapeError(name, first.at, `found ${setting} a second time, it is set in line ${before.at.line}`);
    }
    const value = rest.text(SETTINGS[setting]);
    settings.push({ name: setting, value, at: rest.at });
  });
  return { settings, deeds };
}

function unknown(word: string): string {
  const guess = nearest(word, [...DEED_NAMES, ...SETTING_NAMES]);
  const hint = guess === undefined ? "" : `, did you mean ${guess}?`;
  return `found "${word}", expected a setting or one of ${DEED_NAMES.join(", ")}${hint}`;
}

/** The words after the first one of a line. */
class Rest {
  readonly #name: string;
  readonly #first: Word;
  readonly #words: readonly Word[];
  readonly #line: string;

  constructor(name: string, first: Word, words: readonly Word[], line: string) {
    this.#name = name;
    this.#first = first;
    this.#words = words;
    this.#line = line;
  }

  /** Of the first word, or where it is missing. */
  get at(): Position {
    return this.#words[0]?.at ?? this.#end;
  }

  none(act: Act): Act {
    this.#nothingAfter(0);
    return act;
  }

  one<Value>(expected: string, read: (text: string) => Value | undefined): Value {
    const [value] = this.all(expected, read);
    this.#nothingAfter(1);
    return value as Value;
  }

  /** At least one. */
  all<Value>(expected: string, read: (text: string) => Value | undefined): readonly Value[] {
    if (this.#words.length === 0) throw this.#wrong(this.#end, "nothing", expected);
    return this.#words.map(({ text, at }) => {
      const value = read(text);
      if (value !== undefined) return value;
      const guess = read === (keyOf as unknown) ? nearest(text, KEY_NAMES) : undefined;
      throw this.#wrong(at, `"${text}"`, guess === undefined ? expected : `${expected}: did you mean ${guess}?`);
    });
  }

  /** A quoted text, or the words as they stand. @param missing what an empty line means; an error where left out */
  text(expected: string, missing?: string): string {
    const [first] = this.#words;
    if (first === undefined) {
      if (missing !== undefined) return missing;
      throw this.#wrong(this.#end, "nothing", expected);
    }
    if (first.quoted) {
      this.#nothingAfter(1);
      return first.text;
    }
    const last = this.#words.at(-1) as Word;
    return this.#line.slice(first.at.column - 1, last.at.column - 1 + last.text.length + (last.quoted ? 2 : 0));
  }

  #nothingAfter(count: number): void {
    const next = this.#words[count];
    if (next !== undefined) throw this.#wrong(next.at, `"${next.text}"`, "the end of the line");
  }

  #wrong(at: Position, found: string, expected: string): UserError {
    return tapeError(this.#name, at, `${this.#first.text}: found ${found}, expected ${expected}`);
  }

  get #end(): Position {
    return { line: this.#first.at.line, column: this.#line.trimEnd().length + 1 };
  }
}

/** A comment begins with a `#` that begins a word. In quotes, `\"` is a quote and `\\` a stroke. */
function wordsOf(name: string, line: string, number: number): readonly Word[] {
  const words: Word[] = [];
  const pattern = /\s+|(#.*$)|"((?:[^"\\]|\\.)*)"(?=\s|$)|([^\s"]\S*)|(.)/uy;
  for (let match = pattern.exec(line); match !== null; match = pattern.exec(line)) {
    const at = { line: number, column: match.index + 1 };
    const [, comment, quoted, bare, wrong] = match;
    if (comment !== undefined) break;
    if (wrong !== undefined) throw tapeError(name, at, "found a quote without its partner, expected a second one");
    if (quoted !== undefined) words.push({ text: quoted.replace(/\\(.)/gu, "$1"), quoted: true, at });
    else if (bare !== undefined || comment !== undefined)
      words.push({ text: bare ?? comment ?? "", quoted: false, at });
  }
  return words;
}

const keyOf = (text: string): string | undefined =>
  [...text].length === 1 || KEY_NAMES.includes(text) ? text : undefined;

function millisecondsOf(text: string): number | undefined {
  const time = parseDuration(text);
  return time === undefined ? undefined : Math.round(time / 1e6);
}
