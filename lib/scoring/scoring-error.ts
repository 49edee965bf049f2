export type ScoringErrorCode =
  | "wrong_length"
  | "out_of_range"
  | "too_few_known_traits"
  | "invalid_date"
  | "invalid_option";

/**
 * Input the model cannot score. `field` is the name of the offending argument ("traits1", "resonance", ...)
 * and `index` the offending element, where it is one element.
 */
export class ScoringError extends Error {
  override readonly name = "ScoringError";

  constructor(
    readonly code: ScoringErrorCode,
    readonly field: string,
    message: string,
    readonly index?: number,
  ) {
    super(message);
  }
}
