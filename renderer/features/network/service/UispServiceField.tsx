import { Alert, Button, Group, Loader, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconAlertTriangle, IconWand } from '@tabler/icons-react'
import { skipToken, useQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { ServicioUisp } from '../../../../contract/procedures/red-servicio.ts'
import { EstadoBadge } from '../../../components/EstadoBadge.tsx'
import { orpc } from '../../../rpc/query.ts'
import { DeviceError } from '../DeviceFailure.tsx'

/** Until somebody has typed a number to its end, ms. */
const TYPING = 300

/** What UISP's CRM says of a number while it is typed; `dispositivoId` null: nothing is asked. */
export function useUispService(servicioId: string, dispositivoId: string | null, value: string) {
  const typed = value.trim()
  const [numero] = useDebouncedValue(typed, TYPING)
  const services = useQuery(
    orpc.red.uispServices.queryOptions({
      input: dispositivoId === null ? skipToken : { servicioId, dispositivoId, numero },
      retry: false,
    }),
  )
  // Of an older number nothing is said.
  const answered = numero === typed && !services.isPending
  const rows = answered && services.isSuccess ? services.data.filas : []
  return {
    looking: typed !== '' && !answered,
    /** Whose the number is that stands there now. */
    found: typed === '' ? null : (rows[0] ?? null),
    suggested: typed === '' ? rows.filter(({ estado }) => estado !== 'baja') : [],
    failure: answered ? services.error : null,
    retry: () => void services.refetch(),
  }
}

interface Props {
  uisp: ReturnType<typeof useUispService>
  value: string
  onChange: (numero: string) => void
  /** Somebody wanted to go on. */
  tried: boolean
}

/** Which service of the UISP server's CRM this is, and whose it is there: a wrong number would suspend somebody else. */
export function UispServiceField({ uisp, value, onChange, tried }: Props) {
  const { t } = useTranslation(['red', 'common'])
  const field = useRef<HTMLInputElement>(null)
  const { looking, found, suggested, failure, retry } = uisp
  const error = (() => {
    if (value.trim() === '') return tried && t('common:form.required')
    if (looking || found !== null) return false
    if (failure === null) return t('service.uispNone')
    return tried && t('service.uispUnknown')
  })()
  return (
    <>
      <TextInput
        ref={field}
        label={t('service.uispNumber')}
        description={t('service.uispNumberHelp')}
        required
        maxLength={40}
        value={value}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
        rightSection={looking && <Loader size="xs" />}
        error={error}
      />
      {failure !== null && <DeviceError error={failure} onRetry={retry} />}
      {suggested.length > 0 && (
        <Group gap="xs">
          {suggested.map((row) => (
            <Button
              key={row.numero}
              variant="default"
              size="xs"
              leftSection={<IconWand size={16} aria-hidden />}
              onClick={() => {
                onChange(row.numero)
                field.current?.focus()
              }}
            >
              {row.numero} · {row.nombre}
            </Button>
          ))}
        </Group>
      )}
      {found !== null && <Owner row={found} />}
    </>
  )
}

function Owner({ row: { nombre, estado, cliente, codigo, coincide } }: { row: ServicioUisp }) {
  const { t } = useTranslation('red')
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
