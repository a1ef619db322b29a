/** Going anywhere in a long run, against one frame of a 60 Hz screen. */
import { queueing } from "./queueing.mjs";
import { line, share, times, title } from "./timing.mjs";

const FRAME_MS = 1000 / 60;
const SEEKS = 1000;

export function seek(library) {
  title("seek: anywhere in a run of a million events");
  line("", "p50", "p99", "worst", "p99 / frame");
  for (const [name, trace] of runs(library)) {
    const history = new library.History(trace);
    const { length } = trace.log;
    history.worldAt(length - 1);
    const random = new library.Random(1);
    const took = [];
    for (let each = 0; each < SEEKS; each++) {
      const seq = random.below(length);
      const begin = process.hrtime.bigint();
      history.worldAt(seq);
      took.push(Number(process.hrtime.bigint() - begin) / 1e6);
    }
    took.sort((a, b) => a - b);
    const [p50, p99, worst] = [share(took, 0.5), share(took, 0.99), took[took.length - 1]];
    line(name, `${p50.toFixed(2)} ms`, `${p99.toFixed(2)} ms`, `${worst.toFixed(2)} ms`, times(p99 / FRAME_MS));
  }
}

function* runs(library) {
  const queue = queueing(library, 1000);
  yield [`100 threads, ${queue.log.length} events`, queue];
  const { simulate, runtimes, loadScenario } = library;
  const crowd = `{machine: {cores: 4}, tasks: [{name: Client, count: 10000, at: {every: 25us}, steps: [{repeat: 3, steps: [{cpu: 5us}, {io: 100ms}]}]}]}`;
  for (const model of ["asyncio", "threads"]) {
    const trace = simulate(loadScenario(crowd, "bench"), runtimes.get(model));
    yield [`10000 tasks, ${model}, ${trace.log.length} events`, trace];
  }
}
