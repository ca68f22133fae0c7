import { Alert, Button, Group, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconAlertTriangle, IconWand } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ServicioRedDetail, ServicioUisp } from '../../../../contract/procedures/red-servicio.ts'
import { EstadoBadge } from '../../../components/EstadoBadge.tsx'
import { orpc } from '../../../rpc/query.ts'
import { DeviceError } from '../DeviceFailure.tsx'

/** Until somebody has typed a number to its end, ms. */
const TYPING = 300

interface Props {
  detail: Pick<ServicioRedDetail, 'servicioId'>
  dispositivoId: string
  value: string
  onChange: (numero: string) => void
  error: string | false
}

/** Which service of the UISP server's CRM this is, and whose it is there: a wrong number would suspend somebody else. */
export function UispServiceField({ detail: { servicioId }, dispositivoId, value, onChange, error }: Props) {
  const { t } = useTranslation('red')
  const [numero] = useDebouncedValue(value.trim(), TYPING)
  const found = useQuery(
    orpc.red.uispServices.queryOptions({ input: { servicioId, dispositivoId, numero }, retry: false }),
  )
  const rows = found.data?.filas ?? []
  const suggested = rows.filter(({ estado }) => estado !== 'baja')
  return (
    <>
      <TextInput
        label={t('service.uispNumber')}
        description={t('service.uispNumberHelp')}
        required
        maxLength={40}
        value={value}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
        error={error}
      />
      {found.isError && <DeviceError error={found.error} onRetry={() => void found.refetch()} />}
      {numero === '' && suggested.length > 0 && (
        <Group gap="xs">
          {suggested.map((row) => (
            <Button
              key={row.numero}
              variant="default"
              size="xs"
              leftSection={<IconWand size={16} aria-hidden />}
              onClick={() => onChange(row.numero)}
            >
              {row.numero} · {row.nombre}
            </Button>
          ))}
        </Group>
      )}
      {numero !== '' && found.isSuccess && <Owner row={rows[0]} />}
    </>
  )
}

function Owner({ row }: { row: ServicioUisp | undefined }) {
  const { t } = useTranslation('red')
  if (row === undefined)
    return (
      <Alert color="red" variant="light" p="xs" icon={<IconAlertTriangle aria-hidden />}>
        {t('service.uispNone')}
      </Alert>
    )
  const { nombre, estado, cliente, codigo, coincide } = row
  return (
    <>
      <Group gap="xs" aria-live="polite">
        <Text size="sm">{[cliente, codigo, nombre].filter((part) => part !== '').join(' · ')}</Text>
        {estado !== null && <EstadoBadge tipo="servicio" estado={estado} />}
      </Group>
      {!coincide && (
        <Alert color="orange" variant="light" p="xs" icon={<IconAlertTriangle aria-hidden />}>
          {t('service.uispOther')}
        </Alert>
      )}
    </>
  )
}
