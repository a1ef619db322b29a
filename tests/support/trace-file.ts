/** Reads a file in the trace event format as strictly as the viewers' importers, and says what is wrong with it. */

interface FileEvent {
  readonly ph: string;
  readonly pid: number;
  readonly tid?: number;
  readonly ts?: number;
  readonly name?: string;
  readonly cat?: string;
  readonly id?: number | string;
  readonly bp?: string;
  readonly s?: string;
  readonly args?: Readonly<Record<string, unknown>>;
}

export interface FileSlice {
  readonly name: string;
  readonly depth: number;
  readonly from: number;
  readonly to: number;
  readonly args: Readonly<Record<string, unknown>>;
}

export interface TraceFile {
  /** In the order of the file, sentences; empty for a good one. */
  readonly problems: readonly string[];
  /** By process and track, as they are called; times in whole nanoseconds. */
  readonly slices: ReadonlyMap<string, readonly FileSlice[]>;
  readonly instants: readonly { readonly track: string; readonly name: string; readonly sentence: unknown }[];
  readonly arrows: readonly { readonly from: string; readonly to: string; readonly time: number }[];
  readonly counters: ReadonlyMap<string, readonly number[]>;
  readonly beside: readonly { readonly name: string; readonly from: number; readonly to: number }[];
}

/** Digits as they stand in the file, to nanoseconds, without a rounding on the way. */
const nanoseconds = (digits: string): number => {
  const [whole = "", rest = "000"] = digits.split(".");
  return Number(`${whole}${rest}`);
};

export function readTraceFile(text: string): TraceFile {
  const problems: string[] = [];
  const file = JSON.parse(text) as { readonly traceEvents: readonly FileEvent[] };
  const stamps = [...text.matchAll(/^\{"ph":"[^M"]"[^\n]*?"ts":([^,}]*)/gm)].map(([, digits]) => digits ?? "");
  for (const digits of stamps) if (!/^\d+(?:\.\d{3})?$/.test(digits)) problems.push(`time ${digits}`);
  const processes = new Map<number, string>();
  const tracks = new Map<string, string>();
  const open = new Map<string, FileSlice[]>();
  const slices = new Map<string, FileSlice[]>();
  const instants: { track: string; name: string; sentence: unknown }[] = [];
  const arrows: { from: string; to: string; time: number }[] = [];
  const flows = new Map<unknown, { readonly from: string; readonly time: number }>();
  const asyncs = new Map<string, { readonly name: string; readonly from: number }>();
  const beside: { name: string; from: number; to: number }[] = [];
  const counters = new Map<string, number[]>();
  let last = 0;
  let stamped = 0;

  /** Two tracks may have one name. */
  const keyOf = ({ pid, tid }: FileEvent): string => `${pid} ${tid}`;
  const trackOf = (event: FileEvent): string => {
    const name = tracks.get(`${event.pid} ${event.tid}`);
    if (name === undefined) problems.push(`track ${event.pid} ${event.tid} has no name`);
    return name ?? "?";
  };
  for (const event of file.traceEvents) {
    if (event.ph === "M") {
      const name = String(event.args?.name);
      if (event.name === "process_name") processes.set(event.pid, name);
      if (event.name === "thread_name") tracks.set(`${event.pid} ${event.tid}`, `${processes.get(event.pid)}/${name}`);
      continue;
    }
    if (!processes.has(event.pid)) problems.push(`process ${event.pid} has no name`);
    const time = nanoseconds(stamps[stamped++] ?? "");
    if (Math.abs(time / 1000 - (event.ts ?? Number.NaN)) > 1e-3) problems.push(`times in disorder at ${event.ts}`);
    if (time < last) problems.push(`time goes back to ${time}`);
    last = time;
    switch (event.ph) {
      case "B": {
        const track = trackOf(event);
        const stack = open.get(keyOf(event)) ?? [];
        if (!event.name) problems.push(`a slice on ${track} has no name`);
        stack.push({ name: event.name ?? "", depth: stack.length, from: time, to: time, args: event.args ?? {} });
        open.set(keyOf(event), stack);
        break;
      }
      case "E": {
        const track = trackOf(event);
        const begun = open.get(keyOf(event))?.pop();
        if (begun === undefined) {
          problems.push(`an end without a beginning on ${track} at ${time}`);
          break;
        }
        if (begun.from === time) problems.push(`${begun.name} on ${track} takes no time at ${time}`);
        const done = slices.get(track) ?? [];
        done.push({ ...begun, to: time, args: { ...begun.args, ...event.args } });
        slices.set(track, done);
        break;
      }
      case "i":
        if (event.s !== "t") problems.push(`an instant without a scope at ${time}`);
        instants.push({ track: trackOf(event), name: event.name ?? "", sentence: event.args?.sentence });
        break;
      case "s":
      case "f": {
        const track = trackOf(event);
        if ((open.get(keyOf(event)) ?? []).length === 0)
          problems.push(`an arrow at ${time} ends at no slice on ${track}`);
        if (event.ph === "s") {
          if (flows.has(event.id)) problems.push(`arrow ${event.id} begins twice`);
          flows.set(event.id, { from: track, time });
          break;
        }
        const begun = flows.get(event.id);
        if (event.bp !== "e") problems.push(`arrow ${event.id} ends at the next slice`);
        if (begun === undefined) problems.push(`arrow ${event.id} ends and never began`);
        else arrows.push({ from: begun.from, to: track, time });
        flows.delete(event.id);
        break;
      }
      case "b":
      case "e": {
        const key = `${event.cat} ${event.id}`;
        const begun = asyncs.get(key);
        if (event.ph === "b") {
          if (begun !== undefined) problems.push(`${key} begins twice`);
          asyncs.set(key, { name: event.name ?? "", from: time });
          break;
        }
        if (begun?.name !== event.name) problems.push(`${key} ends and never began`);
        else beside.push({ name: begun?.name ?? "", from: begun?.from ?? 0, to: time });
        asyncs.delete(key);
        break;
      }
      case "C": {
        const name = `${processes.get(event.pid)}/${event.name}`;
        const count = event.args?.count;
        if (typeof count !== "number" || !Number.isInteger(count) || count < 0)
          problems.push(`${name} counts ${count}`);
        const counts = counters.get(name);
        if (counts === undefined) counters.set(name, [Number(count)]);
        else counts.push(Number(count));
        break;
      }
      default:
        problems.push(`an event of the kind ${event.ph}`);
    }
  }
  for (const [track, stack] of open) for (const { name } of stack) problems.push(`${name} on ${track} never ends`);
  for (const id of flows.keys()) problems.push(`arrow ${id} never ends`);
  for (const key of asyncs.keys()) problems.push(`${key} never ends`);
  return { problems, slices, instants, arrows, counters, beside };
}
