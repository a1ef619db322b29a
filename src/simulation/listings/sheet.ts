/** Lines of code as they are written down, indented. */

export class Sheet {
  readonly lines: string[] = [];
  readonly #unit: string;
  #depth = 0;

  /** @param unit what one level of indentation is. */
  constructor(unit: string) {
    this.#unit = unit;
  }

  /** The line that comes next. */
  get next(): number {
    return this.lines.length;
  }

  /** Writes lines one below the other. @returns the first one's number. */
  write(...texts: readonly string[]): number {
    const first = this.lines.length;
    for (const text of texts.flatMap((each) => each.split("\n")))
      this.lines.push(text === "" ? "" : this.#unit.repeat(this.#depth) + text);
    return first;
  }

  /** What is written meanwhile is a level further in. */
  indented(write: () => void): void {
    this.#depth++;
    write();
    this.#depth--;
  }

  /** A header, what is under it, and a footer where the language has one. @returns the header's line. */
  block(header: string, body: () => void, footer: string | null = null): number {
    const line = this.write(header);
    this.indented(body);
    if (footer !== null) this.write(footer);
    return line;
  }
}
