/** What can be set once for all sessions: each key with its meaning and what it may be. To add one: an entry here. */
import * as v from "valibot";
import { views } from "../../screen/views/index.ts";
import { themes } from "../../screen/views/themes/index.ts";
import { parseSpeed, SPEED_FORM } from "../speed.ts";
import type { SettingId } from "./settings.ts";

interface SettingKey {
  readonly id: SettingId;
  /** What it does, as half a sentence. */
  readonly about: string;
  /** What holds where nobody says otherwise. */
  readonly usual: string;
  readonly schema: v.GenericSchema<unknown, string | boolean>;
}

const oneOf = (ids: readonly string[]) => v.picklist(ids, ids.join(", "));
const YES_OR_NO = v.boolean("true or false");
const SPEED = v.pipe(
  v.union([v.string(), v.number()], SPEED_FORM),
  v.transform(String),
  v.check((text) => parseSpeed(text) !== null, SPEED_FORM),
);

export const SETTING_KEYS: readonly SettingKey[] = [
  { id: "theme", about: "the colours", usual: "auto", schema: oneOf(themes.ids) },
  { id: "view", about: "the view to begin with", usual: views.ids[0] ?? "", schema: oneOf(views.ids) },
  { id: "speed", about: "simulated time for real time", usual: "so that a run takes about 20 s", schema: SPEED },
  { id: "ascii", about: "only ASCII characters", usual: "as the terminal says", schema: YES_OR_NO },
  { id: "color", about: "colours, or none", usual: "as the terminal says", schema: YES_OR_NO },
  { id: "mouse", about: "the mouse chooses and moves", usual: "false", schema: YES_OR_NO },
  { id: "reader", about: "sentences for a screen reader", usual: "false", schema: YES_OR_NO },
  { id: "presenter", about: "large letters for an audience", usual: "false", schema: YES_OR_NO },
];

export const SETTING_IDS: readonly string[] = SETTING_KEYS.map(({ id }) => id);

export const settingsSchema = v.strictObject(
  Object.fromEntries(SETTING_KEYS.map(({ id, schema }) => [id, v.optional(schema)])),
  "a table of settings",
);
