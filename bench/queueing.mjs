/** The reference workload: threads that compute and wait for a device in turn, more of them than cores. */
export const THREADS = 100;
export const CORES = 8;
const CPU_MS = 1;
const IO_MS = 5;

/** @returns the trace of a run in which every thread takes so many turns. */
export function queueing({ simulate, runtimes, loadScenario }, turns, model = "threads") {
  const text = `{machine: {cores: ${CORES}, scheduler: fifo}, costs: none, tasks: [{name: Worker, count: ${THREADS},
    steps: [{repeat: ${turns}, steps: [{cpu: ${CPU_MS}ms}, {io: ${IO_MS}ms}]}]}]}`;
  return simulate(loadScenario(text, "bench"), runtimes.get(model), { maxEvents: 2_000_000 });
}

/** The same queueing as a bare loop: a heap, a generator for each thread, and as many rows of nine numbers as the run has events. */
export function bareLoop(turns, rows) {
  const perTurn = rows / (THREADS * turns);
  const heap = new Heap();
  const ready = [];
  const log = [];
  let chunk = new Float64Array(0);
  let at = 0;
  let logged = 0;
  let owed = 0;
  let now = 0;
  let free = CORES;

  const write = (kind, who) => {
    if (at === chunk.length) {
      chunk = new Float64Array(4096 * 9);
      log.push(chunk);
      at = 0;
    }
    chunk[at] = now;
    chunk[at + 1] = kind;
    chunk[at + 2] = logged - 1;
    for (let operand = 3; operand < 9; operand++) chunk[at + operand] = who;
    at += 9;
    logged++;
  };
  function* body(who) {
    for (let turn = 0; turn < turns; turn++) {
      yield CPU_MS;
      yield -IO_MS;
      for (owed += perTurn; owed >= 1; owed--) write(turn, who);
    }
  }
  const begin = (thread) => {
    free--;
    heap.push(now + thread.wants, thread, true);
  };
  const advance = (thread) => {
    const { value, done } = thread.body.next();
    if (done) return;
    if (value < 0) heap.push(now - value, thread, false);
    else {
      thread.wants = value;
      ready.push(thread);
    }
  };
  for (let who = 0; who < THREADS; who++) advance({ body: body(who), wants: 0 });
  let next = 0;
  for (;;) {
    while (free > 0 && next < ready.length) begin(ready[next++]);
    const entry = heap.pop();
    if (entry === undefined) break;
    now = entry.time;
    if (entry.computes) free++;
    advance(entry.thread);
  }
  return logged;
}

/** A binary heap of entries ordered by time, then by the order of pushing. */
class Heap {
  #entries = [];
  #pushed = 0;

  push(time, thread, computes) {
    const entry = { time, order: this.#pushed++, thread, computes };
    const entries = this.#entries;
    let at = entries.length;
    entries.push(entry);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!before(entry, entries[parent])) break;
      entries[at] = entries[parent];
      at = parent;
    }
    entries[at] = entry;
  }

  pop() {
    const entries = this.#entries;
    const first = entries[0];
    const last = entries.pop();
    if (entries.length === 0) return first;
    let at = 0;
    for (let child = 1; child < entries.length; child = 2 * at + 1) {
      if (child + 1 < entries.length && before(entries[child + 1], entries[child])) child++;
      if (!before(entries[child], last)) break;
      entries[at] = entries[child];
      at = child;
    }
    entries[at] = last;
    return first;
  }
}

const before = (a, b) => a.time < b.time || (a.time === b.time && a.order < b.order);
