// Who is in: role, team, how they come in and when they did last; changed, let out and in again.
import { useState } from 'preact/hooks'

import type { KeyInfo } from '../../../shared/protocol/keys.ts'
import type { Member } from '../../../shared/protocol/members.ts'
import { listed } from '../../text/lists.ts'
import { AskButton } from '../ui/ask-button.tsx'
import { Button } from '../ui/button.tsx'
import { useUi } from '../ui/context.ts'
import { Field } from '../ui/field.tsx'
import { More } from '../ui/more.tsx'
import { RoleChoice } from './choices.tsx'
import { KeyLine } from './keys.tsx'
import type { PartProps } from './part.ts'
import { sayPeople } from './say.ts'
import { rolesToGive } from './step.ts'
import { dayText, plainDayText } from './words.ts'

/** A code for somebody who is in already lives so long. */
const CODE_DAYS = 3

type EntryProps = Omit<PartProps, 'list'> & { readonly member: Member }

const ChangeForm = ({ member, looker, state, dispatch }: EntryProps) => {
  const { t, locale } = useUi()
  const words = sayPeople(locale)
  const [role, setRole] = useState(member.role)
  const [team, setTeam] = useState(member.team ?? '')
  const save = () => {
    const order = { id: member.id, role, team: team.trim() === '' ? null : team.trim() }
    dispatch({ type: 'asked', deed: { do: 'change', order, name: member.name } })
  }
  return (
    <>
      <RoleChoice id="member-role" value={role} roles={rolesToGive(looker.role)} onRole={setRole} />
      <Field
        id="member-team"
        label={words('member.team')}
        value={team}
        error={null}
        onInput={setTeam}
        onEnter={save}
      />
      <div class="actions">
        <Button look="primary" isDisabled={state.isBusy} onClick={save}>
          {words('member.save')}
        </Button>
        <Button onClick={() => dispatch({ type: 'change-asked', id: null })}>
          {t('pane.cancel')}
        </Button>
      </div>
    </>
  )
}

const Actions = ({ member, looker, state, dispatch }: EntryProps) => {
  const { locale } = useUi()
  const t = sayPeople(locale)
  const { id, name } = member
  const isMe = id === looker.id
  if (member.disabled !== null)
    return (
      <div class="actions">
        <AskButton
          isDisabled={state.isBusy}
          text={t('member.enable')}
          name={t('member.named', { what: t('member.enable'), name })}
          title={t('member.enableTitle', { name })}
          ask={t('member.enableAsk')}
          onYes={() => dispatch({ type: 'asked', deed: { do: 'enable', id, name } })}
        />
      </div>
    )
  return (
    <div class="actions">
      <Button
        isDisabled={state.isBusy}
        name={t('member.named', { what: t('member.change'), name })}
        onClick={() => dispatch({ type: 'change-asked', id })}
      >
        {t('member.change')}
      </Button>
      <Button
        isDisabled={state.isBusy}
        name={t('member.named', { what: t('member.code'), name })}
        onClick={() =>
          dispatch({
            type: 'asked',
            deed: { do: 'invite', order: { user: id, days: CODE_DAYS }, name },
          })
        }
      >
        {t('member.code')}
      </Button>
      {!isMe && (
        <AskButton
          isDisabled={state.isBusy}
          text={t('member.disable')}
          name={t('member.named', { what: t('member.disable'), name })}
          title={t('member.disableTitle', { name })}
          ask={t('member.disableAsk')}
          onYes={() => dispatch({ type: 'asked', deed: { do: 'disable', id, name } })}
        />
      )}
    </div>
  )
}

/** How somebody comes in, and when he did last. */
const accessText = (member: Member, locale: Parameters<typeof sayPeople>[0]): string => {
  const t = sayPeople(locale)
  if (member.disabled !== null)
    return t('member.disabled', { day: dayText(locale, member.disabled) })
  const ways = [
    member.hasAccount ? t('member.account') : '',
    member.keys > 0
      ? t(member.keys === 1 ? 'member.keys.one' : 'member.keys.some', { keys: member.keys })
      : '',
  ].filter((way) => way !== '')
  const last =
    member.lastUsed === null
      ? t('member.never')
      : t('member.lastUsed', { day: plainDayText(locale, member.lastUsed) })
  return [ways.length === 0 ? t('member.noWay') : listed(locale, ways), last].join(' · ')
}

interface KeysOfProps extends EntryProps {
  readonly keys: readonly KeyInfo[]
}

const KeysOf = ({ keys, now, state, dispatch }: KeysOfProps) => {
  const { locale } = useUi()
  if (keys.length === 0) return null
  return (
    <details>
      <summary>{sayPeople(locale)('member.showKeys', { count: keys.length })}</summary>
      <ul>
        {keys.map((key) => (
          <KeyLine key={key.id} info={key} now={now} isBusy={state.isBusy} dispatch={dispatch} />
        ))}
      </ul>
    </details>
  )
}

const Entry = (props: EntryProps) => {
  const { member, looker, state } = props
  const { locale } = useUi()
  const t = sayPeople(locale)
  const name = member.id === looker.id ? t('member.me', { name: member.name }) : member.name
  const place = [t(`role.${member.role}`), member.team ?? ''].filter((part) => part !== '')
  return (
    <li class={member.disabled === null ? 'card' : 'card out'}>
      <h3>{name}</h3>
      <p>{place.join(' · ')}</p>
      <p class="muted small">{accessText(member, locale)}</p>
      {member.mine && state.changing === member.id && <ChangeForm {...props} />}
      {member.mine && state.changing !== member.id && <Actions {...props} />}
      <KeysOf {...props} keys={state.keys.filter(({ user }) => user === member.id)} />
    </li>
  )
}

export const Members = ({ list, ...props }: PartProps) => {
  // Who is out stands last.
  const members = [
    ...list.members.filter(({ disabled }) => disabled === null),
    ...list.members.filter(({ disabled }) => disabled !== null),
  ]
  return (
    <More
      items={members}
      renderItem={(member) => <Entry key={member.id} {...props} member={member} />}
    />
  )
}
