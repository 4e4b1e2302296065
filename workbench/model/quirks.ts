// The ways in which Excel surprises, as far as the model plays them. Each is a switch; each names
// its source: an issue of OfficeDev/office-js (#), Microsoft's documentation (D), or, where neither
// was to be had, what is generally known of Excel and was not checked here (known).

export interface ModelQuirks {
  /**
   * Values that an add-in writes directly beneath a table are taken into it.
   * D: excel-add-ins co-authoring ("write below, the table grows"); #3013.
   */
  readonly growUnderAddin: boolean
  /**
   * A multi-row block that an add-in writes over rows hidden by a filter is poured into the visible
   * rows only, from the top; the hidden ones keep what they had. #224; the same in COM: xlwings#747.
   */
  readonly filteredWrites: boolean
  /** Deleting rows of a filtered table by an add-in fails with InsertDeleteConflict. #468 */
  readonly deleteUnderFilter: boolean
  /** A formula written into an empty table column fills the whole column. #2093, #6745 */
  readonly fillFormulas: boolean
  /** A row that joins a table looks like the row above it (formats), as does an inserted row. known */
  readonly formatsFollow: boolean
  /** A change of looks raises the same event as a change of values. #5308 and its kin */
  readonly formatsRaiseChange: boolean
  /** An apostrophe in front hides itself under the format Text as well. known */
  readonly apostropheUnderText: boolean
  /**
   * A number that an add-in writes under the format Text becomes its digits as text, as one that is
   * typed there. Known of Excel's COM interface (Range.Value); of Office.js nobody says it, and the
   * self-test's case coercion.numbers.text asks a real Excel. false: it stays a number.
   */
  readonly numbersUnderText: boolean
  /**
   * What one undo takes back of an add-in's writes: one request, or one property written.
   * D: excel-add-ins-undo-capabilities (mergeUndoGroup joins a run from ExcelApi 1.20 on).
   */
  readonly addinUndo: 'request' | 'write' | 'clears'
  /** How typed dates are read, and how new columns are called. known */
  readonly locale: 'zh-CN' | 'en-US'
}

export const MODEL_QUIRKS: ModelQuirks = {
  growUnderAddin: true,
  filteredWrites: true,
  deleteUnderFilter: true,
  fillFormulas: true,
  formatsFollow: true,
  formatsRaiseChange: true,
  apostropheUnderText: true,
  numbersUnderText: true,
  addinUndo: 'request',
  locale: 'zh-CN',
}
