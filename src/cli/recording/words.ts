/** What a recording is asked to be: words from a tape and from the command line, which wins, each knowing where it stands. */
import { UserError } from "../../base/errors.ts";
import { parseDuration } from "../../base/time.ts";
import { SETTINGS, type SettingName, type TapeSetting } from "../../screen/recorder/tape.ts";

export interface Word {
  readonly name: SettingName;
  readonly value: string;
  /** `demo.tape:3:6`, or `--size`. */
  readonly place: string;
}

export class Words {
  readonly #words: readonly Word[];

  /** Of two words of one name the last one counts. */
  constructor(words: readonly Word[]) {
    this.#words = words;
  }

  find(name: SettingName): Word | undefined {
    return this.findAny(name);
  }

  /** Of several names that say the same. */
  findAny(...names: readonly SettingName[]): Word | undefined {
    return this.#words.findLast((word) => names.includes(word.name));
  }

  all(name: SettingName): readonly Word[] {
    return this.#words.filter((word) => word.name === name);
  }

  /**
   * What a word comes to, or undefined where it is not there.
   *
   * @param reader undefined for a value that is not what is expected
   * @throws UserError with the word's place.
   */
  read<Value>(name: SettingName, reader: (value: string) => Value | undefined): Value | undefined {
    const word = this.find(name);
    if (word === undefined) return undefined;
    const value = placed(word, () => reader(word.value));
    if (value !== undefined) return value;
    throw new UserError(`${word.place}: found "${word.value}", expected ${SETTINGS[name]}`);
  }

  /** In whole milliseconds, `least` of them or more. */
  readMilliseconds(name: SettingName, least = 0): number | undefined {
    return this.read(name, (text) => {
      const time = parseDuration(text);
      const milliseconds = time === undefined ? Number.NaN : Math.round(time / 1e6);
      return milliseconds >= least ? milliseconds : undefined;
    });
  }

  readNumber(name: SettingName, least: number, most: number): number | undefined {
    return this.read(name, (text) => {
      const value = /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
      return value >= least && value <= most ? value : undefined;
    });
  }
}

/** The settings of a tape as words. */
export const tapeWords = (settings: readonly TapeSetting[], tape: string): readonly Word[] =>
  settings.map(({ name, value, at }) => ({ name, value, place: `${tape}:${at.line}:${at.column}` }));

/** Does something with a word; what is wrong with it is said with its place. */
export function placed<Value>({ place }: Word, work: () => Value): Value {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof UserError) || error.message.startsWith(place)) throw error;
    throw new UserError(`${place}: ${error.message.replace(/^--[\w-]+:? /, "")}`, { cause: error });
  }
}
