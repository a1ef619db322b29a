/** The least time of several tries, in nanoseconds: what the machine can do when nobody disturbs it. */
export function quickest(tries, work) {
  let best = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < tries; attempt++) {
    const begin = process.hrtime.bigint();
    work();
    best = Math.min(best, Number(process.hrtime.bigint() - begin));
  }
  return best;
}

/** @param sorted in ascending order. */
export const share = (sorted, part) => sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))];

export const title = (text) => process.stdout.write(`\n${text}\n`);
export const line = (name, ...columns) =>
  process.stdout.write(`${name.padEnd(44)}${columns.map((each) => each.padStart(16)).join("")}\n`);
export const millions = (perSecond) => `${(perSecond / 1e6).toFixed(2)} M/s`;
export const times = (ratio) => `${ratio.toFixed(2)}x`;
