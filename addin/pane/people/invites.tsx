// Invitations that are open, and a new one: a code for one colleague, shown once.
import { useState } from 'preact/hooks'

import { INVITE_DAYS_MAX } from '../../../shared/protocol/members.ts'
import { properName } from '../../../shared/protocol/sign-in.ts'
import { AskButton } from '../ui/ask-button.tsx'
import { Button } from '../ui/button.tsx'
import { useUi } from '../ui/context.ts'
import { Field } from '../ui/field.tsx'
import { DaysChoice, RoleChoice } from './choices.tsx'
import { nameIn } from './part.ts'
import type { PartProps } from './part.ts'
import { sayPeople } from './say.ts'
import { rolesToGive } from './step.ts'
import { dayText } from './words.ts'

const lifetimes = [1, 3, INVITE_DAYS_MAX]

type Invite = PartProps['list']['invites'][number]

const Entry = ({ invite, list, state, dispatch }: PartProps & { readonly invite: Invite }) => {
  const { locale } = useUi()
  const t = sayPeople(locale)
  const { id, user, name, role, team, by, expires } = invite
  const place = [t(`role.${role}`), team ?? ''].filter((part) => part !== '')
  const facts = { by: nameIn(list, by), day: dayText(locale, expires) }
  return (
    <li class="card">
      <h3>{name}</h3>
      <p>{place.join(' · ')}</p>
      <p class="muted small">{t(user === null ? 'invite.facts' : 'invite.factsAgain', facts)}</p>
      <div class="actions">
        <AskButton
          isDisabled={state.isBusy}
          text={t('invite.cancel')}
          name={t('member.named', { what: t('invite.cancel'), name })}
          title={t('invite.cancelTitle', { name })}
          ask={t('invite.cancelAsk')}
          onYes={() => dispatch({ type: 'asked', deed: { do: 'cancel-invite', id, name } })}
        />
      </div>
    </li>
  )
}

const InviteForm = ({ looker, state, dispatch }: PartProps) => {
  const { locale } = useUi()
  const t = sayPeople(locale)
  const roles = rolesToGive(looker.role)
  const [name, setName] = useState('')
  const [team, setTeam] = useState('')
  const [role, setRole] = useState(roles[0] ?? 'rep')
  const [days, setDays] = useState(3)
  const [isTried, setTried] = useState(false)
  const given = name.trim()
  const isName = properName.safeParse(given).success
  const invite = () => {
    setTried(true)
    if (!isName) return
    const order = { name: given, role, team: team.trim() === '' ? null : team.trim(), days }
    dispatch({ type: 'asked', deed: { do: 'invite', order, name: given } })
    setName('')
    setTried(false)
  }
  return (
    <>
      <h3>{t('invite.new')}</h3>
      <Field
        id="invite-name"
        label={t('invite.name')}
        value={name}
        error={isTried && !isName ? t('invite.nameEmpty') : null}
        onInput={setName}
        onEnter={invite}
      />
      <RoleChoice id="invite-role" value={role} roles={roles} onRole={setRole} />
      <Field
        id="invite-team"
        label={t('member.team')}
        value={team}
        error={null}
        onInput={setTeam}
        onEnter={invite}
      />
      <DaysChoice
        id="invite-days"
        label={t('invite.days')}
        value={days}
        offered={lifetimes}
        onDays={setDays}
      />
      <div class="actions">
        <Button look="primary" isDisabled={state.isBusy} onClick={invite}>
          {t('invite.go')}
        </Button>
      </div>
    </>
  )
}

export const Invites = (props: PartProps) => {
  const { list } = props
  const { locale } = useUi()
  return (
    <>
      <InviteForm {...props} />
      <h3>{sayPeople(locale)('invite.open')}</h3>
      {list.invites.length === 0 ? (
        <p class="muted">{sayPeople(locale)('invite.none')}</p>
      ) : (
        <ul>
          {list.invites.map((invite) => (
            <Entry key={invite.id} {...props} invite={invite} />
          ))}
        </ul>
      )}
    </>
  )
}
