import { InvariantError, nearest, UserError } from "./errors.ts";

/** A list of named things in the order they were added; a name is taken once, and an unknown one names its neighbour. */
export class Registry<Item extends { readonly id: string }> {
  readonly #items = new Map<string, Item>();
  /** What one item is called in messages: `model`, `scenario`. */
  readonly #noun: string;

  /** @throws InvariantError where two items have one id. */
  constructor(noun: string, items: readonly Item[] = []) {
    this.#noun = noun;
    for (const item of items) this.add(item);
  }

  /** @throws InvariantError where the id is taken. */
  add(item: Item): void {
    if (this.#items.has(item.id)) throw new InvariantError(`two ${this.#noun}s are called ${item.id}`);
    this.#items.set(item.id, item);
  }

  get ids(): readonly string[] {
    return [...this.#items.keys()];
  }

  get all(): readonly Item[] {
    return [...this.#items.values()];
  }

  find(id: string): Item | undefined {
    return this.#items.get(id);
  }

  /** @throws UserError where there is none of that name, with the nearest one and the list. */
  get(id: string): Item {
    const item = this.#items.get(id);
    if (item !== undefined) return item;
    const guess = nearest(id, this.ids);
    const hint = guess === undefined ? "" : `, did you mean ${guess}?`;
    throw new UserError(`unknown ${this.#noun} "${id}"${hint}\n  there are: ${this.ids.join(", ")}`);
  }
}
