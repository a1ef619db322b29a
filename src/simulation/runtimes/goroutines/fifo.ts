/** A queue from which taking the first is cheap, however long it is. */
export class Fifo<Item> {
  #items: Item[] = [];
  #taken = 0;

  get length(): number {
    return this.#items.length - this.#taken;
  }

  push(item: Item): void {
    this.#items.push(item);
  }

  /** The first, taken off; undefined where there is none. */
  shift(): Item | undefined {
    if (this.length === 0) return undefined;
    const item = this.#items[this.#taken++];
    if (this.#taken > 32 && 2 * this.#taken > this.#items.length) {
      this.#items = this.#items.slice(this.#taken);
      this.#taken = 0;
    }
    return item;
  }

  /** The first so many, taken off. */
  take(count: number): readonly Item[] {
    return Array.from({ length: Math.min(count, this.length) }, () => this.shift() as Item);
  }
}
