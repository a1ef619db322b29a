import { InvariantError } from "../base/errors.ts";
import type { Ns } from "../base/time.ts";
import { definitionOf, type EventDefinition, OPERANDS, type Operands } from "./definition.ts";
import type { TraceEvent } from "./event.ts";

/** Numbers kept for one event: time, code, cause, operands. 72 bytes. */
const STRIDE = 3 + OPERANDS;
/** A chunk holds two to this many events, so that finding one takes no division. */
const CHUNK_BITS = 12;
const CHUNK_EVENTS = 1 << CHUNK_BITS;
const WITHIN = CHUNK_EVENTS - 1;
const NONE = -1;

/** The cause of an event that is a beginning. */
export const NO_CAUSE = NONE;

/**
 * The ordered list of a run's events, kept as plain numbers so that a run of a million events stays small and quick.
 *
 * Append-only. Events are decoded on demand; the log itself knows no meaning.
 */
export class EventLog {
  readonly #chunks: Float64Array[] = [];
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** Memory taken by the events, in bytes. */
  get bytes(): number {
    return this.#chunks.length * CHUNK_EVENTS * STRIDE * Float64Array.BYTES_PER_ELEMENT;
  }

  /**
   * Adds an event and returns its sequence number.
   *
   * @param cause the sequence number of the event that brought it about, or `NO_CAUSE`.
   * @throws InvariantError where a cause does not precede its effect.
   */
  append<Name extends string, const Fields extends EventDefinition["fields"]>(
    definition: EventDefinition<Name, Fields>,
    time: Ns,
    cause: number,
    ...operands: Operands<Fields>
  ): number;
  // Written out instead of a rest parameter: an array less for each of millions of events.
  append(
    definition: EventDefinition,
    time: Ns,
    cause: number,
    a?: unknown,
    b?: unknown,
    c?: unknown,
    d?: unknown,
    e?: unknown,
    f?: unknown,
  ): number {
    const seq = this.#length;
    if (cause >= seq)
      throw new InvariantError("a cause must precede its effect", { event: definition.name, seq, cause });
    const within = seq & WITHIN;
    if (within === 0) this.#chunks.push(new Float64Array(CHUNK_EVENTS * STRIDE));
    const chunk = this.#chunks[this.#chunks.length - 1] as Float64Array;
    const at = within * STRIDE;
    chunk[at] = time;
    chunk[at + 1] = definition.code;
    chunk[at + 2] = cause;
    const fields = definition.fields.length;
    if (fields > 0) chunk[at + 3] = typeof a === "number" ? a : encode(definition, 0, a);
    if (fields > 1) chunk[at + 4] = typeof b === "number" ? b : encode(definition, 1, b);
    if (fields > 2) chunk[at + 5] = typeof c === "number" ? c : encode(definition, 2, c);
    if (fields > 3) chunk[at + 6] = typeof d === "number" ? d : encode(definition, 3, d);
    if (fields > 4) chunk[at + 7] = typeof e === "number" ? e : encode(definition, 4, e);
    if (fields > 5) chunk[at + 8] = typeof f === "number" ? f : encode(definition, 5, f);
    this.#length = seq + 1;
    return seq;
  }

  timeAt(seq: number): Ns {
    return this.#number(seq, 0) as Ns;
  }

  /** The code of the event's definition, to test for a kind without decoding. */
  codeAt(seq: number): number {
    return this.#number(seq, 1);
  }

  causeAt(seq: number): number | null {
    const cause = this.#number(seq, 2);
    return cause === NONE ? null : cause;
  }

  /** The raw number of one operand, undecoded. */
  operandAt(seq: number, index: number): number {
    return this.#number(seq, 3 + index);
  }

  /** @throws InvariantError where there is no such event. */
  at(seq: number): TraceEvent {
    const definition = definitionOf(this.codeAt(seq));
    const chunk = this.#chunks[seq >> CHUNK_BITS] as Float64Array;
    const start = (seq & WITHIN) * STRIDE;
    const cause = chunk[start + 2] as number;
    const event: Record<string, unknown> = {
      kind: definition.name,
      seq,
      time: chunk[start],
      cause: cause === NONE ? null : cause,
    };
    const fields = definition.fields;
    for (let index = 0; index < fields.length; index++) {
      const field = fields[index] as EventDefinition["fields"][number];
      const value = chunk[start + 3 + index] as number;
      switch (field.kind) {
        case "optional":
          event[field.name] = value === NONE ? null : value;
          break;
        case "flag":
          event[field.name] = value === 1;
          break;
        case "oneOf":
          event[field.name] = field.words[value];
          break;
        default:
          event[field.name] = value;
      }
    }
    return event as unknown as TraceEvent;
  }

  /** The last event at or before an instant, or -1 where the run begins later. */
  lastAtOrBefore(time: Ns): number {
    let low = 0;
    let high = this.#length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.timeAt(middle) <= time) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  #number(seq: number, offset: number): number {
    const chunk = this.#chunks[seq >> CHUNK_BITS];
    if (seq < 0 || seq >= this.#length || chunk === undefined) {
      throw new InvariantError("there is no such event", { seq, length: this.#length });
    }
    return chunk[(seq & WITHIN) * STRIDE + offset] as number;
  }
}

/** The number of a field's value: none, a flag, or the code of a word. */
function encode(definition: EventDefinition, index: number, value: unknown): number {
  if (value === null) return NONE;
  if (value === true) return 1;
  if (value === false) return 0;
  const code = (definition.fields[index] as EventDefinition["fields"][number]).words.indexOf(value as string);
  if (code < 0) throw new InvariantError(`event ${definition.name} does not know ${String(value)}`);
  return code;
}
