// Whether this page stands inside Excel, and what that Excel can do.

/** Is this version of the requirement set ExcelApi there? */
export type HasApi = (version: string) => boolean

/** null: this page is not inside Excel. */
export const excelHere = async (): Promise<HasApi | null> => {
  const { host } = await Office.onReady()
  if (host !== Office.HostType.Excel) return null
  const { requirements } = Office.context
  return (version) => requirements.isSetSupported('ExcelApi', version)
}
