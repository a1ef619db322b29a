import { expect, test } from "vitest";
import { type Clock, Player } from "../../../src/screen/session/player.ts";

/** A clock that stands until it is told to move, and counts its timers. */
class HandClock implements Clock {
  #now = 1000;
  #timers = new Map<number, { every: number; due: number; call: () => void }>();
  #made = 0;

  now(): number {
    return this.#now;
  }

  every(milliseconds: number, call: () => void): () => void {
    const id = this.#made++;
    this.#timers.set(id, { every: milliseconds, due: this.#now + milliseconds, call });
    return () => this.#timers.delete(id);
  }

  get running(): number {
    return this.#timers.size;
  }

  pass(milliseconds: number): void {
    const until = this.#now + milliseconds;
    for (;;) {
      const next = [...this.#timers.values()].filter(({ due }) => due <= until).sort((a, b) => a.due - b.due)[0];
      if (next === undefined) break;
      this.#now = Math.max(this.#now, next.due);
      next.due += next.every;
      next.call();
    }
    this.#now = until;
  }

  /** The process stands still: no timer fires, and then time has passed. */
  stand(milliseconds: number): void {
    this.#now += milliseconds;
  }
}

function setUp() {
  const clock = new HandClock();
  const ticks: number[] = [];
  const player = new Player(clock, (milliseconds) => ticks.push(Math.round(milliseconds)), 50);
  return { clock, ticks, player };
}

test("advances frame by frame while playing, and only then", () => {
  const { clock, ticks, player } = setUp();
  player.set(false);
  clock.pass(200_000);
  expect(ticks).toEqual([]);
  player.set(true);
  clock.pass(100);
  expect(ticks).toEqual([20, 20, 20, 20, 20]);
  player.set(false);
  clock.pass(100);
  expect(ticks).toHaveLength(5);
});

test("never has more than one timer, and none after the end", () => {
  const { clock, player } = setUp();
  for (const playing of [false, true, true, false, true]) {
    player.set(playing);
    expect(clock.running).toBe(1);
  }
  player.end();
  expect(clock.running).toBe(0);
});

test("a slow write costs frames, not time", () => {
  const { clock, ticks, player } = setUp();
  player.set(true);
  player.wrote(6);
  clock.pass(20);
  player.wrote(19);
  clock.pass(60);
  expect(ticks).toEqual([20, 60]);
});

test("after a stop of the process the run goes on, it does not leap", () => {
  const { clock, ticks, player } = setUp();
  player.set(true);
  clock.pass(20);
  clock.stand(60_000);
  clock.pass(0);
  expect(ticks.every((each) => each <= 20)).toBe(true);
});
