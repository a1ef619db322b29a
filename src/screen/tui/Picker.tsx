/** Choosing what to watch: a scenario, then a model. */
import { type ReactNode, useCallback, useState } from "react";
import { cellText } from "../../base/cells.ts";
import type { ModelCard, PageSection, ScenarioCard } from "../scene/stage.ts";
import type { Line } from "../views/line.ts";
import { Chooser } from "./Chooser.tsx";
import type { Palette } from "./InkLine.tsx";
import { ModelPage } from "./ModelPage.tsx";
import type { Size } from "./use-terminal.ts";

export interface PickerProps {
  readonly scenarios: readonly ScenarioCard[];
  readonly models: readonly ModelCard[];
  /** The chosen scenario: models are offered. */
  readonly scenario: string | null;
  readonly message: string | null;
  /** The model whose own page is open. */
  readonly page: string | null;
  readonly size: Size;
  readonly palette: Palette;
  preview(scenario: string, model: string | null, columns: number, rows: number): readonly Line[];
  onScenario(id: string): void;
  onModel(id: string): void;
  onMark(id: string): void;
  pageOf(model: string): readonly PageSection[];
}

export function Picker(props: PickerProps): ReactNode {
  const { scenarios, models, scenario, palette, onMark } = props;
  const [marked, setMarked] = useState<string | null>(null);
  const card = scenarios.find(({ id }) => id === scenario);
  const open = models.find(({ id }) => id === props.page);
  const mark = useCallback(
    (id: string) => {
      setMarked(id);
      onMark(id);
    },
    [onMark],
  );
  if (open !== undefined) return <ModelPage {...props} model={open} sections={props.pageOf(open.id)} />;
  if (card === undefined) {
    return (
      <Chooser
        key="scenarios"
        {...props}
        title="what happens?"
        cards={scenarios.map((each) => ({
          ...each,
          under: models.find(({ id }) => id === each.bestModel)?.title ?? "",
        }))}
        first={0}
        onPick={props.onScenario}
        onMark={mark}
      />
    );
  }
  const indexOf = (model: string | null): number => models.findIndex(({ id }) => id === model);
  const first = indexOf(marked) >= 0 ? indexOf(marked) : Math.max(0, indexOf(card.bestModel));
  return (
    <Chooser
      key={card.id}
      {...props}
      title={`${cellText(card.title)}${palette.unicode ? " · " : " - "}under which model?`}
      cards={models}
      first={first}
      onPick={props.onModel}
      onMark={mark}
    />
  );
}
