import { UserError } from "../../../src/base/errors.ts";

/** The message of the user's error that a call throws; anything else is thrown on. */
export function messageOf(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
  return "";
}
