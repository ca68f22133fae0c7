import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Servicio } from '../../../contract/index.ts'
import { useCan } from '../../app/session.tsx'
import { KeyButton } from '../../components/KeyButton.tsx'

const DiagnoseDialog = lazy(() => import('./DiagnoseDialog.tsx').then((module) => ({ default: module.DiagnoseDialog })))

interface Props {
  servicios: readonly Servicio[]
  size?: 'xs' | 'sm'
}

/** Where a service breaks, by one key: Alt+D. Not there where there is nothing to look at. */
export function DiagnoseButton({ servicios, size = 'sm' }: Props) {
  const { t } = useTranslation('diagnostico')
  const can = useCan('red.read')
  const [opened, setOpened] = useState(false)
  const shown = servicios.filter(({ estado }) => estado !== 'baja')
  if (!can || shown.length === 0) return null
  return (
    <>
      <KeyButton hotkey="alt+D" variant="default" size={size} onClick={() => setOpened(true)}>
        {t('action')}
      </KeyButton>
      {opened && (
        <Suspense fallback={null}>
          <DiagnoseDialog servicios={shown} onClose={() => setOpened(false)} />
        </Suspense>
      )}
    </>
  )
}
