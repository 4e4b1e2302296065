// The ways in beside a key: an invitation code, a Microsoft account, and the first run of a server. What this server
// offers is asked; as long as it does not answer, a code can be typed.
import { useEffect, useState } from 'preact/hooks'

import type { SignInReply } from '../../../shared/protocol/sign-in.ts'
import type { State } from '../model.ts'
import { ACCOUNT } from '../pass.ts'
import { openEntrance } from '../people/entrance.ts'
import { saySignIn } from '../people/say.ts'
import { Button } from '../ui/button.tsx'
import { useUi } from '../ui/context.ts'
import { Join, LinkCode } from './join.tsx'
import { SetUp } from './set-up.tsx'
import type { Way } from './sign-in.tsx'

interface WaysProps {
  readonly state: State
  readonly way: Way
  readonly onWay: (way: Way) => void
}

const useOffered = (): SignInReply | null => {
  const [offered, setOffered] = useState<SignInReply | null>(null)
  useEffect(() => {
    void openEntrance(location.origin)
      .ways()
      .then((answer) => {
        if (answer.ok) setOffered(answer.value)
      })
  }, [])
  return offered
}

const Links = ({ state, onWay }: Omit<WaysProps, 'way'>) => {
  const { locale, dispatch } = useUi()
  const t = saySignIn(locale)
  const offered = useOffered()
  return (
    <>
      <h3>{t('ways.title')}</h3>
      <div class="actions">
        <Button isDisabled={state.isBusy} onClick={() => onWay('join')}>
          {t('ways.join')}
        </Button>
        {offered !== null && offered.account !== null && (
          <Button
            isDisabled={state.isBusy}
            onClick={() => dispatch({ type: 'key-given', key: ACCOUNT })}
          >
            {t('ways.account')}
          </Button>
        )}
        {offered?.setup === true && (
          <Button isDisabled={state.isBusy} onClick={() => onWay('set-up')}>
            {t('ways.setUp')}
          </Button>
        )}
      </div>
    </>
  )
}

export const SignInWays = ({ state, way, onWay }: WaysProps) => {
  if (state.isUninvited) return <LinkCode state={state} />
  if (way === 'join') return <Join onBack={() => onWay(null)} />
  if (way === 'set-up') return <SetUp onBack={() => onWay(null)} />
  return <Links state={state} onWay={onWay} />
}
