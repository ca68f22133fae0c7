import { Fieldset, Skeleton, Stack, Switch, TagsInput, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Minor } from '../../../contract/money.ts'
import type { CajaConfig } from '../../../contract/procedures/caja.ts'
import { ErrorNote } from '../../components/ErrorNote.tsx'
import { MoneyInput } from '../../components/MoneyInput.tsx'
import { notifyDone } from '../../components/notify.ts'
import { orpc } from '../../rpc/query.ts'
import { useRequestId } from '../../rpc/requestId.ts'
import { SectionForm, SectionPage } from '../settings/SectionPage.tsx'
import styles from './caja.module.css'

const MOST_CATEGORIES = 40

/** How drawers are run: limits, the categories of expenses, and whether closes are blind. */
export function CajaSection() {
  const { t } = useTranslation('caja')
  const config = useQuery(orpc.caja.config.queryOptions())
  if (config.data) return <CajaForm key={JSON.stringify(config.data)} config={config.data} />
  return (
    <SectionPage title={t('config.title')} subtitle={t('config.subtitle')}>
      {config.isError ? (
        <ErrorNote error={config.error} onRetry={() => void config.refetch()} />
      ) : (
        <Skeleton height={320} maw={640} />
      )}
    </SectionPage>
  )
}

interface Values {
  limiteDiferencia: Minor | null
  limited: boolean
  limiteMovimiento: Minor | null
  categoriasGasto: string[]
  cierreCiego: boolean
}

const valuesOf = (config: CajaConfig): Values => ({ ...config, limited: config.limiteMovimiento !== null })

/** Null while something is missing. */
function configOf({ limited, ...values }: Values): CajaConfig | null {
  const { limiteDiferencia, limiteMovimiento, categoriasGasto } = values
  if (limiteDiferencia === null || limiteDiferencia < 0 || categoriasGasto.length === 0) return null
  if (limited && (limiteMovimiento === null || limiteMovimiento < 0)) return null
  return { ...values, limiteDiferencia, limiteMovimiento: limited ? limiteMovimiento : null }
}

function CajaForm({ config }: { config: CajaConfig }) {
  const { t } = useTranslation(['caja', 'common'])
  const client = useQueryClient()
  const request = useRequestId()
  const [values, setValues] = useState(() => valuesOf(config))
  const [tried, setTried] = useState(false)
  const set = (part: Partial<Values>) => setValues((now) => ({ ...now, ...part }))
  const save = useMutation(
    orpc.caja.saveConfig.mutationOptions({
      onSuccess: (saved) => {
        request.renew()
        client.setQueryData(orpc.caja.config.queryKey(), saved)
        void client.invalidateQueries({ queryKey: orpc.caja.key() })
        notifyDone(t('config.saved'))
      },
    }),
  )
  const submit = () => {
    setTried(true)
    const wanted = configOf(values)
    if (wanted !== null) save.mutate({ requestId: request.id, config: wanted })
  }
  const missing = (empty: boolean) => (tried && empty ? t('common:form.required') : undefined)
  return (
    <SectionForm
      title={t('config.title')}
      subtitle={t('config.subtitle')}
      dirty={JSON.stringify(values) !== JSON.stringify(valuesOf(config))}
      busy={save.isPending}
      error={save.error}
      onSubmit={submit}
    >
      <Stack gap="md" className={styles['config'] ?? ''}>
        <Fieldset legend={t('config.closes')}>
          <Stack gap="sm">
            <Switch
              label={t('config.blind')}
              description={t('config.blindHelp')}
              checked={values.cierreCiego}
              onChange={(event) => set({ cierreCiego: event.currentTarget.checked })}
            />
            <MoneyInput
              label={t('config.difference')}
              description={t('config.differenceHelp')}
              maw="16rem"
              value={values.limiteDiferencia}
              onChange={(limiteDiferencia) => set({ limiteDiferencia })}
              error={missing(values.limiteDiferencia === null)}
            />
          </Stack>
        </Fieldset>
        <Fieldset legend={t('config.moves')}>
          <Stack gap="sm">
            <Switch
              label={t('config.limited')}
              description={t('config.limitedHelp')}
              checked={values.limited}
              onChange={(event) => set({ limited: event.currentTarget.checked })}
            />
            {values.limited && (
              <MoneyInput
                label={t('config.limit')}
                maw="16rem"
                value={values.limiteMovimiento}
                onChange={(limiteMovimiento) => set({ limiteMovimiento })}
                error={missing(values.limiteMovimiento === null)}
              />
            )}
            <TagsInput
              label={t('config.categories')}
              description={t('config.categoriesHelp')}
              maxTags={MOST_CATEGORIES}
              maxLength={60}
              value={values.categoriasGasto}
              onChange={(categoriasGasto) => set({ categoriasGasto })}
              error={missing(values.categoriasGasto.length === 0)}
            />
          </Stack>
        </Fieldset>
        <Text size="sm" c="dimmed">
          {t('config.note')}
        </Text>
      </Stack>
    </SectionForm>
  )
}
