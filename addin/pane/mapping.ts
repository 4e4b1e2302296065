// Whether a list as it was shown, and mapped by its user, can be brought in.
import type { ListPreview } from '../sync/preview.ts'

/** A field that two columns are said to hold; null where there is none. */
export const keyChosenTwice = ({ columns }: ListPreview): string | null => {
  const seen = new Set<string>()
  for (const { key } of columns) {
    if (key === null) continue
    if (seen.has(key)) return key
    seen.add(key)
  }
  return null
}

export const isPreviewFit = (preview: ListPreview): boolean =>
  preview.merged.length === 0 &&
  !preview.isFiltered &&
  keyChosenTwice(preview) === null &&
  preview.columns.some(({ key, isOurs }) => key !== null && !isOurs)
