import { useStdout } from "ink";
import { useEffect, useState } from "react";

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** A terminal that does not know its size (a pty of 0x0) is taken for this. */
const USUAL: Size = { columns: 80, rows: 24 };

export function sizeOf(stream: NodeJS.WritableStream): Size {
  const { columns, rows } = stream as Partial<NodeJS.WriteStream>;
  return { columns: columns || USUAL.columns, rows: rows || USUAL.rows };
}

/** The terminal's size, now and after each change of it. */
export function useTerminal(): Size {
  const { stdout } = useStdout();
  const [size, setSize] = useState(() => sizeOf(stdout));
  useEffect(() => {
    const resized = (): void => setSize(sizeOf(stdout));
    resized();
    stdout.on("resize", resized);
    return () => {
      stdout.off("resize", resized);
    };
  }, [stdout]);
  return size;
}
