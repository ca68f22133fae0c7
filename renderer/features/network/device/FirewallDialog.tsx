import { Button, CopyButton, Group, Skeleton, Stack, Text, ThemeIcon } from '@mantine/core'
import { IconCheck, IconCopy, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { DispositivoDetail } from '../../../../contract/procedures/dispositivos.ts'
import { Commands } from '../../../components/Commands.tsx'
import { Dialog } from '../../../components/Dialog.tsx'
import { ErrorNote } from '../../../components/ErrorNote.tsx'
import { orpc } from '../../../rpc/query.ts'
import styles from './device.module.css'

/** What a list of debtors needs on a device: each rule in words, whether it is there, and what is missing to be pasted. */
export function FirewallDialog({ device, onClose }: { device: DispositivoDetail; onClose: () => void }) {
  const { t } = useTranslation('red')
  const snippet = useQuery(orpc.red.firewall.queryOptions({ input: { dispositivoId: device.id }, staleTime: 0 }))
  return (
    <Dialog onClose={onClose} size="xl" title={t('firewall.titleOf', { nombre: device.nombre })}>
      <Stack gap="sm">
        <Text size="sm">{t('firewall.text')}</Text>
        {snippet.isError && <ErrorNote error={snippet.error} onRetry={() => void snippet.refetch()} />}
        {snippet.isPending && <Skeleton height={180} />}
        {snippet.data && (
          <>
            <ul className={styles['rules']} aria-label={t('firewall.rules')}>
              {snippet.data.reglas.map(({ clave, presente }) => (
                <li key={clave} className={styles['rule']}>
                  <ThemeIcon variant="light" color={presente ? 'green' : 'orange'} size={22} radius="xl" aria-hidden>
                    {presente ? <IconCheck size={14} /> : <IconPlus size={14} />}
                  </ThemeIcon>
                  <div>
                    <Text size="sm" fw={550}>
                      {t(`firewall.rule.${clave}`)}{' '}
                      <Text span size="xs" c="dimmed">
                        {t(presente ? 'firewall.present' : 'firewall.missing')}
                      </Text>
                    </Text>
                    <Text size="sm" c="dimmed">
                      {t(`firewall.why.${clave}`, { lista: snippet.data.lista })}
                    </Text>
                  </div>
                </li>
              ))}
            </ul>
            {snippet.data.script === '' ? (
              <Text size="sm" role="status">
                {t('firewall.complete')}
              </Text>
            ) : (
              <>
                <Group justify="space-between">
                  <Text size="sm">{t('firewall.paste')}</Text>
                  <CopyButton value={snippet.data.script}>
                    {({ copied, copy }) => (
                      <Button
                        data-autofocus
                        leftSection={copied ? <IconCheck size={18} aria-hidden /> : <IconCopy size={18} aria-hidden />}
                        onClick={copy}
                      >
                        {t(copied ? 'firewall.copied' : 'firewall.copy')}
                      </Button>
                    )}
                  </CopyButton>
                </Group>
                <Commands label={t('firewall.script')} text={snippet.data.script} />
              </>
            )}
          </>
        )}
      </Stack>
    </Dialog>
  )
}
