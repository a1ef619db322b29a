/**
 * The one source of randomness: a seeded generator whose outputs are fixed for ever.
 *
 * Mulberry32 (T. Ettinger, public domain): 32 bits of state, period 2^32, the same on every machine.
 */
export class Random {
  #state: number;

  /** @param seed any integer; only its lower 32 bits count. */
  constructor(seed: number) {
    this.#state = seed | 0;
  }

  /** A number in [0, 1). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }

  /** A number in [low, high). */
  between(low: number, high: number): number {
    return low + (high - low) * this.next();
  }

  /** A whole number in [0, count). */
  below(count: number): number {
    return Math.floor(this.next() * count);
  }

  /**
   * A draw from a normal distribution, mean 0 and deviation 1, as the sum of twelve uniform draws less six.
   *
   * Only additions, so that every machine agrees to the last bit (`Math.log` and `Math.cos` may differ between engines).
   */
  normal(): number {
    let sum = -6;
    for (let draw = 0; draw < 12; draw++) sum += this.next();
    return sum;
  }

  /** A generator of its own, seeded from this one: for a part that must not disturb the draws of others. */
  fork(): Random {
    return new Random(Math.floor(this.next() * 4294967296));
  }
}
