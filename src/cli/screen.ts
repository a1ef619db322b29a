/** Opening the screen: the only way to Ink. */
import { UserError } from "../base/errors.ts";
import type { Context, LookOptions } from "./context.ts";
import type { ExitStatus } from "./faults.ts";
import type { RunOptions } from "./options.ts";

export interface ScreenRequest {
  readonly scenario: string | undefined;
  readonly options: RunOptions & LookOptions & { readonly speed?: string };
  /** None: the picker. */
  readonly models: readonly string[];
  /** Null: the session's own first view. */
  readonly view: string | null;
}

export async function openScreen(_context: Context, _request: ScreenRequest): Promise<ExitStatus> {
  throw new UserError("the screen is not built in yet");
}
