/** The heap's order is total: time, priority, then the order of pushing. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { EventHeap, type Scheduled } from "../../src/base/heap.ts";

class Entry implements Scheduled {
  sequence = -1;
  readonly time: number;
  readonly priority: number;
  readonly name: number;

  constructor(time: number, priority: number, name: number) {
    this.time = time;
    this.priority = priority;
    this.name = name;
  }
}

const keys = fc.array(fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 2 })), { maxLength: 60 });
const popAll = (heap: EventHeap<Entry>) => Array.from({ length: heap.size }, () => heap.pop() as Entry);
const namesOf = (entries: readonly Entry[]) => entries.map(({ name }) => name);

test("what comes out is a stable sort of what went in", () => {
  fc.assert(
    fc.property(keys, (pairs) => {
      const entries = pairs.map(([time, priority], name) => new Entry(time, priority, name));
      const heap = new EventHeap<Entry>();
      for (const entry of entries) heap.push(entry);
      const sorted = [...entries].sort((a, b) => a.time - b.time || a.priority - b.priority);
      expect(heap.size).toBe(entries.length);
      expect(heap.peek()).toBe(sorted[0]);
      expect(namesOf(popAll(heap))).toEqual(namesOf(sorted));
      expect([heap.pop(), heap.peek(), heap.size]).toEqual([undefined, undefined, 0]);
    }),
  );
});

test("with different keys the order of pushing does not matter", () => {
  const distinct = fc.uniqueArray(fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 3 })), {
    selector: String,
    maxLength: 40,
  });
  const permuted = distinct.chain((pairs) =>
    fc.tuple(fc.constant(pairs), fc.shuffledSubarray([...pairs.keys()], { minLength: pairs.length })),
  );
  fc.assert(
    fc.property(permuted, ([pairs, order]) => {
      const [plain, shuffled] = [new EventHeap<Entry>(), new EventHeap<Entry>()];
      for (const [name, [time, priority]] of pairs.entries()) plain.push(new Entry(time, priority, name));
      for (const name of order) {
        const [time, priority] = pairs[name] as [number, number];
        shuffled.push(new Entry(time, priority, name));
      }
      expect(namesOf(popAll(shuffled))).toEqual(namesOf(popAll(plain)));
    }),
  );
});

test("pushing and popping by turns is the same as keeping a sorted list", () => {
  const moves = fc.array(
    fc.option(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 3 })), { freq: 3 }),
  );
  fc.assert(
    fc.property(moves, (all) => {
      const heap = new EventHeap<Entry>();
      const list: Entry[] = [];
      for (const [name, move] of all.entries()) {
        if (move === null) {
          expect(heap.pop()).toBe(list.shift());
          continue;
        }
        const entry = new Entry(...move, name);
        heap.push(entry);
        const later = list.findIndex(
          (each) => each.time > entry.time || (each.time === entry.time && each.priority > entry.priority),
        );
        list.splice(later < 0 ? list.length : later, 0, entry);
      }
      expect(namesOf(popAll(heap))).toEqual(namesOf(list));
    }),
  );
});
