// An Excel whose user does something right after a batch, before its answer is looked at.
import type { ExcelApi } from '../../../addin/excel/run.ts'

/** The namespace; what its user does right after a batch, by the batch's number from 1. */
export const acting = (excel: ExcelApi, deeds: Map<number, () => void>): ExcelApi => {
  let batches = 0
  return Object.create(excel, {
    run: {
      value: async (...asked: Parameters<typeof excel.run>) => {
        const answer = await excel.run(...asked)
        deeds.get(++batches)?.()
        return answer
      },
    },
  }) as ExcelApi
}
