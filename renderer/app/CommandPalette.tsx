import { Modal, Text } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { type KeyboardEvent, useEffect, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DialogFocus } from '../components/DialogFocus.tsx'
import { nextActive } from '../components/gridKeys.ts'
import styles from './CommandPalette.module.css'
import { type PaletteItem, usePaletteItems } from './paletteItems.tsx'

const PAGE = 8

/** Ctrl+K: clients, invoices by number, devices and actions. The arrows choose, Enter goes. */
export function CommandPalette({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal.Root opened={opened} onClose={onClose} size={640} yOffset="9vh" trapFocus={false}>
      <Modal.Overlay backgroundOpacity={0.4} />
      <PaletteContent onClose={onClose} />
    </Modal.Root>
  )
}

function PaletteContent({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const id = useId()
  const [typed, setTyped] = useState('')
  const [active, setActive] = useState(0)
  const { items, searching } = usePaletteItems(typed)
  const current = Math.min(active, items.length - 1)

  useEffect(() => {
    document.getElementById(`${id}-${current}`)?.scrollIntoView({ block: 'nearest' })
  }, [id, current])

  const choose = (item: PaletteItem | undefined) => {
    if (item === undefined) return
    onClose()
    item.run()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') {
      event.preventDefault()
      return choose(items[current])
    }
    if (event.key === 'Home' || event.key === 'End') return
    const next = nextActive(event.key, current, items.length, PAGE)
    if (next === null) return
    event.preventDefault()
    setActive(next)
  }
  return (
    <Modal.Content aria-label={t('palette.title')}>
      <div className={styles['field']}>
        <IconSearch size={18} aria-hidden />
        <input
          data-autofocus
          className={styles['input']}
          role="combobox"
          aria-expanded
          aria-controls={`${id}-list`}
          aria-activedescendant={items.length === 0 ? undefined : `${id}-${current}`}
          aria-label={t('palette.placeholder')}
          placeholder={t('palette.placeholder')}
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value)
            setActive(0)
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div id={`${id}-list`} role="listbox" aria-label={t('palette.title')} className={styles['list']}>
        {items.map((item, index) => (
          <PaletteRow
            key={item.id}
            id={`${id}-${index}`}
            item={item}
            first={items[index - 1]?.group !== item.group}
            active={index === current}
            onPoint={() => setActive(index)}
            onChoose={() => choose(item)}
          />
        ))}
      </div>
      {items.length === 0 && (
        <Text size="sm" c="dimmed" ta="center" p="md" role="status">
          {searching ? t('palette.searching') : t('palette.nothing')}
        </Text>
      )}
      <DialogFocus />
    </Modal.Content>
  )
}

function PaletteRow(props: {
  id: string
  item: PaletteItem
  /** The first of its group carries the group's heading. */
  first: boolean
  active: boolean
  onPoint: () => void
  onChoose: () => void
}) {
  const { t } = useTranslation()
  const { id, item, first, active, onPoint, onChoose } = props
  return (
    <>
      {first && (
        <div className={styles['group']} role="presentation">
          {t(`palette.${item.group}`)}
        </div>
      )}
      <div
        id={id}
        role="option"
        aria-selected={active}
        className={styles['item']}
        data-active={active || undefined}
        onPointerMove={onPoint}
        onClick={onChoose}
      >
        {item.content}
      </div>
    </>
  )
}
