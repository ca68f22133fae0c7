import { Text } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { ClienteHit } from '../../../contract/index.ts'
import { ClienteBadge } from '../../components/ClienteBadge.tsx'
import { Balance } from './Balance.tsx'
import styles from './counter.module.css'

export const HITS_ID = 'counter-hits'
export const hitId = (index: number): string => `${HITS_ID}-${index}`

interface Props {
  hits: readonly ClienteHit[]
  active: number
  onPoint: (index: number) => void
  onChoose: (hit: ClienteHit) => void
}

/** The clients found, best first. The search box keeps the focus and moves through them. */
export function HitList({ hits, active, onPoint, onChoose }: Props) {
  const { t } = useTranslation('counter')
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: 'nearest' })
  }, [active, hits])
  return (
    <div ref={list} id={HITS_ID} role="listbox" aria-label={t('search.hits')} className={styles['hits']}>
      {hits.map((hit, index) => (
        // Keys are handled by the search box, which keeps the focus.
        <div
          key={hit.id}
          id={hitId(index)}
          role="option"
          tabIndex={-1}
          aria-selected={index === active}
          className={styles['hit']}
          onMouseDown={(event) => event.preventDefault()}
          onMouseMove={() => onPoint(index)}
          onClick={() => onChoose(hit)}
        >
          <Hit hit={hit} />
        </div>
      ))}
    </div>
  )
}

function Hit({ hit }: { hit: ClienteHit }) {
  const { t } = useTranslation('counter')
  const { codigoCliente, documento, telefono, direccion } = hit
  return (
    <>
      <div className={styles['hitText']}>
        <Text component="div" size="lg" fw={600} truncate>
          {hit.nombreRazonSocial}
        </Text>
        <Text component="div" size="sm" c="dimmed" truncate>
          {[codigoCliente, documento, telefono, direccion].filter((text) => text !== '').join(' · ')}
        </Text>
      </div>
      {hit.matched !== 'nombre' && (
        <Text
          component="span"
          size="xs"
          c="dimmed"
          className={styles['why']}
          data-typo={hit.matched === 'typo' || undefined}
        >
          {t(`matched.${hit.matched}`)}
        </Text>
      )}
      <ClienteBadge {...hit} />
      <Balance {...hit} />
    </>
  )
}
