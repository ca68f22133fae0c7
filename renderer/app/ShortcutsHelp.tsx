import { Table, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../components/Dialog.tsx'
import { Keys } from '../components/KeyButton.tsx'
import { usePlaces } from './places.ts'

const EVERYWHERE = [
  ['mod+K', 'search'],
  ['mod+L', 'lock'],
  ['F1', 'help'],
] as const
const LISTS = [
  ['ArrowUp', 'rowUp'],
  ['ArrowDown', 'rowDown'],
  ['PageDown', 'page'],
  ['Home', 'ends'],
  ['Enter', 'open'],
] as const
const FORMS = [
  ['mod+Enter', 'submit'],
  ['Escape', 'close'],
] as const

function Group({ title, rows }: { title: string; rows: readonly (readonly [combo: string, label: string])[] }) {
  return (
    <section>
      <Title order={3} mt="sm">
        {title}
      </Title>
      <Table withRowBorders={false}>
        <Table.Tbody>
          {rows.map(([combo, label]) => (
            <Table.Tr key={combo}>
              <Table.Td w={110}>
                <Keys combo={combo} />
              </Table.Td>
              <Table.Td>{label}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  )
}

/** The keys that work on every screen; each button shows its own. */
export function ShortcutsHelp({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const places = usePlaces()
  return (
    <Dialog onClose={onClose} title={t('person.shortcuts')}>
      <Group title={t('keys.everywhere')} rows={EVERYWHERE.map(([combo, name]) => [combo, t(`keys.${name}`)])} />
      <Group title={t('frame.places')} rows={places.map(({ hotkey, id }) => [hotkey, t(`place.${id}`)])} />
      <Group title={t('keys.lists')} rows={LISTS.map(([combo, name]) => [combo, t(`keys.${name}`)])} />
      <Group title={t('keys.forms')} rows={FORMS.map(([combo, name]) => [combo, t(`keys.${name}`)])} />
    </Dialog>
  )
}
