import { Paper, Skeleton, Title } from '@mantine/core'
import { IconReceipt2 } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useKeysAhead } from '../../app/hotkeys.ts'
import { useCan, useSession } from '../../app/session.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { ErrorNote } from '../../components/ErrorNote.tsx'
import { KeyButton, Keys } from '../../components/KeyButton.tsx'
import { orpc } from '../../rpc/query.ts'
import { WaitingCuts } from '../cuts/CutsBanner.tsx'
import styles from './counter.module.css'
import { ReceiptTable } from './ReceiptTable.tsx'

/** Receipts that fit beside the keys on the smallest screen. */
const RECENT = 12

/** The counter while nobody is being served: what was collected last, and the keys. */
export function Home({ onReprint }: { onReprint: (reciboId: string) => void }) {
  return (
    <>
      <WaitingCuts />
      <div className={styles['home']}>
        <Recent onReprint={onReprint} />
        <KeyGuide />
      </div>
    </>
  )
}

function Recent({ onReprint }: { onReprint: (reciboId: string) => void }) {
  const { t } = useTranslation('counter')
  const { prefijo } = useSession().puesto
  const canPrint = useCan('recibo.print')
  const recibos = useQuery(
    orpc.recibos.list.queryOptions({ input: { filter: { numero: `${prefijo}-` }, limit: RECENT } }),
  )
  useKeysAhead(recibos.isPending, ['F9'])
  const rows = recibos.data?.items ?? []
  const last = rows[0]
  return (
    <Paper component="section" className={styles['panel']}>
      <header className={styles['panelHead']}>
        <Title order={2}>{t('home.recent')}</Title>
        {last !== undefined && canPrint && (
          <KeyButton variant="default" size="xs" hotkey="F9" onClick={() => onReprint(last.id)}>
            {t('home.reprintLast')}
          </KeyButton>
        )}
      </header>
      {recibos.isPending ? (
        <div className={styles['skeletons']} aria-busy>
          {[1, 2, 3, 4, 5].map((row) => (
            <Skeleton key={row} height={18} />
          ))}
        </div>
      ) : recibos.isError ? (
        <ErrorNote error={recibos.error} onRetry={() => void recibos.refetch()} />
      ) : last === undefined ? (
        <EmptyState icon={<IconReceipt2 size={24} />} title={t('home.none')} text={t('home.noneText')} />
      ) : (
        <ReceiptTable rows={rows} label={t('home.recent')} onReprint={onReprint} withClient />
      )}
    </Paper>
  )
}

const GUIDE = [
  [['ArrowUp', 'ArrowDown'], 'choose'],
  [['Enter'], 'open'],
  [['F2'], 'collect'],
  [['F3'], 'profile'],
  [['F4'], 'invoice'],
  [['F9'], 'reprint'],
  [['Escape'], 'back'],
] as const

function KeyGuide() {
  const { t } = useTranslation('counter')
  const canIssue = useCan('factura.issue')
  const rows = GUIDE.filter(([, name]) => name !== 'invoice' || canIssue)
  return (
    <Paper component="section" className={styles['panel']}>
      <header className={styles['panelHead']}>
        <Title order={2}>{t('home.keys')}</Title>
      </header>
      <dl className={styles['guide']}>
        <dt>{t('keys.type')}</dt>
        <dd>{t('keys.typeText')}</dd>
        {rows.map(([combos, name]) => (
          <div key={name} className={styles['guideRow']}>
            <dt>
              {combos.map((combo) => (
                <Keys key={combo} combo={combo} />
              ))}
            </dt>
            <dd>{t(`keys.${name}`)}</dd>
          </div>
        ))}
      </dl>
    </Paper>
  )
}
