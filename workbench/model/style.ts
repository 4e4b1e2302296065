// How a cell is shown. Styles are interned: equal styles are one object, so that a sheet of 100,000
// rows holds a handful of them. The apostrophe in front of a text ("quoted") is part of the style,
// as it is in Excel's own file format (quotePrefix).

export interface Style {
  readonly numberFormat: string
  readonly quoted: boolean
  readonly fill: string
  readonly fontColor: string
  readonly bold: boolean
  readonly italic: boolean
  readonly wrapText: boolean
  readonly horizontalAlignment: string
  readonly verticalAlignment: string
  /** Steps from the left edge, as a PivotTable sets its inner labels in. */
  readonly indentLevel: number
}

export const PLAIN: Style = {
  numberFormat: 'General',
  quoted: false,
  fill: '#FFFFFF',
  fontColor: '#000000',
  bold: false,
  italic: false,
  wrapText: false,
  horizontalAlignment: 'General',
  verticalAlignment: 'Bottom',
  indentLevel: 0,
}

const known = new Map<string, Style>([[JSON.stringify(PLAIN), PLAIN]])
/** From a style by a change to a style: a column of 100,000 cells asks the same again and again. */
const steps = new Map<Style, Map<string, Style>>()

/** The style with one property changed; equal answers are the same object. */
export function restyle<K extends keyof Style>(style: Style, key: K, value: Style[K]): Style {
  if (style[key] === value) return style
  const change = `${key} ${String(value)}`
  let from = steps.get(style)
  if (from === undefined) steps.set(style, (from = new Map()))
  let target = from.get(change)
  if (target === undefined) {
    target = intern({ ...style, [key]: value })
    from.set(change, target)
  }
  return target
}

function intern(style: Style): Style {
  const name = JSON.stringify(style)
  const found = known.get(name)
  if (found !== undefined) return found
  known.set(name, style)
  return style
}
