// Of what a merge decided, what is worth reading: where rows said something else, or one filled another's blank.
import type { FieldDecision } from '../../../shared/protocol/merge.ts'

/** Without those that all rows agreed on; what was not taken comes first. */
export const relevant = (decisions: readonly FieldDecision[]): readonly FieldDecision[] => {
  const told = decisions.filter(({ rule }) => rule !== 'same')
  return [
    ...told.filter(({ rejected }) => rejected.length > 0),
    ...told.filter(({ rejected }) => rejected.length === 0),
  ]
}
