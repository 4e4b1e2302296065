// Composing Chinese with an input method: its keys are not commands.

/** Enter that only ends the composing of Chinese is not an Enter; some browsers say so by 229 alone. */
export const isComposing = (event: KeyboardEvent): boolean =>
  event.isComposing || event.keyCode === 229
