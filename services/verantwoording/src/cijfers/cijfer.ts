/** Below this number a count could point at a person (the usual bound of statistics on people). */
const KLEINSTE_AANTAL = 5;

/** Small counts are not given: with a case at hand, '1' names somebody. */
export const toonbaar = (aantal: number): string => (aantal < KLEINSTE_AANTAL ? `<${KLEINSTE_AANTAL}` : String(aantal));
