import { SegmentedControl, Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Vecino } from '../../../../contract/procedures/dispositivos.ts'
import { ErrorNote } from '../../../components/ErrorNote.tsx'
import { PageHeader } from '../../../components/PageHeader.tsx'
import { Screen } from '../../../components/Screen.tsx'
import { orpc } from '../../../rpc/query.ts'
import { RedTabs } from '../RedTabs.tsx'
import { ADD_WAYS, type AddWay } from '../search.ts'
import { ControllerForm } from './ControllerForm.tsx'
import { DeviceForm } from './DeviceForm.tsx'
import { Neighbours } from './Neighbours.tsx'

const route = getRouteApi('/red/agregar')

/**
 * A device is added: by its address, out of those that announce themselves, or a UISP server with all of its own. By address:
 * type it, user and password, Ctrl+Enter checks; trust the certificate; Ctrl+Enter saves.
 */
export function AddScreen() {
  const { t } = useTranslation('red')
  const navigate = useNavigate()
  const { por = 'direccion', servidor } = route.useSearch()
  const [found, setFound] = useState<{ host: string; nombre: string } | null>(null)
  const show = (way: AddWay) =>
    void navigate({ to: '/red/agregar', search: way === 'direccion' ? {} : { por: way }, replace: true })
  const choose = ({ ipv4, ipv6, identidad }: Vecino) => {
    setFound({ host: ipv4 ?? ipv6 ?? '', nombre: identidad })
    show('direccion')
  }
  const ways = (
    <div>
      <SegmentedControl
        aria-label={t('add.how')}
        value={por}
        onChange={(value) => show(ADD_WAYS.find((way) => way === value) ?? 'direccion')}
        data={ADD_WAYS.map((value) => ({ value, label: t(`add.way.${value}`) }))}
      />
    </div>
  )
  return (
    <Screen tabs={<RedTabs current="equipos" />}>
      {por === 'uisp' && servidor !== undefined && <EditController id={servidor} />}
      {por === 'uisp' && servidor === undefined && <ControllerForm controlador={null} ways={ways} />}
      {por === 'vecinos' && (
        <>
          <PageHeader title={t('add.title')} subtitle={t('add.subtitle')} />
          {ways}
          <Neighbours onChoose={choose} />
        </>
      )}
      {por === 'direccion' && (
        <DeviceForm key={found?.host ?? ''} device={null} found={found} title={t('add.title')} ways={ways} />
      )}
    </Screen>
  )
}

function EditController({ id }: { id: string }) {
  const { t } = useTranslation('red')
  const all = useQuery(orpc.controladores.list.queryOptions())
  const controlador = all.data?.find((one) => one.id === id)
  if (controlador) return <ControllerForm key={controlador.actualizadoEn} controlador={controlador} />
  if (all.isError) return <ErrorNote error={all.error} onRetry={() => void all.refetch()} />
  return all.data ? <PageHeader title={t('add.noServer')} /> : <Skeleton height={320} />
}
