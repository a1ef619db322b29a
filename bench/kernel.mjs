/** Events a second of the kernel, beside a bare loop that does the same queueing and logs as many rows. */
import { bareLoop, CORES, queueing, THREADS } from "./queueing.mjs";
import { line, millions, quickest, times, title } from "./timing.mjs";

const TURNS = 1000;

export function kernel(library) {
  title(`kernel: ${THREADS} threads, ${CORES} cores, cpu then io`);
  const events = queueing(library, TURNS).log.length;
  const bare = (events * 1e9) / quickest(4, () => bareLoop(TURNS, events));
  line("bare heap and generators", millions(bare), times(1));
  for (const model of library.runtimes.ids) {
    let counted = 0;
    const turns = model === "threads" ? TURNS : TURNS / 4;
    const time = quickest(4, () => {
      counted = queueing(library, turns, model).log.length;
    });
    const rate = (counted * 1e9) / time;
    line(model, millions(rate), times(rate / bare), `${counted} events`);
  }
}
