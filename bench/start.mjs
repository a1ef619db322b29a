/** From the command line to its end, as multiples of a Node that does nothing. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { line, quickest, share, times, title } from "./timing.mjs";

const TRIES = 21;

export function start(_library, root) {
  title("start: from the command to its end");
  const bin = join(root, "bin/gilgrill.js");
  const commands = {
    "node -e 0": ["-e", "0"],
    "gilgrill --help": [bin, "--help"],
    "gilgrill run --format json": [bin, "run", "three-friends", "-m", "threads-gil", "--format", "json"],
  };
  // Turn by turn, so that what else the machine does hits all alike.
  const took = Object.fromEntries(Object.keys(commands).map((name) => [name, []]));
  for (let attempt = 0; attempt < TRIES; attempt++) {
    for (const [name, words] of Object.entries(commands)) {
      took[name].push(quickest(1, () => spawnSync(process.execPath, words)) / 1e6);
    }
  }
  const medians = Object.entries(took).map(([name, all]) => [
    name,
    share(
      all.sort((a, b) => a - b),
      0.5,
    ),
  ]);
  for (const [name, median] of medians) line(name, `${median.toFixed(0)} ms`, times(median / medians[0][1]));
}
