import { Button, Stack, Text } from '@mantine/core'
import { IconArrowBackUp, IconCheck, IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Candidato, VinculoFila } from '../../../contract/procedures/vinculos.ts'
import { useDates, useNumber } from '../../app/session.tsx'
import { ErrorNote } from '../../components/ErrorNote.tsx'
import { Facts } from '../../components/Facts.tsx'
import { SidePanel } from '../../components/SidePanel.tsx'
import { orpc } from '../../rpc/query.ts'
import { ClientPicker } from '../billing/create/ClientPicker.tsx'
import { SuerteBadge } from './fates.tsx'
import styles from './links.module.css'
import type { Links } from './useLinks.ts'

interface Props {
  fila: VinculoFila
  links: Links
  onClose: () => void
}

/** All that the device says of an object, who it may be and why, and a person's word about it. */
export function LinkDrawer({ fila, links, onClose }: Props) {
  const { t } = useTranslation(['vinculos', 'common'])
  const { instant } = useDates()
  const { n, candidatos, suerte, servicioId, dicho } = fila
  const busy = links.choose.isPending || links.reconsider.isPending
  const say = (id: string | null) => links.choose.mutate({ n, servicioId: id }, { onSuccess: onClose })
  const open = suerte !== 'vinculado'
  return (
    <SidePanel onClose={onClose} size="30rem" title={fila.clave || '—'} badge={<SuerteBadge suerte={suerte} />}>
      <Stack gap="md">
        <Facts
          items={[
            { label: t('column.tipo'), value: t(`common:enums.tipoObjetoRed.${fila.tipo}`) },
            { label: t('column.comentario'), value: fila.comentario || '—' },
            ...(fila.cliente ? [{ label: t('column.cliente'), value: fila.cliente.nombreRazonSocial }] : []),
            { label: t('profiles.name'), value: fila.perfil || '—' },
            { label: t('column.ip'), value: fila.ip || '—' },
            { label: t('column.mac'), value: fila.mac || '—' },
            ...(fila.deshabilitado ? [{ label: t('column.estado'), value: t('disabled') }] : []),
          ]}
        />
        {dicho !== null && (
          <Text size="sm" role="note">
            {t('said', { usuario: dicho.usuario, fecha: instant(dicho.fecha) })}
          </Text>
        )}
        {(suerte === 'descartado' || suerte === 'elegido') && (
          <Button
            variant="default"
            leftSection={<IconArrowBackUp size={16} aria-hidden />}
            disabled={busy}
            onClick={() => links.reconsider.mutate(n, { onSuccess: onClose })}
          >
            {t('reconsider')}
          </Button>
        )}
        {candidatos.map((candidato) => (
          <CandidateCard
            key={candidato.servicioId}
            candidato={candidato}
            chosen={candidato.servicioId === servicioId}
            busy={busy}
            onChoose={open ? () => say(candidato.servicioId) : null}
          />
        ))}
        {open && (
          <>
            <OtherClient busy={busy} onChoose={say} />
            {suerte !== 'descartado' && (
              <Button
                variant="default"
                leftSection={<IconX size={16} aria-hidden />}
                disabled={busy}
                onClick={() => say(null)}
              >
                {t('nobody')}
              </Button>
            )}
          </>
        )}
      </Stack>
    </SidePanel>
  )
}

interface CandidateProps {
  candidato: Candidato
  chosen: boolean
  busy: boolean
  onChoose: (() => void) | null
}

function CandidateCard({ candidato, chosen, busy, onChoose }: CandidateProps) {
  const { t } = useTranslation('vinculos')
  const number = useNumber()
  const { nombreRazonSocial, codigoCliente, planNombre, puntaje, motivos } = candidato
  return (
    <section className={styles['candidate']} data-chosen={chosen || undefined} aria-label={nombreRazonSocial}>
      <div className={styles['candidateHead']}>
        <div>
          <Text size="sm" fw={600}>
            {nombreRazonSocial}
          </Text>
          <Text size="xs" c="dimmed">
            {codigoCliente} · {planNombre}
          </Text>
        </div>
        <Text size="sm" fw={600} className="tabular" aria-label={t('score', { n: number(Math.round(puntaje / 10)) })}>
          {number(Math.round(puntaje / 10))} %
        </Text>
      </div>
      <ul className={styles['reasons']}>
        {motivos.map(({ motivo, texto }) => (
          <li key={motivo}>{t(`motivo.${motivo}`, { texto })}</li>
        ))}
      </ul>
      {onChoose !== null && (
        <Button
          size="xs"
          variant={chosen ? 'light' : 'default'}
          leftSection={chosen ? <IconCheck size={14} aria-hidden /> : undefined}
          disabled={busy}
          onClick={onChoose}
        >
          {chosen ? t('confirmOne') : t('choose')}
        </Button>
      )}
    </section>
  )
}

/** Somebody whom the office did not think of: the client, then which of their services. */
function OtherClient({ busy, onChoose }: { busy: boolean; onChoose: (servicioId: string) => void }) {
  const { t } = useTranslation('vinculos')
  const [clienteId, setClienteId] = useState<string | null>(null)
  const profile = useQuery({
    ...orpc.clientes.get.queryOptions({ input: { id: clienteId ?? '' } }),
    enabled: clienteId !== null,
  })
  const services = profile.data?.servicios.filter(({ estado }) => estado !== 'baja') ?? []
  return (
    <section className={styles['candidate']} aria-label={t('other.title')}>
      <ClientPicker chosen={profile.data?.cliente.nombreRazonSocial ?? null} onChange={setClienteId} error={null} />
      {profile.error !== null && <ErrorNote error={profile.error} />}
      {profile.data && services.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('other.none')}
        </Text>
      )}
      {services.map(({ id, planNombre, dispositivoRef }) => (
        <Button key={id} size="xs" variant="default" disabled={busy} onClick={() => onChoose(id)}>
          {[planNombre, dispositivoRef].filter((part) => part !== '').join(' · ')}
        </Button>
      ))}
    </section>
  )
}
