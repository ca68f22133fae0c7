import { Button, Fieldset, Group, PasswordInput, Stack, Switch, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PasarelaConfig } from '../../../contract/procedures/pasarelas.ts'
import { ErrorNote } from '../../components/ErrorNote.tsx'
import { notifyDone } from '../../components/notify.ts'
import { orpc } from '../../rpc/query.ts'
import { useRequestId } from '../../rpc/requestId.ts'

interface Props {
  pasarela: PasarelaConfig
  actualizadoEn: number
  /** This computer can keep secrets. */
  canSeal: boolean
}

/** One provider: whether its events are taken, of which account, and the secret that signs them. */
export function GatewayForm({ pasarela, actualizadoEn, canSeal }: Props) {
  const { t } = useTranslation('pasarelas')
  const client = useQueryClient()
  const request = useRequestId()
  const { proveedor, secreto: kept } = pasarela
  const [activa, setActiva] = useState(pasarela.activa)
  const [cuenta, setCuenta] = useState(pasarela.cuenta)
  const [prueba, setPrueba] = useState(pasarela.prueba)
  const [secreto, setSecreto] = useState('')
  const save = useMutation(
    orpc.pasarelas.saveConfig.mutationOptions({
      onSuccess: (saved) => {
        request.renew()
        client.setQueryData(orpc.pasarelas.config.queryKey(), saved)
        notifyDone(t('config.saved'))
      },
    }),
  )
  const dirty =
    activa !== pasarela.activa || cuenta !== pasarela.cuenta || prueba !== pasarela.prueba || secreto.trim() !== ''
  const secretNote =
    kept === 'guardado' ? t('config.secretKept') : kept === 'ilegible' ? t('config.secretUnreadable') : ''
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (!dirty) return
        const given = secreto.trim() === '' ? {} : { secreto: secreto.trim() }
        save.mutate({ requestId: request.id, expected: actualizadoEn, proveedor, activa, cuenta, prueba, ...given })
      }}
    >
      <Fieldset legend={t(`proveedor.${proveedor}`)}>
        <Stack gap="sm">
          {save.isError && <ErrorNote error={save.error} />}
          <Switch
            label={t('config.active')}
            checked={activa}
            onChange={(event) => setActiva(event.currentTarget.checked)}
          />
          <Switch
            label={t('config.test')}
            description={t('config.testHelp')}
            checked={prueba}
            onChange={(event) => setPrueba(event.currentTarget.checked)}
          />
          <TextInput
            label={t('config.account')}
            description={t(`config.accountHelp.${proveedor}`)}
            maxLength={80}
            value={cuenta}
            onChange={(event) => setCuenta(event.currentTarget.value)}
          />
          <PasswordInput
            label={t('config.secret')}
            description={[t(`config.secretHelp.${proveedor}`), secretNote].filter(Boolean).join(' ')}
            disabled={!canSeal}
            error={canSeal ? undefined : t('config.noKey')}
            autoComplete="off"
            minLength={8}
            maxLength={300}
            value={secreto}
            onChange={(event) => setSecreto(event.currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button type="submit" variant="default" disabled={!dirty} loading={save.isPending}>
              {t('config.save')}
            </Button>
          </Group>
        </Stack>
      </Fieldset>
    </form>
  )
}
