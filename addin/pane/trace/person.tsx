// The rights of a person: found by name, phone or e-mail; all that is kept of him shown, saved, put on a sheet; erased.
import { useEffect, useMemo, useState } from 'preact/hooks'

import { Button } from '../ui/button.tsx'
import { useUi } from '../ui/context.ts'
import { Field } from '../ui/field.tsx'
import { More } from '../ui/more.tsx'
import { timeText } from '../sentence.ts'
import { countsOf, isSpoken, linesOf, ownParts, toFile } from './dossier.ts'
import { Erase } from './erase.tsx'
import type { Found, Trace } from './model.ts'
import type { PartProps } from './part.ts'

const Search = ({ state, t, ask }: PartProps) => {
  const [text, setText] = useState('')
  const [isTried, setTried] = useState(false)
  const isEmpty = text.trim() === ''
  const find = () => {
    setTried(true)
    if (!isEmpty) ask({ do: 'find', text })
  }
  return (
    <>
      <Field
        id="person-text"
        label={t('person.text')}
        value={text}
        error={isTried && isEmpty ? t('person.textWrong') : null}
        onInput={setText}
        onEnter={find}
      />
      <div class="actions">
        <Button look="primary" isDisabled={state.isBusy} onClick={find}>
          {t('person.find')}
        </Button>
      </div>
    </>
  )
}

const placeOf = ({ table, customerName }: Found, t: PartProps['t']): string => {
  if (table === 'customer') return t('person.customer')
  return customerName === null
    ? t('person.contactAlone')
    : t('person.contact', { customer: customerName })
}

const Results = ({ state, t, ask }: PartProps) => {
  const { count } = useUi()
  if (state.found === null) return null
  const { people, more } = state.found
  return (
    <>
      <p role="status">
        {people.length === 0 ? t('person.none') : t('person.some', { count: count(people.length) })}
        {more && ` ${t('person.tooMany')}`}
      </p>
      <More
        items={people}
        renderItem={(person) => (
          <li key={`${person.table} ${person.id}`} class="card">
            <h3>{person.name}</h3>
            <p class="muted">
              {placeOf(person, t)}
              {person.isArchived && ` · ${t('person.archived')}`}
            </p>
            <div class="actions">
              <Button
                isDisabled={state.isBusy}
                name={t('person.showNamed', { name: person.name })}
                onClick={() => ask({ do: 'show', person })}
              >
                {t('person.show')}
              </Button>
            </div>
          </li>
        )}
      />
    </>
  )
}

type Shown = NonNullable<Trace['shown']>
type ShownProps = PartProps & { readonly shown: Shown }

const Rows = ({ shown, part }: ShownProps & { readonly part: string }) => {
  const { locale, words } = useUi()
  return (
    <More
      items={shown.kept.parts[part] ?? []}
      renderItem={(row) => (
        <li key={String(row['id'])} class="card">
          <dl class="pairs">
            {linesOf(locale, words, part, row)
              .filter(isSpoken)
              .map(({ key, label, value }) => (
                <div key={key} class="pair">
                  <dt>{label}</dt>
                  <dd>{value}</dd>
                </div>
              ))}
          </dl>
        </li>
      )}
    />
  )
}

/** The file's address lives as long as it is offered. */
const useFile = (text: string): string => {
  const address = useMemo(
    () => URL.createObjectURL(new Blob([text], { type: 'application/json' })),
    [text],
  )
  useEffect(() => () => URL.revokeObjectURL(address), [address])
  return address
}

const Keep = ({ shown, state, t, ask }: ShownProps) => {
  const file = useFile(useMemo(() => toFile(shown.kept), [shown]))
  return (
    <>
      <div class="actions">
        <a
          class="button link"
          href={file}
          download={t('person.fileName', { id: shown.person.id.slice(-6) })}
        >
          {t('person.file')}
        </a>
        <Button isDisabled={state.isBusy} onClick={() => ask({ do: 'sheet' })}>
          {t('person.toSheet')}
        </Button>
      </div>
      <p class="muted small">{t('person.fileHint')}</p>
    </>
  )
}

const Kept = (props: ShownProps) => {
  const { shown, t, dispatch } = props
  const { locale, count } = useUi()
  const { person, kept } = shown
  return (
    <section aria-labelledby="person-kept">
      <div class="actions">
        <Button look="subtle" onClick={() => dispatch({ type: 'shown-closed' })}>
          {t('person.back')}
        </Button>
      </div>
      <h3 id="person-kept">{t('person.kept', { name: person.name })}</h3>
      <p class="muted small">
        {t('person.keptHint', { time: timeText(locale, kept.at) })}
        {kept.isCut && ` ${t('person.isCut')}`}
      </p>
      {countsOf(kept).map(([part, rows]) => {
        const text = t('person.rows', { part: t(`part.${part}`), count: count(rows) })
        return ownParts.some((own) => own === part) ? (
          <details key={part}>
            <summary>{text}</summary>
            <Rows {...props} part={part} />
          </details>
        ) : (
          <p key={part}>{text}</p>
        )
      })}
      <Keep {...props} />
      <Erase {...props} />
    </section>
  )
}

export const Person = (props: PartProps) => {
  const { state, t } = props
  if (state.shown !== null) return <Kept {...props} shown={state.shown} />
  return (
    <>
      <p class="muted small">{t('person.hint')}</p>
      <Search {...props} />
      <Results {...props} />
    </>
  )
}
