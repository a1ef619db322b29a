/** Any workload, under any model: everything that is proven of a run holds. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { runtimes } from "../../src/simulation/runtimes/index.ts";
import { OUTCOMES } from "../../src/trace/event.ts";
import { checkRun } from "../support/check-run.ts";
import { anyWorkload } from "./any-workload.ts";

/** More for a long search: `GILGRILL_RUNS=5000 npx vitest run tests/property`. */
const numRuns = Number(process.env.GILGRILL_RUNS ?? 80);

test.each(runtimes.ids)("anything under %s", { timeout: 20 * numRuns + 20_000 }, (id) => {
  const runtime = runtimes.get(id);
  const seen = new Set<string>();
  fc.assert(
    fc.property(anyWorkload, (workload) => {
      fc.pre(runtime.refuses(workload) === null);
      const { world } = checkRun(workload, runtime, { maxEvents: 20_000 });
      seen.add(String(world.outcome));
    }),
    { numRuns, seed: 1 },
  );
  // Many kinds of end have been met, or the search does not look far enough.
  expect(OUTCOMES.filter((outcome) => seen.has(outcome)).length).toBeGreaterThanOrEqual(2);
});
