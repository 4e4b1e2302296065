// What the customers say, field by field: values beneath each other with whose they are, the differing letters marked,
// the one that is kept chosen. One stop of Tab; arrows lead through the fields and among the values of one.
import { CONTACT, openFields } from './fields.ts'
import type { FieldView, Option } from './fields.ts'
import type { TableProps } from './desk.ts'
import { listed } from '../../text/lists.ts'
import { useUi } from '../ui/context.ts'
import { placeOf } from './words.ts'

const Marked = ({ option }: { readonly option: Option }) => (
  <span class="value">
    {option.parts.map(({ text, isMarked }, at) =>
      isMarked ? <mark key={at}>{text}</mark> : <span key={at}>{text}</span>,
    )}
  </span>
)

interface FieldProps extends TableProps {
  readonly field: FieldView
  /** Among the open ones. */
  readonly at: number
}

const useHeader = ({ field, speak }: FieldProps): string => {
  const { locale, words } = useUi()
  if (field.key === CONTACT) return speak('review.contact')
  return words?.field(locale, 'customer', field.key) ?? field.key
}

/** Where the focus goes that comes by Tab: the chosen value, else the first. */
const stopOf = ({ chosen }: FieldView): number => Math.max(0, chosen)

const Value = (props: FieldProps & { readonly option: Option; readonly place: number }) => {
  const { card, speak, dispatch, field, at, option, place } = props
  const { locale } = useUi()
  const { ids, from } = option
  const who = ids.map((id) => placeOf(card.cluster, id)).toSorted((x, y) => x - y)
  const isChosen = place === field.chosen
  const choose = () =>
    dispatch(
      field.key === CONTACT
        ? { type: 'contact-chosen', from }
        : { type: 'value-chosen', field: field.key, from },
    )
  return (
    <button
      type="button"
      role="radio"
      class="option"
      aria-checked={isChosen}
      aria-disabled={field.rule === null}
      tabIndex={at === card.at && place === stopOf(field) ? 0 : -1}
      data-field={at}
      data-place={place}
      onFocus={() => card.at !== at && dispatch({ type: 'pointed', at })}
      onClick={choose}
    >
      <span class="dot" aria-hidden="true" />
      <Marked option={option} />
      <span class="unseen">{speak('review.whySay', { who: listed(locale, who.map(String)) })}</span>
      <span class="who" aria-hidden="true">
        {who.map((number) => (
          <span key={number} class="tag-number">
            {number}
          </span>
        ))}
      </span>
    </button>
  )
}

const OpenField = (props: FieldProps) => {
  const { card, speak, field, at } = props
  const { locale } = useUi()
  const header = useHeader(props)
  const said = field.options.flatMap(({ ids }) => ids)
  const silent = card.cluster.members.filter(
    ({ id }) => card.ticked.includes(id) && !said.includes(id),
  )
  const unsaid = silent.map(({ id }) => String(placeOf(card.cluster, id)))
  return (
    <div class={at === card.at ? 'said current' : 'said'}>
      <div role="radiogroup" aria-labelledby={`field-${at}`} aria-describedby={`rule-${at}`}>
        <h4 id={`field-${at}`}>{header}</h4>
        {field.options.map((option, place) => (
          <Value key={option.text} {...props} option={option} place={place} />
        ))}
      </div>
      <p id={`rule-${at}`} class="muted small rule">
        {field.rule === null ? '' : speak(`merge.rule.${field.rule}`)}
        {silent.length > 0 && ` · ${speak('review.silent', { who: listed(locale, unsaid) })}`}
      </p>
    </div>
  )
}

const Plain = (props: FieldProps) => {
  const { card, field } = props
  const header = useHeader(props)
  const [option] = field.options
  const who = (option?.ids ?? []).map((id) => placeOf(card.cluster, id))
  return (
    <div class="pair">
      <dt>{header}</dt>
      <dd>
        {option?.text}
        {field.state === 'fills' && (
          <span class="who">
            {who.map((number) => (
              <span key={number} class="tag-number">
                {number}
              </span>
            ))}
          </span>
        )}
      </dd>
    </div>
  )
}

const Plainly = (props: TableProps & { readonly how: 'fills' | 'same' }) => {
  const its = props.fields.filter(({ state }) => state === props.how)
  return (
    <dl class="pairs">
      {its.map((field) => (
        <Plain key={field.key} {...props} field={field} at={-1} />
      ))}
    </dl>
  )
}

export const FieldList = (props: TableProps) => {
  const { fields, speak } = props
  const { count } = useUi()
  const open = openFields(fields)
  const fills = fields.filter(({ state }) => state === 'fills').length
  const equal = fields.length - open.length - fills
  return (
    <section aria-labelledby="review-fields" class="fields">
      <h3 id="review-fields">{speak(open.length > 0 ? 'review.differs' : 'review.alike')}</h3>
      {open.map((field, at) => (
        <OpenField key={field.key} {...props} field={field} at={at} />
      ))}
      {fills > 0 && (
        <>
          <h3>{speak('review.fills')}</h3>
          <Plainly {...props} how="fills" />
        </>
      )}
      {equal > 0 && (
        <details>
          <summary>{speak('review.equal', { count: count(equal) })}</summary>
          <Plainly {...props} how="same" />
        </details>
      )}
    </section>
  )
}
