import { Button, Group, Select, Skeleton, TextInput } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type CuentaBancaria, EXTRACTO_MAX_BYTES } from '../../../../contract/index.ts'
import { DropFile } from '../../../components/DropFile.tsx'
import { ErrorNote } from '../../../components/ErrorNote.tsx'
import { FormDialog } from '../../../components/FormDialog.tsx'
import { orpc, queryClient } from '../../../rpc/query.ts'
import { useRequestId } from '../../../rpc/requestId.ts'
import styles from '../reconciliation.module.css'

const ACCEPTED = '.csv,.txt,.tsv,.xlsx,.ofx,.qfx,text/csv'

interface Props {
  /** Name of the file that is being read; null when none is. */
  reading: string | null
  onFile: (cuentaId: string, file: File) => void
}

/** The account and its file: drop it anywhere on the field, or press Enter. */
export function ChooseFile({ reading, onFile }: Props) {
  const { t } = useTranslation('conciliacion')
  const cuentas = useQuery(orpc.conciliacion.cuentas.queryOptions())
  const [chosen, setChosen] = useState<string | null>(null)
  const [adding, setAdding] = useState(false)
  if (cuentas.isError) return <ErrorNote error={cuentas.error} onRetry={() => void cuentas.refetch()} />
  if (!cuentas.data) return <Skeleton height={200} />
  const open = cuentas.data.filter(({ activa }) => activa)
  const cuentaId = open.find(({ id }) => id === chosen)?.id ?? open[0]?.id ?? null
  return (
    <div className={styles['choose']}>
      <Group align="end" gap="xs">
        <Select
          label={t('account.label')}
          description={open.length === 0 ? t('account.none') : undefined}
          disabled={open.length === 0}
          w={320}
          allowDeselect={false}
          data={open.map(({ id, nombre, banco }) => ({
            value: id,
            label: [nombre, banco].filter(Boolean).join(' · '),
          }))}
          value={cuentaId}
          onChange={setChosen}
        />
        <Button variant="default" leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setAdding(true)}>
          {t('account.new')}
        </Button>
      </Group>
      <DropFile
        key={cuentaId}
        label={t('read.choose')}
        reading={reading === null ? null : t('read.reading', { nombre: reading })}
        help={t('read.formats', { mb: EXTRACTO_MAX_BYTES / 1024 / 1024 })}
        accept={ACCEPTED}
        disabled={cuentaId === null}
        onFile={(file) => cuentaId !== null && onFile(cuentaId, file)}
      />
      {adding && (
        <CuentaDialog
          onClose={() => setAdding(false)}
          onSaved={({ id }) => {
            setAdding(false)
            setChosen(id)
          }}
        />
      )}
    </div>
  )
}

function CuentaDialog({ onClose, onSaved }: { onClose: () => void; onSaved: (cuenta: CuentaBancaria) => void }) {
  const { t } = useTranslation('conciliacion')
  const request = useRequestId()
  const [nombre, setNombre] = useState('')
  const [banco, setBanco] = useState('')
  const save = useMutation(
    orpc.conciliacion.saveCuenta.mutationOptions({
      onSuccess: async (cuenta) => {
        request.renew()
        await queryClient.invalidateQueries({ queryKey: orpc.conciliacion.cuentas.key() })
        onSaved(cuenta)
      },
    }),
  )
  return (
    <FormDialog
      title={t('account.new')}
      onClose={onClose}
      onSubmit={() => {
        if (nombre.trim() !== '') save.mutate({ requestId: request.id, nombre, banco })
      }}
      submitLabel={t('account.submit')}
      busy={save.isPending}
      error={save.error}
    >
      <TextInput
        label={t('account.name')}
        required
        maxLength={80}
        data-autofocus
        value={nombre}
        onChange={(event) => setNombre(event.currentTarget.value)}
      />
      <TextInput
        label={t('account.bank')}
        maxLength={80}
        value={banco}
        onChange={(event) => setBanco(event.currentTarget.value)}
      />
    </FormDialog>
  )
}
