// What the parts of the review are given: the question, its fields, the words, and a way to say what was decided.
import type { Setting } from '../../../shared/schema/kind.ts'
import type { FieldView } from './fields.ts'
import type { Card, Event, Review } from './model.ts'
import type { SayReview } from './words.ts'

export interface TableProps {
  readonly state: Review
  readonly card: Card
  /** All fields of the question; the open ones are those that are looked at one by one. */
  readonly fields: readonly FieldView[]
  readonly setting: Setting
  readonly speak: SayReview
  readonly dispatch: (event: Event) => void
}
