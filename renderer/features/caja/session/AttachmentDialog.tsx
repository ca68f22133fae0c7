import { Button, Center, Group, Loader } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../../components/Dialog.tsx'
import { ErrorNote } from '../../../components/ErrorNote.tsx'
import { useSaveFile } from '../../../components/savedFile.ts'
import { orpc } from '../../../rpc/query.ts'
import shared from '../caja.module.css'
import styles from './session.module.css'

interface Props {
  adjunto: { id: string; nombre: string; mime: string }
  onClose: () => void
}

/** The slip of an expense: a picture is shown, and anything can be kept as a file. */
export function AttachmentDialog({ adjunto, onClose }: Props) {
  const { t } = useTranslation('caja')
  const content = useQuery(orpc.caja.adjunto.queryOptions({ input: { id: adjunto.id }, gcTime: 0 }))
  const save = useSaveFile(async (kept: Blob) => ({ fileName: adjunto.nombre, file: kept }))
  const { file } = content.data ?? {}
  return (
    <Dialog onClose={onClose} title={adjunto.nombre} size="xl">
      {content.isError && <ErrorNote error={content.error} onRetry={() => void content.refetch()} />}
      {content.isPending && (
        <Center h={200}>
          <Loader size="sm" />
        </Center>
      )}
      {file && adjunto.mime.startsWith('image/') && <Picture file={file} alt={adjunto.nombre} />}
      {file && !adjunto.mime.startsWith('image/') && <p className={shared['note']}>{t('attachment.notShown')}</p>}
      <Group justify="flex-end" pt="md">
        <Button
          data-autofocus
          variant="default"
          leftSection={<IconDownload size={18} aria-hidden />}
          loading={save.isPending}
          disabled={file === undefined}
          onClick={() => file && save.mutate(file)}
        >
          {t('attachment.save')}
        </Button>
      </Group>
    </Dialog>
  )
}

function Picture({ file, alt }: { file: Blob; alt: string }) {
  const [address, setAddress] = useState<string | null>(null)
  useEffect(() => {
    const reader = new FileReader()
    reader.addEventListener('load', () => setAddress(typeof reader.result === 'string' ? reader.result : null))
    reader.readAsDataURL(file)
    return () => reader.abort()
  }, [file])
  return address === null ? null : <img className={styles['picture']} src={address} alt={alt} />
}
