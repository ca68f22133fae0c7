import { Button, Paper, Skeleton, Text, Title } from '@mantine/core'
import { IconArrowBackUp, IconEyeOff, IconSearch } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { ConciliacionRow, ExtractoLineaDetail, ExtractoLineaRow, Propuesta } from '../../../contract/index.ts'
import { useCan } from '../../app/session.tsx'
import { ClienteName } from '../../components/ClienteName.tsx'
import { DateText, InstantText } from '../../components/DateText.tsx'
import { ErrorNote } from '../../components/ErrorNote.tsx'
import { EstadoBadge } from '../../components/EstadoBadge.tsx'
import { Facts } from '../../components/Facts.tsx'
import { KeyButton, Keys } from '../../components/KeyButton.tsx'
import { Money } from '../../components/Money.tsx'
import { orpc } from '../../rpc/query.ts'
import type { LineAction } from './LineActions.tsx'
import styles from './reconciliation.module.css'
import { Score } from './Score.tsx'
import { isAgainst, reasonsInOrder, useDeed, useReason } from './words.ts'

interface Props {
  row: ExtractoLineaRow
  umbral: number
  busy: boolean
  onAccept: (propuesta: Propuesta) => void
  onAction: (action: LineAction) => void
}

/** The chosen line: what it says, whose it may be and why, and what it was matched with. */
export function LinePanel({ row, umbral, busy, onAccept, onAction }: Props) {
  const { t } = useTranslation('conciliacion')
  const records = useCan('conciliacion.record')
  const detail = useQuery(orpc.conciliacion.linea.queryOptions({ input: { id: row.id } }))
  const linea = detail.data
  const isOpen = row.estado === 'pendiente' || row.estado === 'parcial'
  return (
    <Paper component="aside" className={styles['panel'] ?? ''} p="md" aria-label={t('panel.label')}>
      <LineFacts row={row} linea={linea} />
      {detail.isError && <ErrorNote error={detail.error} onRetry={() => void detail.refetch()} />}
      {detail.isPending && <Skeleton height={120} />}
      {linea && isOpen && <Proposals linea={linea} umbral={umbral} busy={busy || !records} onAccept={onAccept} />}
      {linea && linea.conciliaciones.length > 0 && (
        <Matches linea={linea} records={records} onUndo={(match) => onAction({ tipo: 'undo', linea: row, match })} />
      )}
      {records && isOpen && (
        <div className={styles['actions']}>
          <KeyButton
            hotkey="F2"
            variant="default"
            leftSection={<IconSearch size={16} aria-hidden />}
            onClick={() => onAction({ tipo: 'hand', linea: row })}
          >
            {t('hand.button')}
          </KeyButton>
          {row.estado === 'pendiente' && (
            <KeyButton
              hotkey="F4"
              variant="default"
              leftSection={<IconEyeOff size={16} aria-hidden />}
              onClick={() => onAction({ tipo: 'ignore', linea: row })}
            >
              {t('ignore.button')}
            </KeyButton>
          )}
        </div>
      )}
      {records && row.estado === 'ignorada' && row.tipo === 'credito' && (
        <Button variant="default" onClick={() => onAction({ tipo: 'reopen', linea: row })}>
          {t('ignore.reopen')}
        </Button>
      )}
    </Paper>
  )
}

function LineFacts({ row, linea }: { row: ExtractoLineaRow; linea: ExtractoLineaDetail | undefined }) {
  const { t } = useTranslation('conciliacion')
  const { monto, conciliado, estado, tipo } = row
  return (
    <>
      <div className={styles['panelHead']}>
        <Title order={2} className={styles['concept'] ?? ''}>
          {row.concepto || '—'}
        </Title>
        <Money amount={monto} size="lg" strong />
      </div>
      <Facts
        items={[
          { label: t('panel.date'), value: <DateText fecha={row.fecha} /> },
          { label: t('panel.code'), value: row.operacion },
          {
            label: t('panel.state'),
            value: tipo === 'credito' ? <EstadoBadge tipo="linea" estado={estado} /> : t(`tipo.${tipo}`),
          },
          ...(conciliado > 0 && conciliado < monto
            ? [{ label: t('panel.left'), value: <Money amount={monto - conciliado} strong /> }]
            : []),
          { label: t('panel.account'), value: row.cuenta },
          ...(linea
            ? [{ label: t('panel.file'), value: t('panel.row', { archivo: linea.archivo, fila: linea.fila }) }]
            : []),
          ...(row.nota === '' ? [] : [{ label: t('panel.note'), value: row.nota }]),
        ]}
      />
    </>
  )
}

interface ProposalsProps {
  linea: ExtractoLineaDetail
  umbral: number
  busy: boolean
  onAccept: (propuesta: Propuesta) => void
}

function Proposals({ linea, umbral, busy, onAccept }: ProposalsProps) {
  const { t } = useTranslation('conciliacion')
  const reason = useReason()
  const deed = useDeed()
  if (linea.propuestas.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {t('panel.noProposals')}
      </Text>
    )
  return (
    <section aria-label={t('panel.proposals')}>
      <Title order={3}>{t('panel.proposals')}</Title>
      <ol className={styles['proposals']}>
        {linea.propuestas.map((propuesta, at) => (
          <li key={propuesta.id} className={styles['proposal']}>
            <div className={styles['proposalHead']}>
              <Link className={styles['client'] ?? ''} to="/clientes/$id" params={{ id: propuesta.clienteId }}>
                <ClienteName nombre={propuesta.clienteNombre} codigo={propuesta.clienteCodigo} strong />
              </Link>
              <Score puntaje={propuesta.puntaje} umbral={umbral} />
            </div>
            <Text size="sm">{deed(propuesta)}</Text>
            <ul className={styles['reasons']}>
              {reasonsInOrder(propuesta.motivos).map((motivo) => (
                <li key={motivo.codigo} data-against={isAgainst(motivo) || undefined}>
                  {reason(motivo)}
                </li>
              ))}
            </ul>
            <Button
              size="xs"
              variant={at === 0 ? 'light' : 'default'}
              disabled={busy}
              rightSection={at === 0 ? <Keys combo="Enter" /> : undefined}
              onClick={() => onAccept(propuesta)}
            >
              {t('accept.one')}
            </Button>
          </li>
        ))}
      </ol>
    </section>
  )
}

interface MatchesProps {
  linea: ExtractoLineaDetail
  records: boolean
  onUndo: (match: ConciliacionRow) => void
}

function Matches({ linea, records, onUndo }: MatchesProps) {
  const { t } = useTranslation('conciliacion')
  return (
    <section aria-label={t('panel.matches')}>
      <Title order={3}>{t('panel.matches')}</Title>
      <ol className={styles['proposals']}>
        {linea.conciliaciones.map((match) => (
          <li key={match.id} className={styles['proposal']} data-undone={match.deshecha !== null || undefined}>
            <div className={styles['proposalHead']}>
              <Link className={styles['client'] ?? ''} to="/clientes/$id" params={{ id: match.clienteId }}>
                <ClienteName nombre={match.clienteNombre} codigo={match.reciboNumero} strong />
              </Link>
              <Money amount={match.monto} strong />
            </div>
            <Text size="xs" c="dimmed">
              {[t(`origen.${match.origen}`), match.creoRecibo ? t('panel.made') : ''].filter(Boolean).join(' · ')}
              {' · '}
              {match.usuario} · <InstantText at={match.fecha} />
            </Text>
            {match.deshecha !== null ? (
              <Text size="xs">{t('panel.undone', { por: match.deshecha.por })}</Text>
            ) : (
              records && (
                <Button
                  size="xs"
                  variant="default"
                  leftSection={<IconArrowBackUp size={14} aria-hidden />}
                  onClick={() => onUndo(match)}
                >
                  {t('undo.button')}
                </Button>
              )
            )}
          </li>
        ))}
      </ol>
    </section>
  )
}
