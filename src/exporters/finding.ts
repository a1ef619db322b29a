/** What an insight found, in one sentence. */
export interface FindingFacts {
  readonly id: string;
  readonly sentence: string;
}
