import { Notifications } from '@mantine/notifications'
import { RouterProvider } from '@tanstack/react-router'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { Session } from '../../contract/index.ts'
import type { Idioma } from '../../contract/enums.ts'
import { connection, rpc } from '../rpc/client.ts'
import { useAvailable } from '../rpc/phase.ts'
import { queryClient } from '../rpc/query.ts'
import { setBrandColor } from './brand.ts'
import { useCurtain } from './curtain.ts'
import { useHotkey } from './hotkeys.ts'
import { applyIdioma } from './i18n.ts'
import { useIdle } from './idle.ts'
import { JobsProvider } from './jobs.tsx'
import { LockOverlay, type LockReason } from './LockOverlay.tsx'
import { lockMinutes, saveIdioma } from './preferences.ts'
import { createOfficeRouter } from './router.tsx'
import { SessionProvider, type SessionValue } from './session.tsx'
import './allStyles.ts'
import styles from './SessionWindow.module.css'

interface Props {
  initial: Session
  /** `next`: who is asked for at the door; null: whoever comes chooses. */
  onLeave: (next: string | null) => void
}

/** The field that had the focus before the screens were hidden gets it back when they are shown again. */
function useFocusMemory() {
  const field = useRef<HTMLElement | null>(null)
  const remember = useCallback(() => {
    const { activeElement } = document
    if (field.current === null && activeElement instanceof HTMLElement) field.current = activeElement
  }, [])
  const restore = useCallback(() => {
    field.current?.focus()
    field.current = null
  }, [])
  return { remember, restore }
}

/**
 * The office of one person. While it is locked, or while the office restarts, the screens stay as they are beneath:
 * hidden and inert, with everything that was typed.
 */
export function SessionWindow({ initial, onLeave }: Props) {
  const [session, setSession] = useState(initial)
  const [lockedBy, setLockedBy] = useState<LockReason | null>(null)
  const router = useMemo(createOfficeRouter, [])
  const available = useAvailable()
  const [minutes] = useState(lockMinutes)

  const { remember, restore } = useFocusMemory()
  useEffect(
    () =>
      connection.onPhase((phase) => {
        if (phase === 'entered') return
        remember()
        setLockedBy((already) => already ?? (phase === 'closed' ? 'restart' : 'ended'))
      }),
    [remember],
  )

  const lock = useCallback(() => {
    remember()
    setLockedBy('person')
    // The office forgets the session too: a locked window can do nothing there.
    rpc.access.logout().catch(() => undefined)
  }, [remember])
  const exit = useCallback(
    (next?: string) => {
      rpc.access.logout().catch(() => undefined)
      onLeave(next ?? null)
    },
    [onLeave],
  )
  useIdle(minutes * 60_000, lock, lockedBy === null)
  useHotkey(lockedBy === null ? 'mod+L' : null, lock, 'always')

  const unlocked = useCallback((again: Session) => {
    setSession(again)
    setLockedBy(null)
    void queryClient.invalidateQueries()
  }, [])

  const { usuario } = session
  const value = useMemo<SessionValue>(
    () => ({
      ...session,
      setTenant(tenant) {
        setBrandColor(tenant.colorPrimario)
        setSession((now) => ({ ...now, tenant }))
      },
      async refresh() {
        const again = await rpc.access.me()
        if (again !== null) setSession(again)
      },
      setPuesto: (puesto) => setSession((now) => ({ ...now, puesto })),
      lock,
      exit,
      setIdioma(idioma: Idioma) {
        saveIdioma(idioma, usuario.id)
        void applyIdioma(idioma)
        void window.mostrador.setLanguage(idioma)
      },
    }),
    [session, usuario.id, lock, exit],
  )

  const hidden = lockedBy !== null
  useCurtain(hidden)
  useEffect(() => {
    if (!hidden) restore()
  }, [hidden, restore])
  return (
    <SessionProvider value={value}>
      <JobsProvider>
        <Notifications position="bottom-right" limit={4} />
        <div className={styles['screens']} inert={hidden} data-hidden={hidden || undefined}>
          <RouterProvider router={router} />
        </div>
        {lockedBy !== null && available && (
          <LockOverlay session={session} because={lockedBy} onUnlock={unlocked} onSwitch={() => exit()} />
        )}
      </JobsProvider>
    </SessionProvider>
  )
}
