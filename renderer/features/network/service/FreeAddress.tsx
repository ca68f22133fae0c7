import { SegmentedControl, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ServicioRedDetail } from '../../../../contract/procedures/red-servicio.ts'
import { FormDialog } from '../../../components/FormDialog.tsx'
import { rpc } from '../../../rpc/client.ts'
import styles from '../network.module.css'
import { type ChosenDevice, DeviceSelect } from './DeviceSelect.tsx'
import { isIpv4 } from './rules.ts'

interface Props {
  /** Those that carry the service: the first is proposed. */
  dispositivos: ServicioRedDetail['dispositivos']
  /** The plan's. */
  pool: string
  onClose: () => void
  onFound: (ip: string) => void
}

/** An address that nobody has, out of a pool of a device or a range. */
export function FreeAddress({ dispositivos, pool: planPool, onClose, onFound }: Props) {
  const { t } = useTranslation(['red', 'common'])
  const own = dispositivos.find(({ proveedor }) => proveedor === 'mikrotik')
  const [device, setDevice] = useState<ChosenDevice | null>(
    own === undefined ? null : { id: own.dispositivoId, nombre: own.dispositivo },
  )
  const [from, setFrom] = useState<'pool' | 'rango'>('pool')
  const [pool, setPool] = useState(planPool)
  const [desde, setDesde] = useState('')
  const [hasta, setHasta] = useState('')
  const [tried, setTried] = useState(false)
  const isWhole = from === 'pool' ? pool.trim() !== '' : isIpv4(desde) && isIpv4(hasta)
  const find = useMutation({
    mutationFn: (dispositivoId: string) =>
      rpc.red.freeAddress({
        dispositivoId,
        de:
          from === 'pool'
            ? { tipo: 'pool', pool: pool.trim() }
            : { tipo: 'rango', desde: desde.trim(), hasta: hasta.trim() },
      }),
    onSuccess: ({ ip }) => onFound(ip),
  })
  const wrong = (text: string) => tried && !isIpv4(text) && t('service.ipRule')
  return (
    <FormDialog
      title={t('service.free')}
      submitLabel={t('service.find')}
      onClose={onClose}
      onSubmit={() => {
        setTried(true)
        if (isWhole && device !== null) find.mutate(device.id)
      }}
      busy={find.isPending}
      error={find.error}
      dirty={false}
    >
      <DeviceSelect
        proveedor="mikrotik"
        value={device}
        onChange={setDevice}
        error={tried && device === null && t('common:form.required')}
      />
      <SegmentedControl
        aria-label={t('service.from')}
        value={from}
        onChange={(value) => setFrom(value)}
        data={[
          { value: 'pool', label: t('service.pool') },
          { value: 'rango', label: t('service.range') },
        ]}
      />
      {from === 'pool' ? (
        <TextInput
          label={t('service.pool')}
          maxLength={60}
          value={pool}
          onChange={(event) => setPool(event.currentTarget.value)}
          error={tried && pool.trim() === '' && t('common:form.required')}
        />
      ) : (
        <div className={styles['pair']}>
          <TextInput
            label={t('service.rangeFrom')}
            value={desde}
            onChange={(event) => setDesde(event.currentTarget.value)}
            error={wrong(desde)}
          />
          <TextInput
            label={t('service.rangeTo')}
            value={hasta}
            onChange={(event) => setHasta(event.currentTarget.value)}
            error={wrong(hasta)}
          />
        </div>
      )}
    </FormDialog>
  )
}
