import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useCallback, useEffect, useState } from 'react'
import type { Session } from '../../contract/index.ts'
import { AccessDoor, SetupWizard } from '../features/access/index.ts'
import { connection } from '../rpc/client.ts'
import { forgetEverything } from '../rpc/query.ts'
import { keepEntrance, peopleQuery, statusQuery } from '../rpc/entrance.ts'
import { setBrandColor } from './brand.ts'
import { applyIdioma } from './i18n.ts'
import { OfficeGate } from './OfficeGate.tsx'
import { saveTenantIdioma, savedIdioma } from './preferences.ts'
import { behindTheDoor } from './behind.ts'

/** Not a part of the start: it would hold the door back. Loaded while the person chooses their card. */
const loadSessionWindow = () => behindTheDoor(() => import('./SessionWindow.tsx'))
const SessionWindow = lazy(() => loadSessionWindow().then((module) => ({ default: module.SessionWindow })))

/** Milliseconds that the door has for itself: it is drawn and takes the focus before anything else is loaded. */
const CALM_MS = 300

/** Which of three things this window is: the first-run wizard, the door, or the office of a person. */
export function App() {
  return (
    <OfficeGate>
      <Entrance />
    </OfficeGate>
  )
}

/** Where the hash router begins for the session that is about to open. */
function startAt(path: string | undefined): void {
  window.location.hash = path === undefined ? '#/' : `#${path}`
}

function Entrance() {
  const status = useQuery(statusQuery)
  const [session, setSession] = useState<Session | null>(null)
  // Who is asked for at the door: undefined, who entered last; null, nobody yet.
  const [next, setNext] = useState<string | null>()
  // The wizard goes on after the tenant exists: filling with demo data is its last step.
  const [settingUp, setSettingUp] = useState(false)

  const tenant = status.data?.tenant ?? null
  useEffect(() => {
    if (tenant === null) return
    setBrandColor(tenant.colorPrimario)
    saveTenantIdioma(tenant.idioma)
    if (savedIdioma() === null) void applyIdioma(tenant.idioma)
  }, [tenant])
  const people = useQuery(peopleQuery)
  // What was kept from the last start is as old as can be.
  const answered = status.dataUpdatedAt > 0 && people.dataUpdatedAt > 0
  useEffect(() => {
    if (!answered) return
    const calm = setTimeout(() => void loadSessionWindow(), CALM_MS)
    return () => clearTimeout(calm)
  }, [answered])
  useEffect(() => {
    if (answered && status.data && people.data) keepEntrance({ status: status.data, people: people.data })
  }, [answered, status.data, people.data])

  const enter = useCallback((entered: Session, path?: string) => {
    startAt(path)
    setSettingUp(false)
    setBrandColor(entered.tenant.colorPrimario)
    void applyIdioma(savedIdioma(entered.usuario.id) ?? entered.tenant.idioma)
    setSession(entered)
  }, [])
  const { refetch } = status
  const onCreated = useCallback(() => {
    setSettingUp(true)
    void refetch()
  }, [refetch])
  // When the office goes while the wizard ends, the session goes with it: the door is the way in.
  useEffect(() => {
    if (!settingUp) return
    return connection.onPhase((phase) => setSettingUp(phase === 'entered'))
  }, [settingUp])
  const leave = useCallback((next: string | null) => {
    setSession(null)
    setNext(next)
    forgetEverything()
    startAt(undefined)
  }, [])

  if (status.data === undefined) return null
  if (session !== null) {
    return (
      <Suspense>
        <SessionWindow key={session.usuario.id} initial={session} onLeave={leave} />
      </Suspense>
    )
  }
  if (status.data.fase === 'new' || settingUp) {
    return (
      <Suspense>
        <SetupWizard onCreated={onCreated} onEnter={enter} />
      </Suspense>
    )
  }
  // One answer comes soon after the other: drawn once, with both.
  if (people.isPending) return null
  return <AccessDoor tenant={tenant} asked={next} onEnter={enter} />
}
