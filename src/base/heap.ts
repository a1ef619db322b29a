/**
 * A binary min-heap of scheduled entries with a total order: (time, priority, sequence).
 *
 * The tie rule lives here: at one instant a lower priority number comes first, and within it the entry pushed first.
 */
export interface Scheduled {
  readonly time: number;
  readonly priority: number;
  /** Set by the heap on push; the third part of the key. */
  sequence: number;
}

export class EventHeap<Entry extends Scheduled> {
  readonly #entries: Entry[] = [];
  #pushed = 0;

  get size(): number {
    return this.#entries.length;
  }

  peek(): Entry | undefined {
    return this.#entries[0];
  }

  push(entry: Entry): void {
    entry.sequence = this.#pushed++;
    const entries = this.#entries;
    let at = entries.length;
    entries.push(entry);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = entries[parent] as Entry;
      if (!before(entry, above)) break;
      entries[at] = above;
      at = parent;
    }
    entries[at] = entry;
  }

  pop(): Entry | undefined {
    const entries = this.#entries;
    const first = entries[0];
    const last = entries.pop();
    if (first === undefined || last === undefined || entries.length === 0) return first;
    const size = entries.length;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= size) break;
      if (child + 1 < size && before(entries[child + 1] as Entry, entries[child] as Entry)) child++;
      const below = entries[child] as Entry;
      if (!before(below, last)) break;
      entries[at] = below;
      at = child;
    }
    entries[at] = last;
    return first;
  }
}

function before(a: Scheduled, b: Scheduled): boolean {
  if (a.time !== b.time) return a.time < b.time;
  if (a.priority !== b.priority) return a.priority < b.priority;
  return a.sequence < b.sequence;
}
