import { Tabs } from '@mantine/core'
import { IconGauge, IconList } from '@tabler/icons-react'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  type LecturaRed,
  SUERTES_VINCULO,
  type SuerteVinculo,
  type VinculoFila,
} from '../../../contract/procedures/vinculos.ts'
import { useNumber } from '../../app/session.tsx'
import { CountTiles } from '../../components/CountTiles.tsx'
import { ErrorNote } from '../../components/ErrorNote.tsx'
import { FilterBar } from '../../components/FilterBar.tsx'
import { FilterBox } from '../../components/FilterBox.tsx'
import { KeysetTable } from '../../components/KeysetTable.tsx'
import { NothingLeft } from '../../components/NothingLeft.tsx'
import { orpc } from '../../rpc/query.ts'
import { SUERTE_LOOKS } from './fates.tsx'
import { LinkDrawer } from './LinkDrawer.tsx'
import { useLinkColumns } from './linkColumns.tsx'
import styles from './links.module.css'
import { ProfilesPanel } from './ProfilesPanel.tsx'
import type { Links } from './useLinks.ts'

/** Every object of the device with what is to become of it, and the profiles with their plans. */
export function ReviewLinks({ lectura, links }: { lectura: LecturaRed; links: Links }) {
  const { t } = useTranslation('vinculos')
  const number = useNumber()
  const { choose, reconsider } = links
  return (
    <div className={styles['review']}>
      {choose.error !== null && <ErrorNote error={choose.error} />}
      {reconsider.error !== null && <ErrorNote error={reconsider.error} />}
      <Tabs defaultValue="objetos" className={styles['tabs'] ?? ''}>
        <Tabs.List>
          <Tabs.Tab value="objetos" leftSection={<IconList size={16} aria-hidden />}>
            {t('tabs.objetos', { n: number(lectura.objetos) })}
          </Tabs.Tab>
          <Tabs.Tab value="perfiles" leftSection={<IconGauge size={16} aria-hidden />}>
            {t('tabs.perfiles', { n: number(lectura.perfiles.length) })}
          </Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="objetos" className={styles['tabPanel'] ?? ''}>
          <Objects lectura={lectura} links={links} />
        </Tabs.Panel>
        <Tabs.Panel value="perfiles" className={styles['tabPanel'] ?? ''}>
          <ProfilesPanel lectura={lectura} links={links} />
        </Tabs.Panel>
      </Tabs>
    </div>
  )
}

function Objects({ lectura, links }: { lectura: LecturaRed; links: Links }) {
  const { t } = useTranslation('vinculos')
  const [suerte, setSuerte] = useState<SuerteVinculo | null>(null)
  const [texto, setTexto] = useState('')
  const [opened, setOpened] = useState<VinculoFila | null>(null)
  const rows = useRows(lectura.id, suerte, texto)
  return (
    <div className={styles['objects']}>
      <CountTiles
        label={t('suertes')}
        tiles={[
          {
            key: 'todos',
            label: t('all'),
            count: lectura.objetos,
            chosen: suerte === null,
            onChoose: () => setSuerte(null),
          },
          // Of the many kinds a device has few: those it has none of are left out.
          ...SUERTES_VINCULO.filter((each) => lectura.suertes[each] > 0 || suerte === each).map((each) => ({
            key: each,
            label: t(`suertesDe.${each}`),
            count: lectura.suertes[each],
            look: SUERTE_LOOKS[each],
            chosen: suerte === each,
            onChoose: () => setSuerte(suerte === each ? null : each),
          })),
        ]}
      />
      <FilterBar>
        <FilterBox label={t('search')} clearLabel={t('clear')} value={texto} onChange={setTexto} />
      </FilterBar>
      <KeysetTable
        columns={useLinkColumns()}
        query={rows}
        rowKey={({ n }) => String(n)}
        onOpen={setOpened}
        selectedKey={opened ? String(opened.n) : null}
        label={t('objects')}
        place={{ list: 'vinculos', view: JSON.stringify([lectura.id, suerte, texto]) }}
        empty={
          <NothingLeft
            title={t('none')}
            clearLabel={t('clear')}
            onClear={() => {
              setSuerte(null)
              setTexto('')
            }}
          />
        }
      />
      {opened && <LinkDrawer fila={opened} links={links} onClose={() => setOpened(null)} />}
    </div>
  )
}

const useRows = (id: string, suerte: SuerteVinculo | null, texto: string) =>
  useInfiniteQuery(
    orpc.vinculos.rows.infiniteOptions({
      input: (cursor: string | undefined) => ({
        id,
        ...(suerte === null ? {} : { suertes: [suerte] }),
        ...(texto === '' ? {} : { texto }),
        ...(cursor === undefined ? {} : { cursor }),
        limit: 200,
      }),
      initialPageParam: undefined,
      getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
      placeholderData: keepPreviousData,
    }),
  )
