/** Names for a program: a language's form of people's words, each given out once. */

export class Names {
  readonly #taken: Set<string>;

  /** @param reserved words that mean something else. */
  constructor(reserved: Iterable<string>) {
    this.#taken = new Set(reserved);
  }

  /** A name that nobody has: the wanted one, or with what it is (`sum_task`), or with a number. */
  give(wanted: string, what: string): string {
    const spelt = [wanted, what];
    for (let number = 2; this.#taken.has(spelt[0] as string); number++) {
      spelt[0] = number === 2 ? `${wanted}${what}` : `${wanted}${number - 1}`;
    }
    const [name = wanted] = spelt;
    this.#taken.add(name);
    return name;
  }
}

/** `Ten downloads!` as `ten_downloads`. */
export function snake(text: string): string {
  const plain = text.normalize("NFKD").replace(/[^\p{ASCII}]/gu, "");
  const words = plain
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "")
    .join("_");
  return words === "" ? "job" : /^\d/.test(words) ? `job_${words}` : words;
}

/** `ten_downloads` as `tenDownloads`. */
export const camel = (text: string): string =>
  text.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/** At most so many names in a function's name. */
const NAMED = 3;
const LONG = 28;

/** What the function of these tasks is called: `ann`, `ann_and_bob`. */
export function functionName(names: readonly string[]): string {
  const words = names.map(snake);
  if (words.length === 1) return words[0] ?? "job";
  const spelt = `${words.slice(0, -1).join("_")}_and_${words.at(-1)}`;
  return words.length > NAMED || spelt.length > LONG ? "job" : spelt;
}
