/** The cost of an event, and its memory, as runs grow from a thousand events to a million. */
import { queueing } from "./queueing.mjs";
import { line, quickest, times, title } from "./timing.mjs";

const SIZES = [1, 10, 100, 1000];

export function growth(library) {
  title("growth: nanoseconds and bytes for each event");
  line("events", "simulate", "fold", "log", "all in memory");
  queueing(library, 100);
  let first = 0;
  let last = 0;
  for (const turns of SIZES) {
    const tries = turns > 100 ? 3 : 300 / turns + 3;
    const trace = queueing(library, turns);
    const events = trace.log.length;
    const simulated = quickest(tries, () => queueing(library, turns)) / events;
    const folded = quickest(tries, () => new library.History(trace).worldAt(events - 1)) / events;
    const bytes = trace.log.bytes / events;
    const all = memoryOf(library, turns) / events;
    line(
      String(events),
      `${simulated.toFixed(0)} ns`,
      `${folded.toFixed(0)} ns`,
      `${bytes.toFixed(0)} B`,
      `${all.toFixed(0)} B`,
    );
    if (turns === SIZES[1]) first = simulated;
    last = simulated;
  }
  line("a million against ten thousand", times(last / first));
}

/** The trace and a history that has been at its end. */
function memoryOf(library, turns) {
  gc();
  const before = process.memoryUsage();
  const trace = queueing(library, turns);
  const history = new library.History(trace);
  history.worldAt(trace.log.length - 1);
  gc();
  const after = process.memoryUsage();
  if (history.worldAt(0).events !== 1) throw new Error("unreachable");
  return after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers;
}
