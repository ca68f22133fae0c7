import { Alert, Anchor, ScrollArea, Skeleton, Stack, Text } from '@mantine/core'
import { IconMailOff, IconUserOff } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { FuenteFacturas, SinCorreo } from '../../../contract/index.ts'
import { useNumber } from '../../app/session.tsx'
import { ErrorNote } from '../../components/ErrorNote.tsx'
import { orpc } from '../../rpc/query.ts'
import styles from './documents.module.css'

/** Who gets their invoice, who had it, and by name who has no address. */
export function BatchMail({ source }: { source: FuenteFacturas }) {
  const { t } = useTranslation('paper')
  const number = useNumber()
  const preview = useQuery(orpc.correos.previewBatch.queryOptions({ input: { fuente: source } }))
  const summary = useQuery(orpc.correos.summary.queryOptions())
  if (preview.isError) return <ErrorNote error={preview.error} onRetry={() => void preview.refetch()} />
  if (!preview.data) return <Skeleton height={90} />
  const { porEnviar, yaEnviadas, sinCorreo } = preview.data
  const counted = (count: number) => ({ count, shown: number(count) })
  return (
    <Stack gap="xs">
      {summary.data?.activo === false && (
        <Alert color="orange" variant="light" icon={<IconMailOff aria-hidden />}>
          {t('mail.notSet')}{' '}
          <Anchor component={Link} to="/ajustes/correo">
            {t('mail.goSet')}
          </Anchor>
        </Alert>
      )}
      <Text fw={600}>{t('lote.mailGoing', counted(porEnviar))}</Text>
      {yaEnviadas > 0 && <Text size="sm">{t('lote.mailBefore', counted(yaEnviadas))}</Text>}
      {sinCorreo.total > 0 && (
        <WithoutMail label={t('lote.mailWithout', counted(sinCorreo.total))} clientes={sinCorreo.clientes} />
      )}
    </Stack>
  )
}

/** Clients who are not reached by mail: nobody is left out unsaid. */
export function WithoutMail({ label, clientes }: { label: string; clientes: readonly SinCorreo[] }) {
  const { t } = useTranslation('paper')
  return (
    <Alert color="orange" variant="light" icon={<IconUserOff aria-hidden />} title={label}>
      <ScrollArea.Autosize mah={140} type="auto" aria-label={t('lote.mailNames')}>
        <ul className={styles['names']}>
          {clientes.map(({ clienteId, codigo, nombre }) => (
            <li key={clienteId}>
              <Anchor renderRoot={(props) => <Link {...props} to="/clientes/$id" params={{ id: clienteId }} />}>
                {nombre}
              </Anchor>{' '}
              <span className={styles['code']}>{codigo}</span>
            </li>
          ))}
        </ul>
      </ScrollArea.Autosize>
    </Alert>
  )
}
