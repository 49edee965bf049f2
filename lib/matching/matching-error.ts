export type MatchingErrorCode =
  | "wrong_length"
  | "out_of_range"
  | "unknown_person"
  | "duplicate_person"
  | "self_pair"
  | "conflicting_pin"
  | "invalid_option"
  | "cancelled"
  | "interrupted";

/**
 * Input that cannot be matched, or a run that was cancelled or came to an end without a result. `field` is the name of the offending argument
 * ("weight", "pins", ...) and `index` the offending element, where it is one element.
 */
export class MatchingError extends Error {
  override readonly name = "MatchingError";

  constructor(
    readonly code: MatchingErrorCode,
    readonly field: string,
    message: string,
    readonly index?: number,
  ) {
    super(message);
  }
}
