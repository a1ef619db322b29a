/** What a command may touch of the world: its streams and the environment. */
import type { Readable, Writable } from "node:stream";
import type { Capabilities } from "../screen/paint/capabilities.ts";
import type { Settings } from "./settings/settings.ts";

export interface Context {
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  readonly stderr: Writable & { readonly isTTY?: boolean };
  readonly env: Readonly<Record<string, string | undefined>>;
  /** As `process.platform` names it. */
  readonly platform: string;
  /** The words after the program's name, for the line that reproduces a fault. */
  readonly words: readonly string[];
}

/** What the command line says of the look, and what a person's settings add to it. */
export interface LookOptions {
  /** The id of a theme. */
  readonly theme?: string;
  readonly ascii?: boolean;
  /** Sentences for a screen reader instead of pictures. */
  readonly reader?: boolean;
  /** Undefined: as the terminal says. */
  readonly color?: boolean;
}

/** What the command line says of the screen. */
export interface ScreenLook extends LookOptions {
  readonly view?: string;
  readonly speed?: string;
  readonly mouse?: boolean;
  readonly presenter?: boolean;
}

/**
 * The options, and the person's settings where neither they nor the environment say anything.
 *
 * @throws UserError where the file of settings is wrong.
 */
export async function withSettings<Look extends ScreenLook>(context: Context, options: Look): Promise<Look> {
  const { fromEnvironment, settingsOf } = await import("./settings/settings.ts");
  const settings = Object.entries(await settingsOf(context));
  const silent = settings.filter(([id]) => fromEnvironment(id as keyof Settings, context.env) === null);
  const said = Object.entries(options).filter(([, value]) => value !== undefined);
  return { ...options, ...Object.fromEntries(silent), ...Object.fromEntries(said) };
}

/** What standard output can do. */
export async function outputCapabilities(context: Context, options: LookOptions): Promise<Capabilities> {
  const { capabilities } = await import("../screen/paint/capabilities.ts");
  return capabilities({
    env: context.env,
    isTTY: context.stdout.isTTY === true,
    platform: context.platform,
    color: options.color,
    theme: options.theme,
    ascii: options.ascii,
    reader: options.reader,
  });
}

/** Whether a person sits at a terminal that can be painted on: both ends are one, it moves its cursor, and no CI server runs this. */
export async function isInteractive(context: Context): Promise<boolean> {
  if (context.stdin.isTTY !== true || isSet(context.env.CI)) return false;
  return (await outputCapabilities(context, {})).interactive;
}

/** Set, and not to a word for no. */
const isSet = (value: string | undefined): boolean =>
  value !== undefined && !["", "0", "false"].includes(value.toLowerCase());
