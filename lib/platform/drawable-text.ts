/** Letters that the font of our pictures and files has: Latin with its accents, and Cyrillic. */
const DRAWABLE =
  /^[\u0020-\u007e\u00a0-\u00ac\u00ae-\u0113\u0116-\u012b\u012e-\u0137\u0139-\u013e\u0141-\u0148\u014a-\u014d\u0150-\u017e\u0400-\u045f–—‘’“”•…€]*$/u;

/** Whether every letter of a text can be drawn. */
export const isDrawable = (text: string): boolean => DRAWABLE.test(text.normalize("NFC"));
