// Who stands in for whom and until when: the customers of somebody who is away are seen and edited by another.
import { useState } from 'preact/hooks'

import { STAND_IN_DAYS_MAX } from '../../../shared/protocol/members.ts'
import { AskButton } from '../ui/ask-button.tsx'
import { Button } from '../ui/button.tsx'
import { useUi } from '../ui/context.ts'
import { DayField } from '../ui/day-field.tsx'
import { Select } from '../ui/select.tsx'
import { nameIn } from './part.ts'
import type { PartProps } from './part.ts'
import { sayPeople } from './say.ts'
import { dayAfter, plainDayText } from './words.ts'

const WEEK = 7

interface Draft {
  readonly user: string
  readonly for: string
  readonly until: string
}

const wrongIn = (draft: Draft, first: string, last: string): string | null => {
  if (draft.user === '' || draft.for === '') return 'standIn.choose'
  if (draft.user === draft.for) return 'standIn.same'
  return draft.until < first || draft.until > last ? 'standIn.span' : null
}

/** A manager may lend out his own customers; somebody who is disabled may be stood in for. */
const choicesFor = (me: string, { members }: PartProps['list']) => {
  const toOption = ({ id, name }: PartProps['list']['members'][number]) => ({
    value: id,
    text: name,
  })
  return {
    absent: members.filter(({ mine, id }) => mine || id === me).map(toOption),
    present: members.filter(({ mine, disabled }) => mine && disabled === null).map(toOption),
  }
}

const StandInForm = ({ looker, list, state, now, dispatch }: PartProps) => {
  const { locale } = useUi()
  const t = sayPeople(locale)
  const first = dayAfter(looker.timeZone, now, 0)
  const last = dayAfter(looker.timeZone, now, STAND_IN_DAYS_MAX)
  const [draft, setDraft] = useState<Draft>({
    user: '',
    for: '',
    until: dayAfter(looker.timeZone, now, WEEK),
  })
  const [isTried, setTried] = useState(false)
  const wrong = wrongIn(draft, first, last)
  const go = () => {
    setTried(true)
    if (wrong !== null) return
    dispatch({
      type: 'asked',
      deed: { do: 'stand-in', order: draft, name: nameIn(list, draft.user) },
    })
    setTried(false)
  }
  const { absent, present } = choicesFor(looker.id, list)
  const nobody = { value: '', text: t('standIn.nobody') }
  return (
    <>
      <h3>{t('standIn.new')}</h3>
      <Select
        id="stand-in-for"
        label={t('standIn.for')}
        value={draft.for}
        options={[nobody, ...absent]}
        onChoose={(id) => setDraft({ ...draft, for: id })}
      />
      <Select
        id="stand-in-user"
        label={t('standIn.user')}
        value={draft.user}
        options={[nobody, ...present]}
        onChoose={(id) => setDraft({ ...draft, user: id })}
      />
      <DayField
        id="stand-in-until"
        label={t('standIn.until')}
        value={draft.until}
        first={first}
        last={last}
        error={isTried && wrong !== null ? t(wrong, { days: STAND_IN_DAYS_MAX }) : null}
        onDay={(until) => setDraft({ ...draft, until })}
      />
      <div class="actions">
        <Button look="primary" isDisabled={state.isBusy} onClick={go}>
          {t('standIn.go')}
        </Button>
      </div>
    </>
  )
}

type StandIn = PartProps['list']['standIns'][number]

const Entry = ({ one, list, state, dispatch }: PartProps & { readonly one: StandIn }) => {
  const { locale } = useUi()
  const t = sayPeople(locale)
  const said = {
    user: nameIn(list, one.user),
    for: nameIn(list, one.for),
    day: plainDayText(locale, one.until),
  }
  const order = { user: one.user, for: one.for, until: null }
  return (
    <li class="card">
      <p>{t('standIn.line', said)}</p>
      <div class="actions">
        <AskButton
          isDisabled={state.isBusy}
          text={t('standIn.end')}
          name={t('member.named', { what: t('standIn.end'), name: said.user })}
          title={t('standIn.endTitle', said)}
          ask={t('standIn.endAsk', said)}
          onYes={() =>
            dispatch({ type: 'asked', deed: { do: 'stand-in', order, name: said.user } })
          }
        />
      </div>
    </li>
  )
}

export const StandIns = (props: PartProps) => {
  const { list } = props
  const { locale } = useUi()
  const t = sayPeople(locale)
  return (
    <>
      <p class="muted">{t('standIn.hint')}</p>
      {list.standIns.length === 0 ? (
        <p>{t('standIn.none')}</p>
      ) : (
        <ul>
          {list.standIns.map((one) => (
            <Entry key={`${one.user} ${one.for}`} {...props} one={one} />
          ))}
        </ul>
      )}
      <StandInForm {...props} />
    </>
  )
}
