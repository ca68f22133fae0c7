import { Code, Stack, Text } from '@mantine/core'
import { IconHistory } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AuditRow } from '../../../contract/index.ts'
import { Dialog } from '../../components/Dialog.tsx'
import { InstantText } from '../../components/DateText.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { Facts } from '../../components/Facts.tsx'
import { type KeysetColumn, KeysetTable } from '../../components/KeysetTable.tsx'
import { orpc } from '../../rpc/query.ts'
import { isAccion } from './codes.ts'
import { SectionPage } from './SectionPage.tsx'
import styles from './settings.module.css'

const PAGE = 100

function useAudit() {
  return useInfiniteQuery(
    orpc.system.audit.infiniteOptions({
      input: (before: number | undefined) => (before === undefined ? { limit: PAGE } : { limit: PAGE, before }),
      initialPageParam: undefined,
      getNextPageParam: (rows: AuditRow[]) => (rows.length < PAGE ? undefined : rows.at(-1)?.seq),
      select: ({ pages, pageParams }) => ({
        pageParams,
        pages: pages.map((items) => ({ items, nextCursor: null, total: null })),
      }),
    }),
  )
}

/** Who did what, when, from which seat: newest first. */
export function AuditSection() {
  const { t } = useTranslation('settings')
  const audit = useAudit()
  const [open, setOpen] = useState<AuditRow | null>(null)
  const accion = (code: string) => (isAccion(code) ? t(`accion.${code}`) : code)
  const columns: KeysetColumn<AuditRow>[] = [
    { key: 'fecha', header: t('auditoria.fecha'), width: '12.5rem', render: ({ fecha }) => <InstantText at={fecha} /> },
    {
      key: 'usuario',
      header: t('auditoria.usuario'),
      width: 'minmax(9rem, 1fr)',
      render: ({ usuario }) => usuario || '—',
    },
    { key: 'accion', header: t('auditoria.accion'), width: 'minmax(14rem, 2fr)', render: (row) => accion(row.accion) },
    { key: 'puesto', header: t('auditoria.puesto'), width: 'minmax(8rem, 1fr)', render: ({ puesto }) => puesto },
    { key: 'seq', header: t('auditoria.seq'), width: '6rem', align: 'right', render: ({ seq }) => seq },
  ]
  return (
    <SectionPage title={t('section.auditoria')} subtitle={t('auditoria.subtitle')} fill>
      <KeysetTable
        columns={columns}
        query={audit}
        rowKey={({ seq }) => String(seq)}
        onOpen={setOpen}
        label={t('section.auditoria')}
        empty={<EmptyState icon={<IconHistory />} title={t('auditoria.none')} />}
      />
      {open !== null && <AuditDetail row={open} title={accion(open.accion)} onClose={() => setOpen(null)} />}
    </SectionPage>
  )
}

function AuditDetail({ row, title, onClose }: { row: AuditRow; title: string; onClose: () => void }) {
  const { t } = useTranslation('settings')
  const states = [
    { label: t('auditoria.antes'), value: row.antes },
    { label: t('auditoria.despues'), value: row.despues },
  ]
  return (
    <Dialog onClose={onClose} title={title} size="lg">
      <Stack gap="md">
        <Facts
          items={[
            { label: t('auditoria.fecha'), value: <InstantText at={row.fecha} /> },
            { label: t('auditoria.usuario'), value: row.usuario },
            { label: t('auditoria.puesto'), value: row.puesto },
            { label: t('auditoria.entidad'), value: `${row.entidad} ${row.entidadId}` },
          ]}
        />
        {states.map(
          ({ label, value }) =>
            value != null && (
              <div key={label}>
                <Text size="xs" c="dimmed" mb={4}>
                  {label}
                </Text>
                <Code block className={styles['json'] ?? ''}>
                  {JSON.stringify(value, null, 2)}
                </Code>
              </div>
            ),
        )}
      </Stack>
    </Dialog>
  )
}
