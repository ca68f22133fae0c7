import { Alert, Button, Fieldset, Group, SegmentedControl, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { PROVEEDORES_PASARELA, type ProveedorPasarela } from '../../../contract/enums.ts'
import type { PasarelaConfig } from '../../../contract/procedures/pasarelas.ts'
import { ErrorNote } from '../../components/ErrorNote.tsx'
import { orpc } from '../../rpc/query.ts'
import styles from './gateways.module.css'

/** Whether the kept secret signed a sample that is pasted from the provider's own panel. */
export function SignatureTest({ pasarelas }: { pasarelas: readonly PasarelaConfig[] }) {
  const { t } = useTranslation('pasarelas')
  const ready = pasarelas.filter(({ secreto }) => secreto === 'guardado').map(({ proveedor }) => proveedor)
  const [chosen, setChosen] = useState<ProveedorPasarela | null>(null)
  const proveedor = chosen !== null && ready.includes(chosen) ? chosen : (ready[0] ?? 'mercado_pago')
  const [firma, setFirma] = useState('')
  const [peticion, setPeticion] = useState('')
  const [dataId, setDataId] = useState('')
  const [cuerpo, setCuerpo] = useState('')
  const test = useMutation(orpc.pasarelas.testSignature.mutationOptions())
  const { data } = test
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        test.mutate({ proveedor, firma, peticion, dataId, cuerpo })
      }}
    >
      <Fieldset legend={t('config.try')}>
        <Stack gap="sm">
          <Text size="sm" c="dimmed">
            {t('config.tryText')}
          </Text>
          {ready.length > 1 && (
            <SegmentedControl
              value={proveedor}
              onChange={(value) => {
                setChosen(PROVEEDORES_PASARELA.find((one) => one === value) ?? null)
                test.reset()
              }}
              data={ready.map((value) => ({ value, label: t(`proveedor.${value}`) }))}
            />
          )}
          <TextInput
            label={t(`config.signature.${proveedor}`)}
            maxLength={2000}
            value={firma}
            onChange={(event) => setFirma(event.currentTarget.value)}
          />
          {proveedor === 'mercado_pago' ? (
            <Group grow>
              <TextInput
                label={t('config.request')}
                maxLength={200}
                value={peticion}
                onChange={(event) => setPeticion(event.currentTarget.value)}
              />
              <TextInput
                label={t('config.dataId')}
                maxLength={200}
                value={dataId}
                onChange={(event) => setDataId(event.currentTarget.value)}
              />
            </Group>
          ) : (
            <Textarea
              label={t('config.body')}
              className={styles['body'] ?? ''}
              minRows={4}
              maxRows={10}
              autosize
              spellCheck={false}
              value={cuerpo}
              onChange={(event) => setCuerpo(event.currentTarget.value)}
            />
          )}
          {test.isError && <ErrorNote error={test.error} />}
          {data && (
            <Alert
              variant="light"
              p="sm"
              role="status"
              color={!data.firmada ? 'red' : data.enTermino ? 'green' : 'orange'}
            >
              {t(!data.firmada ? 'config.no' : data.enTermino ? 'config.yes' : 'config.yesOld')}
            </Alert>
          )}
          <Group justify="flex-end">
            <Button type="submit" variant="default" loading={test.isPending} disabled={firma.trim() === ''}>
              {t('config.tryAction')}
            </Button>
          </Group>
        </Stack>
      </Fieldset>
    </form>
  )
}
