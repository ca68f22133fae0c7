import { RouterProvider } from '@tanstack/react-router'
import { useCallback, useEffect, useMemo, useState } from 'react'
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
import styles from './SessionWindow.module.css'

interface Props {
  initial: Session
  onLeave: () => void
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

  useEffect(
    () =>
      connection.onPhase((phase) => {
        if (phase !== 'entered') setLockedBy((already) => already ?? (phase === 'closed' ? 'restart' : 'ended'))
      }),
    [],
  )

  const lock = useCallback(() => {
    setLockedBy('person')
    // The office forgets the session too: a locked window can do nothing there.
    rpc.access.logout().catch(() => undefined)
  }, [])
  const exit = useCallback(() => {
    rpc.access.logout().catch(() => undefined)
    onLeave()
  }, [onLeave])
  useIdle(minutes * 60_000, lock, lockedBy === null)
  useHotkey('mod+L', lock)

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
  return (
    <SessionProvider value={value}>
      <JobsProvider>
        <div className={styles['screens']} inert={hidden} data-hidden={hidden || undefined}>
          <RouterProvider router={router} />
        </div>
        {lockedBy !== null && available && (
          <LockOverlay session={session} because={lockedBy} onUnlock={unlocked} onSwitch={exit} />
        )}
      </JobsProvider>
    </SessionProvider>
  )
}
