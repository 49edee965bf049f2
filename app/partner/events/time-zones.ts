/** The zones that a form offers. A venue's may be another that the runtime knows under an older name. */
export const TIME_ZONES: readonly string[] = [...Intl.supportedValuesOf("timeZone"), "UTC"];
