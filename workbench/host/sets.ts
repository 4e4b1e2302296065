// The requirement sets that this Excel has unless told otherwise: those of the manifest's floor.

export const MANIFEST_SETS: Readonly<Record<string, string>> = {
  ExcelApi: '1.13',
  RichApiRuntime: '1.1',
  DelayForCellEdit: '1.1',
}
