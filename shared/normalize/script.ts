// Traditional to Simplified, one character at a time, for comparing and looking up; never for display.
// The table is generated at build time, so that no dictionary runs in the Worker or the pane.
import { simplifiedCharacters, traditionalCharacters } from './simplified.generated.ts'

/** By UTF-16 unit; 0 for a character that stays. All of the table lies in the basic plane. */
const simplified = new Uint16Array(0x1_0000)
for (let i = 0; i < traditionalCharacters.length; i++)
  simplified[traditionalCharacters.charCodeAt(i)] = simplifiedCharacters.charCodeAt(i)

/** The text with each Traditional character replaced; other characters are left alone. */
export const toSimplified = (text: string): string => {
  let out = ''
  let from = 0
  for (let i = 0; i < text.length; i++) {
    const unit = simplified[text.charCodeAt(i)] ?? 0
    if (unit === 0) continue
    out += text.slice(from, i) + String.fromCharCode(unit)
    from = i + 1
  }
  return from === 0 ? text : out + text.slice(from)
}
