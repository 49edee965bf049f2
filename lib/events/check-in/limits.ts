/** Check-ins of one call. A phone with more sends them in several. */
export const MAX_CHECK_INS = 200;
/** Links that one event may have at once. */
export const MAX_DOORS = 50;
/** How long after the end guests can still be checked in. Then doors close, and forget their list. */
export const DOORS_OPEN_HOURS = 12;
/** How long after the end a phone may still send what it recorded without network. */
export const LATE_DAYS = 7;
