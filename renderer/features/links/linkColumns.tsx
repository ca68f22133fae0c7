import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { VinculoFila } from '../../../contract/procedures/vinculos.ts'
import type { KeysetColumn } from '../../components/KeysetTable.tsx'
import { SuerteBadge } from './fates.tsx'
import styles from './links.module.css'

/** Columns of a device's objects. */
export function useLinkColumns(): readonly KeysetColumn<VinculoFila>[] {
  const { t } = useTranslation(['vinculos', 'common'])
  return useMemo(
    () => [
      {
        key: 'suerte',
        header: t('column.suerte'),
        width: '9rem',
        render: ({ suerte }) => <SuerteBadge suerte={suerte} />,
      },
      {
        key: 'clave',
        header: t('column.objeto'),
        width: 'minmax(9rem, 1fr)',
        render: ({ clave }) => <span className={styles['name']}>{clave || '—'}</span>,
      },
      {
        key: 'tipo',
        header: t('column.tipo'),
        width: '8.5rem',
        render: ({ tipo }) => t(`common:enums.tipoObjetoRed.${tipo}`),
      },
      {
        key: 'comentario',
        header: t('column.comentario'),
        width: 'minmax(9rem, 1.2fr)',
        render: ({ comentario }) => comentario || '—',
      },
      {
        key: 'perfil',
        header: t('column.perfil'),
        width: 'minmax(6rem, 0.7fr)',
        render: ({ perfil, ip }) => perfil || ip || '—',
      },
      {
        key: 'cliente',
        header: t('column.cliente'),
        width: 'minmax(10rem, 1.2fr)',
        render: (fila) => <Whose fila={fila} />,
      },
    ],
    [t],
  )
}

/** Whose it is to be; where nobody knows, how many it may be. */
function Whose({ fila: { servicioId, candidatos, cliente, suerte } }: { fila: VinculoFila }) {
  const { t } = useTranslation('vinculos')
  const own = candidatos.find((candidato) => candidato.servicioId === servicioId)
  const known = own ?? cliente
  if (known) return <span className={styles['name']}>{known.nombreRazonSocial}</span>
  if (suerte === 'ambiguo' && candidatos.length > 1) return t('several', { count: candidatos.length })
  return candidatos[0]?.nombreRazonSocial ?? '—'
}
