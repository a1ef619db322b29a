/** What can be otherwise from a place on: what holds there, and who else could have been taken. */
import type { Ns } from "../../base/time.ts";
import { ioSubmitted } from "../../trace/event.ts";
import type { Tile } from "./frame.ts";
import type { PreparedRun } from "./prepared.ts";

/** A place where the kernel could have taken another thread; candidates by their threads' names, and as the screen shows them. */
export function choiceOf(run: PreparedRun, number: number) {
  const { choices, tables } = run.trace;
  const { seq, of, candidates, taken } = choices.at(number);
  return {
    number,
    event: seq,
    of,
    candidates: candidates.map((thread): { name: string; tile: Tile } => ({
      name: tables.threads[thread]?.name ?? "",
      tile: run.tileOn(thread, null),
    })),
    taken: candidates.indexOf(taken),
  };
}

/** The cores online, the switch interval where a GIL uses it, and how long each device takes: now, next, or last. */
export function presentAt(run: PreparedRun, event: number) {
  const { trace, history } = run;
  const world = history.worldAt(event);
  const { threadsPerCore } = trace.header.machine;
  const online = world.cores.filter((core) => core.online).length;
  return {
    cores: Math.round(online / threadsPerCore),
    interval: trace.tables.gils.length === 0 ? null : world.switchInterval,
    devices: trace.tables.devices.flatMap(({ name }, device) => {
      const latency = latencyOf(run, device, event);
      return latency === null ? [] : [{ name, latency }];
    }),
  };
}

function latencyOf({ trace: { log }, history }: PreparedRun, device: number, event: number): Ns | null {
  const world = history.worldAt(event);
  for (const pending of world.io.values()) {
    if (pending.device === device) return (pending.due - pending.since) as Ns;
  }
  const at = (seq: number): Ns | null => {
    if (log.codeAt(seq) !== ioSubmitted.code || log.operandAt(seq, 1) !== device) return null;
    return (log.operandAt(seq, 4) - log.timeAt(seq)) as Ns;
  };
  for (let seq = event + 1; seq < log.length; seq++) {
    const latency = at(seq);
    if (latency !== null) return latency;
  }
  for (let seq = event; seq >= 0; seq--) {
    const latency = at(seq);
    if (latency !== null) return latency;
  }
  return null;
}
