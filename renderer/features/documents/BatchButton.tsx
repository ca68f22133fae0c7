import { Button } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FuenteFacturas } from '../../../contract/index.ts'
import { useCan } from '../../app/session.tsx'
import { BatchDialog } from './BatchDialog.tsx'

interface Props {
  source: FuenteFacturas
  /** What the files are called. */
  name?: string
}

/** Prints, keeps or sends many invoices at once; nothing for whoever may not. */
export function BatchButton({ source, name }: Props) {
  const { t } = useTranslation('paper')
  const prints = useCan('factura.print')
  const [opened, setOpened] = useState(false)
  if (!prints) return null
  return (
    <>
      <Button variant="default" leftSection={<IconPrinter size={16} aria-hidden />} onClick={() => setOpened(true)}>
        {t('lote.action')}
      </Button>
      {opened && (
        <BatchDialog source={source} onClose={() => setOpened(false)} {...(name === undefined ? {} : { name })} />
      )}
    </>
  )
}
