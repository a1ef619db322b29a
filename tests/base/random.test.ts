/** The generator's outputs are fixed for ever: recordings and golden files depend on them. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { Random } from "../../src/base/random.ts";

const take = <Value>(count: number, draw: () => Value): Value[] => Array.from({ length: count }, draw);

test.each([
  [1, [2693262067, 11749833, 2265367787, 4213581821, 4159151403]],
  [42, [2581720956, 1925393290, 3661312704, 2876485805, 750819978]],
])("seed %i", (seed, words) => {
  const random = new Random(seed);
  expect(take(5, () => random.next() * 2 ** 32)).toEqual(words);
});

test("whole numbers, a normal draw and a span are made of those", () => {
  const random = new Random(42);
  expect(take(6, () => random.below(1000))).toEqual([601, 448, 852, 669, 174, 526]);
  expect(random.normal()).toBe(0.4157022398430854);
  expect(random.between(5, 6)).toBe(5.003842951962724);
});

test("a fork has draws of its own: using it leaves its parent's alone", () => {
  const [used, unused] = [new Random(7), new Random(7)];
  const fork = used.fork();
  unused.fork();
  const own = take(3, () => fork.next());
  expect(take(3, () => used.next())).toEqual(take(3, () => unused.next()));
  expect(own).not.toEqual(take(3, () => new Random(7).next()));
});

test("draws stay in their spans, for any seed", () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 1, max: 1000 }), (seed, count) => {
      const random = new Random(seed);
      const picks = take(50, () => random.below(count));
      expect(picks.every((pick) => Number.isInteger(pick) && pick >= 0 && pick < count)).toBe(true);
      const draws = take(50, () => random.between(-3, count));
      expect(draws.every((draw) => draw >= -3 && draw < count)).toBe(true);
    }),
  );
});

test("normal draws have mean 0 and deviation 1", () => {
  const random = new Random(3);
  const draws = take(20_000, () => random.normal());
  const mean = draws.reduce((sum, draw) => sum + draw, 0) / draws.length;
  const variance = draws.reduce((sum, draw) => sum + (draw - mean) ** 2, 0) / draws.length;
  expect(Math.abs(mean)).toBeLessThan(0.02);
  expect(Math.abs(variance - 1)).toBeLessThan(0.03);
});
