/** A call that Peoplevox answers with ResponseId -1 and this text. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly totalCount: number;

  constructor(detail: string, totalCount = 0) {
    super(detail);
    this.totalCount = totalCount;
  }
}
