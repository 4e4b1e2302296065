// Revisions that tests can name: 1, 2, 3.

/** When an organisation begins whose revisions are counted: the clock is never ahead of them. */
export const COUNTED = Date.UTC(2100, 0, 1)
