import { getRouteApi } from '@tanstack/react-router'
import { useCan } from '../../app/session.tsx'
import { Screen } from '../../components/Screen.tsx'
import { CajaTabs } from './CajaTabs.tsx'
import { MyDrawer } from './drawer/MyDrawer.tsx'
import { RoundsTab } from './rounds/RoundsTab.tsx'
import { SessionsTab } from './SessionsTab.tsx'
import { SupervisionTab } from './supervision/SupervisionTab.tsx'

const route = getRouteApi('/caja')

/** The cash desk: this person's drawer, every session, the rounds of collectors, and what a supervisor looks at. */
export function CajaScreen() {
  const { ver = 'mia', sesion, estado, fecha } = route.useSearch()
  const supervises = useCan('caja.supervise')
  const shown = ver === 'supervision' && !supervises ? 'mia' : ver
  return (
    // A screen of its own each: its rows take the focus that the last one left nowhere.
    <Screen key={shown} tabs={<CajaTabs current={shown} />}>
      {shown === 'mia' && <MyDrawer />}
      {shown === 'sesiones' && <SessionsTab sesion={sesion} />}
      {shown === 'rutas' && <RoundsTab estado={estado} />}
      {shown === 'supervision' && <SupervisionTab fecha={fecha} sesion={sesion} />}
    </Screen>
  )
}
