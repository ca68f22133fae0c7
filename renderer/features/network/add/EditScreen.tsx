import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { BackLink } from '../../../components/BackLink.tsx'
import { ErrorNote } from '../../../components/ErrorNote.tsx'
import { Screen } from '../../../components/Screen.tsx'
import { orpc } from '../../../rpc/query.ts'
import { DeviceForm } from './DeviceForm.tsx'

const route = getRouteApi('/red/equipos/$id/editar')

/** A MikroTik that is known already: what is changed of how it is reached is checked before it is kept. */
export function EditScreen() {
  const { t } = useTranslation('red')
  const { id } = route.useParams()
  const device = useQuery(orpc.dispositivos.get.queryOptions({ input: { id }, staleTime: Number.POSITIVE_INFINITY }))
  return (
    <Screen>
      <BackLink to="/red/equipos/$id" params={{ id }}>
        {device.data?.nombre ?? t('devices.title')}
      </BackLink>
      {device.data ? (
        <DeviceForm key={id} device={device.data} title={t('add.editTitle', { nombre: device.data.nombre })} />
      ) : device.isError ? (
        <ErrorNote error={device.error} onRetry={() => void device.refetch()} />
      ) : (
        <Skeleton flex={1} radius="md" />
      )}
    </Screen>
  )
}
