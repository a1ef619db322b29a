/** Any workload forked at any instant: the same run up to the fork, and all laws after it. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { ms, type Ns, us } from "../../src/base/time.ts";
import { runtimes } from "../../src/simulation/runtimes/index.ts";
import type { Runtime } from "../../src/simulation/runtimes/runtime.ts";
import { simulate } from "../../src/simulation/simulate.ts";
import type { Workload } from "../../src/simulation/workload/workload.ts";
import { endOf, type Trace } from "../../src/trace/trace.ts";
import type { WhatIf } from "../../src/trace/what-if.ts";
import { checkRun, eventsOf } from "../support/check-run.ts";
import { anyWorkload } from "./any-workload.ts";

const numRuns = Number(process.env.GILGRILL_RUNS ?? 40);
const BUDGET = { maxEvents: 20_000 };

/** An instant as a share of the run, so that forks fall into it whatever its length. */
interface Draft {
  readonly share: number;
  readonly change: (at: Ns) => WhatIf;
}
const draft: fc.Arbitrary<Draft> = fc.record({
  share: fc.integer({ min: 0, max: 100 }),
  change: fc.oneof(
    fc.integer({ min: 1, max: 6 }).map(
      (cores) =>
        (at: Ns): WhatIf => ({ at, cores }),
    ),
    fc.constantFrom(us(1), us(200), ms(20)).map(
      (interval) =>
        (at: Ns): WhatIf => ({ at, interval }),
    ),
    fc.tuple(fc.constantFrom(null, "network", "disk"), fc.constantFrom(ms(0), us(300), ms(30))).map(
      ([on, length]) =>
        (at: Ns): WhatIf => ({ at, io: { on, for: length } }),
    ),
  ),
});

const forked = (workload: Workload, whatIf: readonly WhatIf[]): Workload => ({ ...workload, whatIf });

/** The events of a run as text, up to and including an instant. */
const until = (trace: Trace, at: Ns): readonly string[] =>
  eventsOf(trace)
    .filter(({ time, kind }) => time <= at && kind !== "run.ended")
    .map((event) => JSON.stringify(event));

function plainly(workload: Workload, runtime: Runtime): Trace {
  fc.pre(runtime.refuses(workload) === null);
  return simulate(workload, runtime, BUDGET);
}

test.each(runtimes.ids)("what is changed from an instant on, under %s", { timeout: 40 * numRuns + 20_000 }, (id) => {
  const runtime = runtimes.get(id);
  const happened = new Set<string>();
  fc.assert(
    fc.property(anyWorkload, fc.array(draft, { minLength: 1, maxLength: 4 }), (workload, drafts) => {
      const plain = plainly(workload, runtime);
      const whatIf = drafts
        .map(({ share, change }) => change(Math.round((endOf(plain) * share) / 100) as Ns))
        .sort((one, other) => one.at - other.at);
      const { trace } = checkRun(forked(workload, whatIf), runtime, BUDGET);
      for (const { kind } of eventsOf(trace)) if (/^(?:core|device|interval)\./.test(kind)) happened.add(kind);
      const first = whatIf[0]?.at as Ns;
      const before = until(plain, first);
      expect(until(trace, first).slice(0, before.length)).toEqual(before);
    }),
    { numRuns, seed: 1 },
  );
  const hasInterval = runtime.python && runtime.switchInterval !== false;
  expect([...happened].sort()).toEqual([
    "core.offlined",
    "core.onlined",
    "device.retimed",
    ...(hasInterval ? ["interval.set"] : []),
  ]);
});

test.each(runtimes.ids)("another candidate is taken, under %s", { timeout: 40 * numRuns + 20_000 }, (id) => {
  const runtime = runtimes.get(id);
  let taken = 0;
  fc.assert(
    fc.property(anyWorkload, fc.nat(), fc.nat(), (workload, place, other) => {
      const plain = plainly(workload, runtime);
      const { seqs } = plain.choices;
      if (seqs.length === 0) return;
      const choice = place % seqs.length;
      const { seq, candidates, taken: usual } = plain.choices.at(choice);
      expect(candidates[0]).toBe(usual);
      expect(candidates.length).toBeGreaterThan(1);
      expect(new Set(candidates).size).toBe(candidates.length);
      const instead = candidates[1 + (other % (candidates.length - 1))] as number;
      const take = plain.tables.threads[instead]?.name as string;
      const { trace } = checkRun(forked(workload, [{ at: ms(0), choice, take }]), runtime, BUDGET);
      expect(trace.header.whatIf).toEqual([{ at: plain.log.timeAt(seq), choice, take }]);
      const same = candidates.find((each) => plain.tables.threads[each]?.name === take);
      expect(trace.choices.at(choice)).toEqual({
        ...plain.choices.at(choice),
        seq: trace.choices.seqs[choice],
        taken: same,
      });
      expect(trace.choices.seqs.slice(0, choice)).toEqual(seqs.slice(0, choice));
      const kinds = (run: Trace) =>
        eventsOf(run)
          .slice(0, (seqs[choice] as number) - 1)
          .map((each) => JSON.stringify(each));
      expect(kinds(trace)).toEqual(kinds(plain));
      taken++;
    }),
    { numRuns, seed: 2 },
  );
  // One thread at a time leaves the kernel no choice.
  const single = ["blocking", "gevent"].includes(id);
  expect(taken > numRuns / 20).toBe(!single);
});
