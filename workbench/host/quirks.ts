// The host's own switches, beside those of the model: limits and manners of the API as it is served
// by Excel on the web. Each names its source (# is an issue of OfficeDev/office-js, D its docs).
import { MODEL_QUIRKS, type ModelQuirks } from '../model/quirks.ts'

export interface HostQuirks {
  /** Bytes of a request; beyond: RequestPayloadSizeLimitExceeded. D: resource-limits, web only */
  readonly requestLimit: number
  /** Bytes of a response; beyond: ResponsePayloadSizeLimitExceeded. D: resource-limits, web only */
  readonly responseLimit: number
  /** More cells than this in one read answer null, without an error. D: performance.md */
  readonly readLimit: number
  /** No batch is answered while a cell is edited. D: delayForCellEdit; #806, #3388 */
  readonly editModeRefuses: boolean
  /** No event is delivered at all: changes must be found by comparing. #294, #1110, #1760, #3888 */
  readonly loseEvents: boolean
  /**
   * What pivotTables.add does: builds of Excel for Windows of 2020 denied it on every sheet (#1227, #1232); another
   * host may not know it at all.
   */
  readonly pivotAdd: 'works' | 'AccessDenied' | 'ApiNotFound'
}

export type Quirks = ModelQuirks & HostQuirks

const FIVE_MB = 5 * 1024 * 1024

export const QUIRKS: Quirks = {
  ...MODEL_QUIRKS,
  requestLimit: FIVE_MB,
  responseLimit: FIVE_MB,
  readLimit: 5_000_000,
  editModeRefuses: true,
  loseEvents: false,
  pivotAdd: 'works',
}
