import { Alert, Box, Skeleton, TextInput } from '@mantine/core'
import { IconAlertTriangle, IconSearch } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LineaRegistro, RegistroVivo, SinDatos } from '../../../../contract/procedures/dispositivo-vivo.ts'
import { sameText } from '../../../app/text.ts'
import { useDates, useNumber } from '../../../app/session.tsx'
import { rpc } from '../../../rpc/client.ts'
import { useStream } from '../../../rpc/streams.ts'
import { DeviceError, DeviceFailure } from '../DeviceFailure.tsx'
import styles from './device.module.css'

const KEPT = 1_000
const GRAVE = new Set(['error', 'critical'])

/** The device's log as it writes it, newest last; it stays at its end until somebody scrolls up. */
export function LogTab({ id }: { id: string }) {
  const { t } = useTranslation('red')
  const number = useNumber()
  const [lines, setLines] = useState<readonly LineaRegistro[] | null>(null)
  const [lost, setLost] = useState(0)
  const [silence, setSilence] = useState<SinDatos | null>(null)
  const [error, setError] = useState<unknown>(null)
  const [texto, setTexto] = useState('')
  useStream<RegistroVivo>(
    error === null ? id : null,
    (signal) => rpc.dispositivos.registro({ id, lineas: 300 }, { signal }),
    (event) => {
      if (event.tipo === 'sin_datos') return setSilence(event)
      setSilence(null)
      if (event.tipo === 'inicio') return setLines(event.lineas)
      setLost((before) => before + event.perdidas)
      setLines((before) => [...(before ?? []), ...event.lineas].slice(-KEPT))
    },
    setError,
  )
  const shown = (lines ?? []).filter(
    ({ mensaje, temas }) => texto === '' || sameText(`${temas.join(',')} ${mensaje}`, texto),
  )
  return (
    <>
      <div className={styles['bar']}>
        <TextInput
          w="18rem"
          aria-label={t('read.filter')}
          placeholder={t('read.filter')}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={texto}
          onChange={(event) => setTexto(event.currentTarget.value)}
        />
        <span className={styles['barEnd']} role="status">
          {t('log.lines', { count: shown.length, n: number(shown.length) })}
        </span>
      </div>
      {error !== null && <DeviceError error={error} onRetry={() => setError(null)} />}
      {silence !== null && <DeviceFailure falla={silence.falla} detalle={silence.detalle} />}
      {lost > 0 && (
        <Alert color="orange" variant="light" p="xs" icon={<IconAlertTriangle aria-hidden />}>
          {t('log.lost', { count: lost, n: number(lost) })}
        </Alert>
      )}
      {lines === null ? (
        silence === null && error === null && <Skeleton flex={1} radius="md" />
      ) : (
        <Lines lines={shown} />
      )}
    </>
  )
}

function Lines({ lines }: { lines: readonly LineaRegistro[] }) {
  const { t } = useTranslation('red')
  const { date } = useDates()
  const whole = (hora: string): string => {
    const [day, time] = hora.split('T')
    return day !== undefined && time !== undefined ? `${date(day)} ${time}` : hora
  }
  const list = useRef<HTMLOListElement>(null)
  const atEnd = useRef(true)
  useEffect(() => {
    if (lines.length > 0 && atEnd.current) list.current?.scrollTo({ top: list.current.scrollHeight })
  }, [lines])
  return (
    <Box
      component="ol"
      ref={list}
      className={`${styles['log']} ${styles['mono']}`}
      tabIndex={0}
      aria-label={t('device.tab.registro')}
      onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
        atEnd.current = scrollHeight - scrollTop - clientHeight < 24
      }}
    >
      {lines.map(({ id, hora, temas, mensaje }) => (
        <li key={id} className={styles['logLine']} data-grave={temas.some((tema) => GRAVE.has(tema)) || undefined}>
          <span>{whole(hora)}</span>
          <span>{temas.join(', ')}</span>
          <span>{mensaje}</span>
        </li>
      ))}
    </Box>
  )
}
