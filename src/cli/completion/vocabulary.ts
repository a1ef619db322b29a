/** The words that options and arguments take, from the registries they name. */
import { claims } from "../../claims/index.ts";
import { views } from "../../screen/views/index.ts";
import { themes } from "../../screen/views/themes/index.ts";
import { runtimes } from "../../simulation/runtimes/index.ts";
import { scenarios } from "../../simulation/scenarios/index.ts";
import { SETTING_KEYS } from "../settings/keys.ts";
import type { Vocabulary } from "./tree.ts";

export const vocabulary: Vocabulary = {
  scenario: { words: scenarios.ids, files: true },
  file: { files: true },
  output: { files: true },
  tape: { files: true },
  model: { words: runtimes.ids, isList: true },
  view: { words: views.ids },
  theme: { words: themes.ids },
  number: { words: claims.ids },
  key: { words: SETTING_KEYS.map(({ id }) => id) },
};
