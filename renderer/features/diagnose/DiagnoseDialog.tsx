import { Alert, Button, Group, Loader, SegmentedControl, Stack, Text } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck, IconCircleX, IconMinus, IconRefresh } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  PASOS_DIAGNOSTICO,
  type PasoDiagnostico,
  type ResultadoPaso,
} from '../../../contract/procedures/diagnostico.ts'
import type { Servicio } from '../../../contract/index.ts'
import { Dialog } from '../../components/Dialog.tsx'
import { ErrorNote } from '../../components/ErrorNote.tsx'
import styles from './diagnose.module.css'
import { type Diagnosis, type PasoHecho, useDiagnosis } from './useDiagnosis.ts'
import { useStepText } from './useStepText.ts'

interface Props {
  servicios: readonly Servicio[]
  onClose: () => void
}

/** The chain from the contract to the traffic: where it breaks, in plain words, and what to do. */
export function DiagnoseDialog({ servicios, onClose }: Props) {
  const { t } = useTranslation(['diagnostico', 'common'])
  const [servicioId, setServicioId] = useState(servicios[0]?.id ?? '')
  const [round, setRound] = useState(0)
  const diagnosis = useDiagnosis(servicioId, round)
  return (
    <Dialog onClose={onClose} title={t('title')} size="lg">
      <Stack gap="md">
        {servicios.length > 1 && (
          <SegmentedControl
            aria-label={t('service')}
            value={servicioId}
            onChange={setServicioId}
            data={servicios.map(({ id, planNombre, dispositivoRef }) => ({
              value: id,
              label: [planNombre, dispositivoRef].filter((part) => part !== '').join(' · '),
            }))}
          />
        )}
        <Verdict diagnosis={diagnosis} />
        <ol className={styles['chain']} aria-label={t('chain')}>
          {PASOS_DIAGNOSTICO.map((paso) => (
            <StepRow
              key={paso}
              paso={paso}
              done={diagnosis.pasos.find((each) => each.paso === paso) ?? null}
              running={diagnosis.curso === paso}
            />
          ))}
        </ol>
        <Group justify="flex-end" gap="xs">
          <Button
            variant="default"
            leftSection={<IconRefresh size={16} aria-hidden />}
            disabled={isLooking(diagnosis)}
            onClick={() => setRound((before) => before + 1)}
          >
            {t('again')}
          </Button>
          <Button onClick={onClose} data-autofocus>
            {t('common:action.close')}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  )
}

const isLooking = ({ fin, error }: Diagnosis): boolean => error === null && (fin === null || fin.probando)

/** Where it breaks and what to do, once the chain was walked. */
function Verdict({ diagnosis: { fin, pasos, error } }: { diagnosis: Diagnosis }) {
  const { t } = useTranslation('diagnostico')
  const text = useStepText()
  if (error !== null) return <ErrorNote error={error} />
  if (fin === null)
    return (
      <Alert color="gray" icon={<Loader size={16} />} p="sm" role="status">
        {t('looking')}
      </Alert>
    )
  const of = (wanted: PasoDiagnostico | null) => pasos.find(({ paso }) => paso === wanted) ?? null
  const broken = of(fin.donde)
  const worst = broken ?? of(fin.dudoso)
  const also = of(fin.ademas)
  if (worst === null)
    return (
      <Alert color="green" icon={<IconCircleCheck aria-hidden />} p="sm" role="status">
        {t(of('ping')?.resultado === 'bien' ? 'allGood' : 'nothingSeen')}
      </Alert>
    )
  return (
    <Alert
      color={broken ? 'red' : 'orange'}
      icon={<IconAlertTriangle aria-hidden />}
      p="sm"
      role="status"
      title={also ? t('also', { hallazgo: text.finding(worst), ademas: text.finding(also) }) : text.finding(worst)}
    >
      <Text size="sm">{text.advice(worst)}</Text>
      {also && <Text size="sm">{t('alsoAdvice')}</Text>}
      {fin.probando && (
        <Group gap="xs" mt="xs">
          <Loader size={14} />
          <Text size="sm">{t('trying')}</Text>
        </Group>
      )}
    </Alert>
  )
}

const LOOKS: Record<ResultadoPaso, readonly [typeof IconMinus, string]> = {
  bien: [IconCircleCheck, 'green'],
  atencion: [IconAlertTriangle, 'orange'],
  mal: [IconCircleX, 'red'],
  sin_datos: [IconMinus, 'gray'],
}

function StepRow({ paso, done, running }: { paso: PasoDiagnostico; done: PasoHecho | null; running: boolean }) {
  const { t } = useTranslation('diagnostico')
  const text = useStepText()
  const [StepIcon, color] = LOOKS[done?.resultado ?? 'sin_datos']
  return (
    <li className={styles['step']} data-waiting={done === null || undefined}>
      <span className={styles['mark']}>
        {running ? (
          <Loader size={16} role="img" aria-label={t('looking')} />
        ) : (
          <StepIcon
            size={18}
            color={`var(--mantine-color-${color}-text)`}
            role="img"
            aria-label={done === null ? t('waiting') : t(`resultado.${done.resultado}`)}
          />
        )}
      </span>
      <Text span size="sm" fw={550}>
        {t(`paso.${paso}`)}
      </Text>
      <Text
        span
        size="sm"
        className={styles['finding'] ?? ''}
        data-unseen={done?.resultado === 'sin_datos' || undefined}
      >
        {done === null ? '' : text.finding(done)}
      </Text>
    </li>
  )
}
