import { Button } from '@mantine/core'
import { IconArrowLeft, IconRefresh } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LecturaRed } from '../../../contract/procedures/vinculos.ts'
import { useDates } from '../../app/session.tsx'
import { PageHeader } from '../../components/PageHeader.tsx'
import { Screen } from '../../components/Screen.tsx'
import { Steps } from '../../components/Steps.tsx'
import { RedTabs } from '../network/RedTabs.tsx'
import { ChooseDevice } from './ChooseDevice.tsx'
import { LinkButton } from './LinkButton.tsx'
import { LinkDialog } from './LinkDialog.tsx'
import { LinkResult } from './LinkResult.tsx'
import { ReviewLinks } from './ReviewLinks.tsx'
import { useLinks } from './useLinks.ts'
import { type Reading, useReading } from './useReading.ts'

/**
 * Objects of a device become services'. The main task as keystrokes: Enter reads the device, Ctrl+Enter links what is certain,
 * Ctrl+Enter confirms it with the profiles of the plans, Ctrl+Enter is done.
 */
export function LinksScreen() {
  const { t } = useTranslation('vinculos')
  const reading = useReading()
  const { lectura } = reading
  return (
    <Screen tabs={<RedTabs current="vincular" />}>
      {lectura === undefined ? (
        <>
          <PageHeader title={t('title')} subtitle={t('subtitle')} />
          <Progress at={0} />
          <ChooseDevice reading={reading} />
        </>
      ) : (
        <Review key={lectura.id} reading={reading} lectura={lectura} />
      )}
    </Screen>
  )
}

function Progress({ at }: { at: number }) {
  const { t } = useTranslation('vinculos')
  return <Steps label={t('steps.label')} steps={[t('steps.equipo'), t('steps.revision'), t('steps.hecho')]} at={at} />
}

function Review({ reading, lectura }: { reading: Reading; lectura: LecturaRed }) {
  const { t } = useTranslation('vinculos')
  const { instant } = useDates()
  const links = useLinks(lectura)
  const [asking, setAsking] = useState(false)
  const result = links.apply.data ?? null
  const ask = () => {
    links.apply.reset()
    setAsking(true)
  }
  const goOn = () => {
    setAsking(false)
    links.apply.reset()
  }
  return (
    <>
      <PageHeader
        title={t('of', { equipo: lectura.dispositivoNombre })}
        subtitle={t('readAt', { fecha: instant(lectura.leidoEn) })}
        actions={
          <>
            <Button variant="default" leftSection={<IconArrowLeft size={18} aria-hidden />} onClick={reading.forget}>
              {t('otherDevice')}
            </Button>
            <Button
              variant="default"
              leftSection={<IconRefresh size={18} aria-hidden />}
              loading={reading.read.isPending || reading.running !== null}
              onClick={() => reading.read.mutate(lectura.dispositivoId)}
            >
              {t('again')}
            </Button>
          </>
        }
        primary={result === null && <LinkButton links={links} onLink={ask} />}
      />
      <Progress at={result === null ? 1 : 2} />
      {result === null ? <ReviewLinks lectura={lectura} links={links} /> : <LinkResult result={result} onBack={goOn} />}
      {asking && result === null && <LinkDialog lectura={lectura} links={links} onClose={() => setAsking(false)} />}
    </>
  )
}
