// Reports and PivotTables in English. Loaded with their tool.
export const reportsEn = {
  'reports.working': 'Working…',
  'reports.rows': '{count} rows so far…',
  'reports.cancelling': 'Cancelling after the current part…',
  'reports.cancelled':
    'Cancelled. The first rows may be new and the others old: make it again to have all of them.',

  'reports.pivotTitle': 'PivotTable of your customers',
  'reports.pivotHint':
    'Tier, owner, region; number, sales, profit. It is refreshed after each sync, and yours to change.',
  'reports.pivot': 'Make a PivotTable',
  'reports.cells': 'Same table as cells',
  'reports.pivotSheet': 'Customer pivot',
  'reports.pivotMade': 'The PivotTable is on sheet {sheet}.',
  'reports.pivotLacks':
    'The PivotTable is on sheet {sheet}, without {missing}: your sheet has no such columns. The sheet of all customers below has them.',
  'reports.pivotTexts':
    'The PivotTable is on sheet {sheet}. {count} amounts in your sheet are text, which Excel does not add up: “Same table as cells” counts them too.',
  'reports.cellsMade': 'The table is on sheet {sheet}. It does not follow later changes.',
  'reports.noPivots':
    'This Excel makes no PivotTables for an add-in. The same table can be written as cells.',
  'reports.noColumns':
    'Your sheet has no column for customer names, or none for tier, owner or region.',
  'reports.pivotsOn': 'PivotTables on: {sheets}',
  'reports.refresh': 'Refresh now',
  'reports.refreshed': 'Refreshed: {count}',
  'reports.refreshFailed':
    '{count} could not be refreshed: their source, or the room for them, is gone.',
  'reports.count': 'Number of customers',
  'reports.sum.sales_12m': 'Total sales',
  'reports.sum.profit_12m': 'Total profit',
  'reports.total': 'Grand total',
  'reports.blank': '(blank)',

  'reports.sheetTitle': 'A sheet of all customers',
  'reports.sheetHint':
    "All that you may see, to read: for PivotTables and charts of your own. Press again for today's figures.",
  'reports.columns': 'Columns ({count})',
  'reports.usual': 'Usual columns',
  'reports.more': 'More columns ({count})',
  'reports.noneChosen': 'Choose at least one column.',
  'reports.write': 'Make or refresh the sheet',
  'reports.writePivot': 'Sheet with PivotTable',
  'reports.pivotUnchosen':
    'The PivotTable is on sheet {sheet}, without {missing}: these columns are not chosen.',
  'reports.pivotNothing':
    "There is no PivotTable of these columns: choose the customer's name, and tier, owner or region.",
  'reports.sheet': 'All customers',
  'reports.written': '{count} rows on sheet {sheet}.',
  'reports.occupied':
    'Nothing was written: on sheet {sheet} there is something of yours in {headers}. Move it to the right of the table or to another sheet.',

  'reports.activityTitle': 'Activity by rep and month',
  'reports.span': 'Period',
  'reports.months': 'Last {count} months',
  'reports.activity': 'Onto a sheet',
  'reports.activitySheet': 'Activity',
  'reports.month': 'Month',
  'reports.rep': 'Rep',
  'reports.visits': 'Visits done',
  'reports.customers': 'Customers entered',
  'reports.orders': 'Orders',
} as const
