// The customers of a question: whose each is, what belongs to it, whether it takes part and which one stays.
import { useUi } from '../ui/context.ts'
import type { MatchMember } from '../../../shared/protocol/matches.ts'
import { canMerge, mergingIds, refusalOf } from './card.ts'
import type { TableProps } from './desk.ts'
import { ownerText } from './words.ts'

/** 联系人 3 · 拜访 2; '' where nothing belongs to it. */
const childrenText = ({ card, speak }: TableProps, id: string, count: (n: number) => string) => {
  const row = card.preview?.rows.find((one) => one.id === id)
  return Object.entries(row?.children ?? {})
    .filter(([, n]) => n > 0)
    .map(([table, n]) => speak(`review.children.${table}`, { count: count(n) }))
    .join(' · ')
}

const Stays = (props: TableProps & { readonly id: string; readonly label: string }) => {
  const { card, speak, dispatch, id, label } = props
  const merging = mergingIds(card)
  if (!canMerge(card) || !merging.includes(id)) return null
  if (merging[0] === id) return <span class="stays">{speak('review.stays')}</span>
  return (
    <button
      type="button"
      class="button subtle small"
      aria-label={`${speak('review.letStay')}: ${label}`}
      onClick={() => dispatch({ type: 'stays-chosen', id })}
    >
      {speak('review.letStay')}
    </button>
  )
}

const Member = (props: TableProps & { readonly member: MatchMember; readonly at: number }) => {
  const { card, speak, dispatch, member, at } = props
  const { count } = useUi()
  const { id } = member
  const label = member.label === '' ? speak('review.unnamed') : member.label
  const refusal = refusalOf(card, id)
  const children = childrenText(props, id, count)
  return (
    <li class="member">
      <label class="member-name">
        <input
          type="checkbox"
          checked={card.ticked.includes(id)}
          aria-keyshortcuts={String(at + 1)}
          onChange={() => dispatch({ type: 'ticked', id })}
        />
        <span class="tag-number">{at + 1}</span>
        <span>{label}</span>
      </label>
      <Stays {...props} id={id} label={label} />
      <p class="muted small member-more">
        {ownerText(speak, member)}
        {children !== '' && ` · ${children}`}
      </p>
      {refusal !== null && (
        <p class="field-error small member-more">{speak(`merge.refused.${refusal.outcome}`)}</p>
      )}
    </li>
  )
}

export const Members = (props: TableProps) => {
  const { card, speak } = props
  const { members } = card.cluster
  return (
    <fieldset class="members">
      <legend>{speak('review.members')}</legend>
      <ul>
        {members.map((member, at) => (
          <Member key={member.id} {...props} member={member} at={at} />
        ))}
      </ul>
      {members.length > 8 && <p class="muted small">{speak('review.many')}</p>}
    </fieldset>
  )
}
