import { Badge } from '@mantine/core'
import { IconCheck, IconQuestionMark } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useNumber } from '../../app/session.tsx'

/** How sure a proposal is: with a tick from the threshold on. */
export function Score({ puntaje, umbral }: { puntaje: number; umbral: number }) {
  const { t } = useTranslation('conciliacion')
  const number = useNumber()
  const sure = puntaje >= umbral
  const ScoreIcon = sure ? IconCheck : IconQuestionMark
  return (
    <Badge
      color={sure ? 'green' : puntaje >= umbral / 2 ? 'orange' : 'gray'}
      leftSection={<ScoreIcon size={13} stroke={2} aria-hidden />}
      title={t('list.score', { n: number(puntaje) })}
    >
      {number(puntaje)}
    </Badge>
  )
}
