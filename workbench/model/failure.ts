// The one error of the model: what Excel itself refuses, with the code that Office.js reports for it.
// Anything else that is thrown in the workbench is a mistake of the workbench.

/** The codes Excel reports; names as in the documentation of Excel's error codes. */
export type FailureCode =
  | 'AccessDenied'
  | 'ApiNotFound'
  | 'GeneralException'
  | 'InsertDeleteConflict'
  | 'InvalidArgument'
  | 'InvalidObjectPath'
  | 'InvalidOperation'
  | 'InvalidOperationInCellEditMode'
  | 'InvalidReference'
  | 'ItemAlreadyExists'
  | 'ItemNotFound'
  | 'MergedRangeConflict'

const HTTP_STATUS: Partial<Record<FailureCode, number>> = {
  AccessDenied: 403,
  ApiNotFound: 404,
  GeneralException: 500,
  ItemAlreadyExists: 409,
  ItemNotFound: 404,
}

export class ExcelFailure extends Error {
  readonly code: FailureCode
  readonly status: number

  constructor(code: FailureCode, message: string) {
    super(message)
    this.name = 'ExcelFailure'
    this.code = code
    this.status = HTTP_STATUS[code] ?? 400
  }
}

/** @throws ExcelFailure InvalidArgument */
export function refuseArgument(detail: string): never {
  throw new ExcelFailure('InvalidArgument', `The argument is invalid: ${detail}`)
}

/** @throws ExcelFailure ItemNotFound */
export function refuseMissing(what: string): never {
  throw new ExcelFailure('ItemNotFound', `The requested resource doesn't exist: ${what}`)
}
