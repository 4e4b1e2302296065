// What can be decided, each with its key; the kinds of relation; the second question before two that look like two
// are merged.
import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'

import { relationText } from '../../text/match-words.ts'
import { relationKinds } from '../../../shared/match/relation.ts'
import { Button } from '../ui/button.tsx'
import { useUi } from '../ui/context.ts'
import { Dialog } from '../ui/dialog.tsx'
import { canMerge, kindOf, mergingIds } from './card.ts'
import type { TableProps } from './desk.ts'
import type { Event } from './model.ts'

interface KeyButtonProps {
  readonly letter: string
  readonly look?: 'primary' | 'plain' | 'subtle'
  readonly isDisabled?: boolean
  readonly onClick: () => void
  readonly children: ComponentChildren
}

/** A button with the key that does the same. */
export const KeyButton = (props: KeyButtonProps) => {
  const { letter, look = 'plain', isDisabled = false, onClick, children } = props
  return (
    <button
      type="button"
      class={`button ${look} keyed`}
      aria-disabled={isDisabled}
      aria-keyshortcuts={letter}
      onClick={() => {
        if (!isDisabled) onClick()
      }}
    >
      {children}
      <kbd aria-hidden="true">{letter.toUpperCase()}</kbd>
    </button>
  )
}

const Kinds = ({ card, speak, dispatch }: TableProps) => {
  const { t, locale } = useUi()
  const box = useRef<HTMLDivElement>(null)
  const found = kindOf(card.cluster)
  useEffect(() => {
    const at = Math.max(
      0,
      relationKinds.findIndex((kind) => kind === found),
    )
    box.current?.querySelectorAll<HTMLElement>('button')[at]?.focus()
  }, [found])
  return (
    <div ref={box} role="group" aria-labelledby="kinds-title" class="kinds">
      <h3 id="kinds-title">{speak('review.kindTitle')}</h3>
      <div class="actions">
        {relationKinds.map((kind, at) => (
          <KeyButton
            key={kind}
            letter={String(at + 1)}
            look={kind === found ? 'primary' : 'plain'}
            onClick={() => dispatch({ type: 'related-said', kind })}
          >
            {relationText(locale, kind)}
          </KeyButton>
        ))}
        <Button look="subtle" onClick={() => dispatch({ type: 'asking-closed' })}>
          {t('pane.cancel')}
        </Button>
      </div>
    </div>
  )
}

const Sure = ({ speak, dispatch, card }: TableProps) => {
  const { t, count } = useUi()
  return (
    <Dialog
      title={speak('review.sureTitle')}
      yes={speak('review.merge', { count: count(mergingIds(card).length) })}
      no={t('pane.cancel')}
      onNo={() => dispatch({ type: 'asking-closed' })}
      onYes={() => dispatch({ type: 'merge-asked', isSure: true })}
    >
      <p>{speak('review.sure')}</p>
    </Dialog>
  )
}

/** The last decision is taken back; none where there is none. */
export const Undo = ({
  state,
  speak,
  dispatch,
}: Pick<TableProps, 'state' | 'speak' | 'dispatch'>) =>
  state.deeds.length === 0 ? null : (
    <KeyButton
      letter="u"
      look="subtle"
      isDisabled={state.busy !== null && state.busy !== 'page'}
      onClick={() => dispatch({ type: 'undo-asked' })}
    >
      {speak('review.undo')}
    </KeyButton>
  )

export const Actions = (props: TableProps) => {
  const { state, card, speak, dispatch } = props
  const { locale, count } = useUi()
  const isBusy = state.busy !== null && state.busy !== 'page'
  const kind = kindOf(card.cluster)
  const isRelated = card.cluster.outcome === 'related'
  const merging = mergingIds(card).length
  const say = (event: Event) => () => dispatch(event)
  if (state.asking === 'kind') return <Kinds {...props} />
  return (
    <div class="actions sticky decisions">
      <KeyButton
        letter="m"
        look={isRelated ? 'plain' : 'primary'}
        isDisabled={isBusy || !canMerge(card)}
        onClick={say({ type: 'merge-asked', isSure: false })}
      >
        {speak('review.merge', { count: count(merging) })}
      </KeyButton>
      <KeyButton letter="n" isDisabled={isBusy} onClick={say({ type: 'different-said' })}>
        {speak(card.ticked.length === 1 ? 'review.alone' : 'review.different')}
      </KeyButton>
      <KeyButton
        letter="r"
        look={isRelated ? 'primary' : 'plain'}
        isDisabled={isBusy}
        onClick={say({ type: 'related-asked' })}
      >
        {isRelated && kind !== null
          ? speak('review.relatedAs', { kind: relationText(locale, kind) })
          : speak('review.related')}
      </KeyButton>
      <KeyButton letter="s" look="subtle" isDisabled={isBusy} onClick={say({ type: 'skipped' })}>
        {speak('review.skip')}
      </KeyButton>
      <Undo {...props} />
      {state.asking === 'sure' && <Sure {...props} />}
    </div>
  )
}
