// How many rows went to whom, by day, against his limits; and whoever was stopped today, to be let go on with a reason.
import { useState } from 'preact/hooks'

import type { DeliveryReply } from '../../../shared/protocol/trace.ts'
import { dayAfter, plainDayText } from '../people/words.ts'
import { AskButton } from '../ui/ask-button.tsx'
import { Button } from '../ui/button.tsx'
import { useUi } from '../ui/context.ts'
import { Field } from '../ui/field.tsx'
import { Select } from '../ui/select.tsx'
import type { PartProps } from './part.ts'
import { DELIVERY_DAYS } from './perform.ts'
import { isReason, waitingIn } from './waiting.ts'

type Day = DeliveryReply['days'][number]
type Props = PartProps & { readonly reply: DeliveryReply }

const spans = [1, 3, 7, 31]
const LINES_SHOWN = 100

const Waiting = ({ one, looker, state, now, t, ask }: PartProps & { readonly one: Day }) => {
  const { count } = useUi()
  const [reason, setReason] = useState('')
  const [days, setDays] = useState(1)
  const [isTried, setTried] = useState(false)
  const { user, name, rows } = one
  const isGood = isReason(reason)
  const go = () => {
    setTried(true)
    if (!isGood) return
    const until = dayAfter(looker.timeZone, now, days - 1)
    ask({ do: 'approve', user, name, until, reason: reason.trim() })
  }
  return (
    <li class="card">
      <p>{t('delivery.waits', { name, rows: count(rows) })}</p>
      <Select
        id={`until-${user}`}
        label={t('delivery.until')}
        value={String(days)}
        options={spans.map((span) => ({
          value: String(span),
          text: span === 1 ? t('delivery.today') : t('delivery.days', { days: span }),
        }))}
        onChoose={(text) => setDays(Number(text))}
      />
      <Field
        id={`reason-${user}`}
        label={t('delivery.reason')}
        value={reason}
        error={isTried && !isGood ? t('delivery.reasonWrong') : null}
        onInput={setReason}
        onEnter={go}
      />
      <div class="actions">
        <Button
          look="primary"
          isDisabled={state.isBusy}
          name={t('delivery.approveFor', { name })}
          onClick={go}
        >
          {t('delivery.approve')}
        </Button>
      </div>
    </li>
  )
}

const Approved = ({ reply, looker, state, t, ask }: Props) => {
  const { locale } = useUi()
  if (reply.approved.length === 0) return null
  return (
    <section aria-labelledby="delivery-approved">
      <h3 id="delivery-approved">{t('delivery.approved')}</h3>
      <ul>
        {reply.approved.map(({ user, until }) => {
          const name = looker.users.find(({ id }) => id === user)?.name ?? user
          return (
            <li key={user} class="kept">
              <p>{t('delivery.approvedUntil', { name, day: plainDayText(locale, until) })}</p>
              <AskButton
                look="subtle"
                isDisabled={state.isBusy}
                text={t('delivery.end')}
                name={t('delivery.endNamed', { name })}
                title={t('delivery.endTitle')}
                ask={t('delivery.endAsk', { name })}
                onYes={() => ask({ do: 'approve', user, name, until: null, reason: '' })}
              />
            </li>
          )
        })}
      </ul>
    </section>
  )
}

const Line = ({ one, t }: Pick<PartProps, 't'> & { readonly one: Day }) => {
  const { count } = useUi()
  const { name, user, rows, limits, warned, stopped } = one
  const mark = stopped ? 'delivery.stopped' : 'delivery.warned'
  return (
    <tr>
      <th scope="row">
        {name === '' ? user : name}
        {(stopped || warned) && <span class="tag"> {t(mark)}</span>}
      </th>
      <td>{count(rows)}</td>
      <td>{limits ? `${count(limits.soft)} / ${count(limits.hard)}` : t('delivery.noLimit')}</td>
    </tr>
  )
}

const Days = ({ reply, t }: Props) => {
  const { locale } = useUi()
  const lines = reply.days.slice(0, LINES_SHOWN)
  const days = [...new Set(lines.map(({ day }) => day))]
  return (
    <section aria-labelledby="delivery-days">
      <h3 id="delivery-days">{t('delivery.table', { days: DELIVERY_DAYS })}</h3>
      {lines.length === 0 && <p>{t('delivery.none')}</p>}
      {days.map((day) => (
        <table key={day} class="figures">
          <caption>{plainDayText(locale, day)}</caption>
          <thead>
            <tr>
              <th scope="col">{t('delivery.user')}</th>
              <th scope="col">{t('delivery.rows')}</th>
              <th scope="col">{t('delivery.limits')}</th>
            </tr>
          </thead>
          <tbody>
            {lines
              .filter((line) => line.day === day)
              .map((line) => (
                <Line key={line.user} one={line} t={t} />
              ))}
          </tbody>
        </table>
      ))}
    </section>
  )
}

export const Deliveries = (props: PartProps) => {
  const { state, looker, now, t } = props
  const reply = state.deliveries
  if (reply === null) return state.stop === null ? <p class="muted">{t('trace.loading')}</p> : null
  const waiting = waitingIn(reply, dayAfter(looker.timeZone, now, 0))
  return (
    <>
      <p class="muted small">{t('delivery.hint')}</p>
      <section aria-labelledby="delivery-waiting">
        <h3 id="delivery-waiting">{t('delivery.waiting')}</h3>
        {waiting.length === 0 ? (
          <p>{t('delivery.nobody')}</p>
        ) : (
          <ul>
            {waiting.map((one) => (
              <Waiting key={one.user} {...props} one={one} />
            ))}
          </ul>
        )}
      </section>
      <Approved {...props} reply={reply} />
      <Days {...props} reply={reply} />
    </>
  )
}
