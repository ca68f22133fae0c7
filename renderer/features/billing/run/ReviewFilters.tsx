import { CloseButton, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { type CorridaResumen, TIPOS_VISTA, type TipoVista } from '../../../../contract/procedures/corridas.ts'
import { CountTiles } from '../../../components/CountTiles.tsx'
import { useTypedText } from '../../../components/useTypedText.ts'
import { useTypeToFocus } from '../../../components/useTypeToFocus.ts'
import { leftOut, type Planned } from './adjust.ts'
import { choose, toggle, type VistaFilter } from './filters.ts'
import { TIPO_LOOKS } from './looks.tsx'

interface Props {
  resumen: CorridaResumen
  plan: Planned
  filter: VistaFilter
  onChange: (filter: VistaFilter) => void
}

/** How many rows become what: the counts are filters. And a box for a name. */
export function ReviewFilters({ resumen, plan, filter, onChange }: Props) {
  const { t } = useTranslation('corridas')
  const counts: Record<TipoVista, number> = {
    factura: plan.facturas.cantidad,
    nota_credito: plan.notasCredito.cantidad,
    sin_cargo: plan.sinCargo,
    excluido: leftOut(resumen),
  }
  const all = TIPOS_VISTA.reduce((sum, tipo) => sum + counts[tipo], plan.excluidas.cantidad)
  const chosen = filter.tipo ?? null
  return (
    <>
      <CountTiles
        label={t('review.kinds')}
        tiles={[
          {
            key: 'todas',
            label: t('review.all'),
            count: all,
            chosen: chosen === null && filter.motivo === undefined,
            onChoose: () => onChange(choose(choose(filter, 'tipo', undefined), 'motivo', undefined)),
          },
          ...TIPOS_VISTA.map((tipo) => ({
            key: tipo,
            label: t(`tipos.${tipo}`),
            count: counts[tipo],
            look: TIPO_LOOKS[tipo],
            chosen: chosen === tipo,
            onChoose: () => onChange(toggle(filter, 'tipo', tipo)),
          })),
        ]}
      />
      <TextBox texto={filter.texto ?? ''} onChange={(texto) => onChange(choose(filter, 'texto', texto))} />
    </>
  )
}

const LONGEST = 100

function TextBox({ texto, onChange }: { texto: string; onChange: (texto: string) => void }) {
  const { t } = useTranslation('corridas')
  const box = useRef<HTMLInputElement>(null)
  const text = useTypedText(texto, onChange)
  useTypeToFocus(box)
  return (
    <TextInput
      ref={box}
      aria-label={t('review.search')}
      placeholder={t('review.search')}
      leftSection={<IconSearch size={16} aria-hidden />}
      w="22rem"
      maxLength={LONGEST}
      value={text.typed}
      onChange={(event) => text.type(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || text.typed === '') return
        event.stopPropagation()
        text.set('')
      }}
      rightSection={
        text.typed !== '' && <CloseButton size="sm" aria-label={t('review.searchClear')} onClick={() => text.set('')} />
      }
    />
  )
}
