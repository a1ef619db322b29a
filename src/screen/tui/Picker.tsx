/** Choosing what to watch: a scenario, then a model. */
import type { ReactNode } from "react";
import { cellText } from "../../base/cells.ts";
import type { Line } from "../views/line.ts";
import { Chooser } from "./Chooser.tsx";
import type { Palette } from "./InkLine.tsx";
import type { ModelCard, ScenarioCard } from "./stage.ts";
import type { Size } from "./use-terminal.ts";

export interface PickerProps {
  readonly scenarios: readonly ScenarioCard[];
  readonly models: readonly ModelCard[];
  /** The chosen scenario: models are offered. */
  readonly scenario: string | null;
  readonly message: string | null;
  readonly size: Size;
  readonly palette: Palette;
  preview(scenario: string, model: string | null, columns: number, rows: number): readonly Line[];
  onScenario(id: string): void;
  onModel(id: string): void;
}

export function Picker(props: PickerProps): ReactNode {
  const { scenarios, models, scenario, palette } = props;
  const card = scenarios.find(({ id }) => id === scenario);
  return card === undefined ? (
    <Chooser key="scenarios" {...props} title="what happens?" cards={scenarios} first={0} onPick={props.onScenario} />
  ) : (
    <Chooser
      key={card.id}
      {...props}
      title={`${cellText(card.title)}${palette.unicode ? " · " : " - "}under which model?`}
      cards={models}
      first={Math.max(
        0,
        models.findIndex(({ id }) => id === card.bestModel),
      )}
      onPick={props.onModel}
    />
  );
}
