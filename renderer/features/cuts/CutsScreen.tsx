import { Button, SegmentedControl, Skeleton, Text } from '@mantine/core'
import { IconHistory, IconRefresh } from '@tabler/icons-react'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addDays } from '../../../contract/dates.ts'
import type { EstadoCortes, SimulacionFila, SimulacionResumen } from '../../../contract/index.ts'
import { type Change, defined } from '../../app/searchParams.ts'
import { useCan, useDates, useMoney, useNumber } from '../../app/session.tsx'
import { ErrorNote } from '../../components/ErrorNote.tsx'
import { ExportMenu } from '../../components/ExportMenu.tsx'
import { KeyButton } from '../../components/KeyButton.tsx'
import { PageHeader } from '../../components/PageHeader.tsx'
import { Screen } from '../../components/Screen.tsx'
import { rpc } from '../../rpc/client.ts'
import { RedTabs } from '../network/RedTabs.tsx'
import { CutDrawer } from './CutDrawer.tsx'
import { CutsBanner } from './CutsBanner.tsx'
import { CutsFilters } from './CutsFilters.tsx'
import { CutsTable } from './CutsTable.tsx'
import styles from './cuts.module.css'
import type { CutsSearch } from './search.ts'
import { StartDialog } from './StartDialog.tsx'
import { useCutsState, useSimulation } from './useCuts.ts'
import { useNextDay } from './words.ts'

const route = getRouteApi('/red/cortes')

type Dia = NonNullable<CutsSearch['dia']> | 'hoy'

/** The day that is asked for; null while it is not known when cuts are made next. */
function dayOf(dia: Dia, today: string, estado: EstadoCortes | undefined): string | null {
  if (dia === 'hoy') return today
  if (dia === 'proximo' && !estado) return null
  return (dia === 'proximo' && estado?.siguiente) || addDays(today, 1)
}

/** «¿Quién se corta mañana y por qué?»: the list of a day; of today it can be begun from here, with Ctrl+Enter. */
export function CutsScreen() {
  const { t } = useTranslation('cortes')
  const search = route.useSearch()
  const { today } = useDates()
  const estado = useCutsState()
  const simulation = useSimulation(dayOf(search.dia ?? 'hoy', today(), estado.data))
  const error = simulation.error ?? estado.error
  const retry = () => {
    if (simulation.isError) void simulation.refetch()
    if (estado.isError) void estado.refetch()
  }
  return (
    <Screen tabs={<RedTabs current="cortes" />}>
      {simulation.data && estado.data ? (
        <Day
          key={simulation.data.simulacionId}
          estado={estado.data}
          resumen={simulation.data}
          search={search}
          onAgain={() => void simulation.refetch()}
          busy={simulation.isFetching}
        />
      ) : (
        <>
          <PageHeader title={t(search.dia === undefined ? 'question.hoy' : 'question.manana')} />
          {error ? <ErrorNote error={error} onRetry={retry} /> : <Skeleton flex={1} />}
        </>
      )}
    </Screen>
  )
}

interface Props {
  estado: EstadoCortes
  resumen: SimulacionResumen
  search: CutsSearch
  onAgain: () => void
  busy: boolean
}

function Day({ estado, resumen, search, onAgain, busy }: Props) {
  const { t } = useTranslation('cortes')
  const { today, date } = useDates()
  const number = useNumber()
  const navigate = useNavigate()
  const mayRun = useCan('corte.run')
  const [excluded, setExcluded] = useState<ReadonlyMap<string, SimulacionFila>>(new Map())
  const [opened, setOpened] = useState<SimulacionFila | null>(null)
  const [starting, setStarting] = useState(false)
  // Of the list that is there: another day's may be on its way.
  const { fecha } = resumen.dia
  const isToday = fecha === today()
  const question = isToday ? 'hoy' : fecha === addDays(today(), 1) ? 'manana' : 'dia'
  const show = (next: Change<CutsSearch>) => void navigate({ to: '/red/cortes', search: defined(next), replace: true })
  const toggle = (fila: SimulacionFila) =>
    setExcluded((before) => {
      const next = new Map(before)
      if (!next.delete(fila.servicioId)) next.set(fila.servicioId, fila)
      return next
    })
  const count = resumen.seCortan - excluded.size
  const isOpen = estado.abierta !== null && estado.abierta.estado !== 'por_confirmar'
  const mayStart = mayRun && isToday && estado.activos && resumen.dia.excluido === null && !isOpen && count > 0
  return (
    <>
      <PageHeader
        title={t(`question.${question}`, { fecha: date(fecha) })}
        subtitle={<DayWords estado={estado} resumen={resumen} />}
        actions={
          <DayActions
            estado={estado}
            resumen={resumen}
            dia={search.dia ?? 'hoy'}
            onDay={(dia) => show({ ...search, dia: dia === 'hoy' ? undefined : dia })}
            onAgain={onAgain}
            busy={busy}
          />
        }
        primary={
          mayStart && (
            <KeyButton hotkey="mod+Enter" color="red" onClick={() => setStarting(true)}>
              {t('start.button', { count, n: number(count) })}
            </KeyButton>
          )
        }
      />
      <CutsBanner estado={estado} />
      <Figures resumen={resumen} />
      <CutsFilters resumen={resumen} search={search} onChange={show} />
      {excluded.size > 0 && (
        <div className={styles['excluded']} role="status">
          <Text size="sm">{t('excluded', { count: excluded.size, n: number(excluded.size) })}</Text>
          <Button size="xs" variant="default" onClick={() => setExcluded(new Map())}>
            {t('includeAll')}
          </Button>
        </div>
      )}
      <CutsTable
        resumen={resumen}
        search={search}
        excluded={excluded}
        opened={opened}
        onOpen={setOpened}
        onClear={() => show({ dia: search.dia })}
      />
      {opened && (
        <CutDrawer
          fila={opened}
          excluded={excluded.has(opened.servicioId)}
          onToggle={mayRun && isToday && opened.seCorta ? () => toggle(opened) : null}
          onClose={() => setOpened(null)}
        />
      )}
      {starting && (
        <StartDialog
          simulacionId={resumen.simulacionId}
          count={count}
          excluidos={[...excluded.keys()]}
          onClose={() => setStarting(false)}
        />
      )}
    </>
  )
}

interface ActionsProps extends Omit<Props, 'search'> {
  dia: Dia
  onDay: (dia: Dia) => void
}

/** Another day, the list anew or as a spreadsheet, and the runs there were. */
function DayActions({ estado: { siguiente }, resumen, dia, onDay, onAgain, busy }: ActionsProps) {
  const { t } = useTranslation('cortes')
  const { date } = useDates()
  const days: { value: Dia; label: string }[] = [
    { value: 'hoy', label: t('day.hoy') },
    { value: 'manana', label: t('day.manana') },
  ]
  if (siguiente !== null) days.push({ value: 'proximo', label: date(siguiente) })
  return (
    <>
      <SegmentedControl<Dia>
        aria-label={t('day.label')}
        value={dia === 'proximo' && siguiente === null ? 'manana' : dia}
        onChange={onDay}
        data={days}
      />
      <Button variant="default" loading={busy} leftSection={<IconRefresh size={16} aria-hidden />} onClick={onAgain}>
        {t('day.again')}
      </Button>
      {resumen.total > 0 && (
        <ExportMenu
          make={(formato, idioma) =>
            rpc.cortes.simulationExport({ simulacionId: resumen.simulacionId, formato, idioma })
          }
        />
      )}
      <Button
        variant="default"
        leftSection={<IconHistory size={16} aria-hidden />}
        renderRoot={(props) => <Link {...props} to="/red/cortes/historial" />}
      >
        {t('runs.link')}
      </Button>
    </>
  )
}

/** What kind of day it is. */
function DayWords({ estado, resumen: { dia } }: { estado: EstadoCortes; resumen: SimulacionResumen }) {
  const { t } = useTranslation('cortes')
  const { date } = useDates()
  const nextDay = useNextDay(dia)
  const fecha = date(dia.fecha)
  if (dia.excluido !== null) {
    const why = t(`day.${dia.excluido.motivo}`, { fecha, nombre: dia.excluido.nombre })
    return `${why}. ${nextDay}`
  }
  return estado.activos && estado.automaticos
    ? t('day.normal', { fecha, hora: estado.hora })
    : t('day.byHand', { fecha })
}

function Figures({ resumen }: { resumen: SimulacionResumen }) {
  const { t } = useTranslation('cortes')
  const number = useNumber()
  const { format } = useMoney()
  const { seCortan, clientes, montoVencido, total } = resumen
  const kept = total - seCortan
  if (total === 0) return null
  return (
    <div className={styles['figures']}>
      <Text component="p" m={0} className={styles['figure'] ?? ''}>
        {seCortan === 0 ? t('figures.nobody') : t('figures.cut', { count: seCortan, n: number(seCortan) })}
      </Text>
      {clientes > 0 && (
        <Text className="tabular">
          {t('figures.owed', { count: clientes, n: number(clientes), monto: format(montoVencido) })}
        </Text>
      )}
      {kept > 0 && <Text c="dimmed">{t('figures.kept', { count: kept, n: number(kept) })}</Text>}
    </div>
  )
}
