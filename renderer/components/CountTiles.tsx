import { Text } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Icon } from '@tabler/icons-react'
import { Link, type LinkProps } from '@tanstack/react-router'
import { useNumber } from '../app/session.tsx'
import styles from './CountTiles.module.css'

interface CountTile {
  key: string
  label: ReactNode
  count: number
  /** None: the tile of all of them. */
  look?: readonly [icon: Icon, color: string]
  chosen: boolean
  onChoose: () => void
}

/** How many rows of a list are of each kind: every count narrows the list to its own. */
export function CountTiles({ label, tiles }: { label: string; tiles: readonly CountTile[] }) {
  return (
    <div role="group" aria-label={label} className={styles['tiles']}>
      {tiles.map(({ key, ...tile }) => (
        <Tile key={key} {...tile} />
      ))}
    </div>
  )
}

interface CountLink {
  key: string
  label: string
  /** Undefined while it is not known. */
  count: number | undefined
  look: readonly [icon: Icon, color: string]
  link: Pick<LinkProps, 'to' | 'search'>
}

/** How many there are of several things, each a way to where they are seen. */
export function CountLinks({ label, links }: { label: string; links: readonly CountLink[] }) {
  const number = useNumber()
  return (
    <nav aria-label={label} className={styles['tiles']}>
      {links.map(({ key, label: name, count, look: [LinkIcon, color], link }) => (
        <Link key={key} {...link} className={styles['tile']} activeProps={{}}>
          <Text span className={styles['number'] ?? ''}>
            <LinkIcon size={18} stroke={2} color={`var(--mantine-color-${color}-text)`} aria-hidden />
            {count === undefined ? '—' : number(count)}
          </Text>
          {name}
        </Link>
      ))}
    </nav>
  )
}

function Tile({ label, count, look, chosen, onChoose }: Omit<CountTile, 'key'>) {
  const number = useNumber()
  const [TileIcon, color] = look ?? []
  return (
    <button
      type="button"
      className={styles['tile']}
      // Whoever is shown none of a kind can leave it; all of them can always be asked for.
      disabled={count === 0 && !chosen && look !== undefined}
      aria-pressed={chosen}
      onClick={onChoose}
    >
      <Text span className={styles['number']}>
        {TileIcon && <TileIcon size={18} stroke={2} color={`var(--mantine-color-${color}-text)`} aria-hidden />}
        {number(count)}
      </Text>
      {label}
    </button>
  )
}
