import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Navigate,
} from '@tanstack/react-router'
import { cajaSearch } from '../features/caja/search.ts'
import { customersSearch, lastCustomersSearch, profileSearch } from '../features/customers/search.ts'
import { runSearch, runsSearch } from '../features/billing/run/search.ts'
import { notesSearch } from '../features/billing/accounts/search.ts'
import { invoicesSearch, lastInvoicesSearch } from '../features/billing/search.ts'
import { reconciliationSearch } from '../features/reconciliation/search.ts'
import { gatewaysSearch } from '../features/gateways/search.ts'
import { cutsSearch } from '../features/cuts/search.ts'
import { mailSearch } from '../features/mail/search.ts'
import {
  addSearch,
  deviceSearch,
  devicesSearch,
  driftSearch,
  jobsSearch,
  lastDevicesSearch,
} from '../features/network/search.ts'
import { reportsSearch } from '../features/reports/search.ts'
import { reversalsSearch } from '../features/reversals/search.ts'
import { AppFrame } from './AppFrame.tsx'
import { forgetKept } from './kept.ts'
import { useHome } from './places.ts'
import { ScreenError } from './ScreenError.tsx'

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)

const rootRoute = createRootRoute({ component: AppFrame })
const getParentRoute = () => rootRoute

const homeRoute = createRoute({ getParentRoute, path: '/', component: Home })

const counterRoute = createRoute({
  getParentRoute,
  path: '/mostrador',
  /** `cliente`: the client whose card is open. */
  validateSearch: (search: Record<string, unknown>): { cliente?: string } => {
    const cliente = text(search['cliente'])
    return cliente === undefined ? {} : { cliente }
  },
  component: lazyRouteComponent(() => import('../features/counter/index.ts'), 'CounterScreen'),
})

const cajaRoute = createRoute({
  getParentRoute,
  path: '/caja',
  validateSearch: cajaSearch,
  component: lazyRouteComponent(() => import('../features/caja/index.ts'), 'CajaScreen'),
})

const reversalsRoute = createRoute({
  getParentRoute,
  path: '/caja/anulaciones',
  validateSearch: reversalsSearch,
  component: lazyRouteComponent(() => import('../features/reversals/index.ts'), 'ReversalsScreen'),
})

const gatewaysRoute = createRoute({
  getParentRoute,
  path: '/caja/pasarelas',
  validateSearch: gatewaysSearch,
  component: lazyRouteComponent(() => import('../features/gateways/index.ts'), 'GatewaysScreen'),
})

const newRoundRoute = createRoute({
  getParentRoute,
  path: '/caja/rutas/nueva',
  component: lazyRouteComponent(() => import('../features/caja/index.ts'), 'NewRoundScreen'),
})

const roundRoute = createRoute({
  getParentRoute,
  path: '/caja/rutas/$id',
  component: lazyRouteComponent(() => import('../features/caja/index.ts'), 'RoundScreen'),
})

const customersRoute = createRoute({
  getParentRoute,
  path: '/clientes',
  validateSearch: customersSearch,
  beforeLoad: ({ search }) => lastCustomersSearch(search),
  component: lazyRouteComponent(() => import('../features/customers/index.ts'), 'CustomersScreen'),
})

const importRoute = createRoute({
  getParentRoute,
  path: '/clientes/importar',
  component: lazyRouteComponent(() => import('../features/imports/index.ts'), 'ImportScreen'),
})

const customerRoute = createRoute({
  getParentRoute,
  path: '/clientes/$id',
  validateSearch: profileSearch,
  component: lazyRouteComponent(() => import('../features/customers/index.ts'), 'CustomerProfileScreen'),
})

const serviceRoute = createRoute({
  getParentRoute,
  path: '/clientes/servicios/$id',
  component: lazyRouteComponent(() => import('../features/services/index.ts'), 'ServiceScreen'),
})

const invoicesRoute = createRoute({
  getParentRoute,
  path: '/facturas',
  validateSearch: invoicesSearch,
  beforeLoad: ({ search, location }) => lastInvoicesSearch(search, location.pathname),
  component: lazyRouteComponent(() => import('../features/billing/index.ts'), 'InvoicesScreen'),
})

/** The same screen with that invoice open: the list behind it stays where it was. */
const invoiceRoute = createRoute({ getParentRoute: () => invoicesRoute, path: '$id' })

const runRoute = createRoute({
  getParentRoute,
  path: '/facturas/facturar',
  validateSearch: runSearch,
  component: lazyRouteComponent(() => import('../features/billing/run/index.ts'), 'RunScreen'),
})

const runsRoute = createRoute({
  getParentRoute,
  path: '/facturas/corridas',
  validateSearch: runsSearch,
  component: lazyRouteComponent(() => import('../features/billing/run/index.ts'), 'RunsScreen'),
})

const runDetailRoute = createRoute({
  getParentRoute,
  path: '/facturas/corridas/$corridaId',
  component: lazyRouteComponent(() => import('../features/billing/run/index.ts'), 'RunDetailScreen'),
})

const notesRoute = createRoute({
  getParentRoute,
  path: '/facturas/notas',
  validateSearch: notesSearch,
  component: lazyRouteComponent(() => import('../features/billing/accounts/index.ts'), 'NotesScreen'),
})

const reconciliationRoute = createRoute({
  getParentRoute,
  path: '/conciliacion',
  validateSearch: reconciliationSearch,
  component: lazyRouteComponent(() => import('../features/reconciliation/index.ts'), 'ReconciliationScreen'),
})

const statementRoute = createRoute({
  getParentRoute,
  path: '/conciliacion/importar',
  component: lazyRouteComponent(() => import('../features/reconciliation/index.ts'), 'StatementImportScreen'),
})

const reportsRoute = createRoute({
  getParentRoute,
  path: '/reportes',
  validateSearch: reportsSearch,
  component: lazyRouteComponent(() => import('../features/reports/index.ts'), 'ReportsScreen'),
})

const mailRoute = createRoute({
  getParentRoute,
  path: '/correos',
  validateSearch: mailSearch,
  component: lazyRouteComponent(() => import('../features/mail/index.ts'), 'MailScreen'),
})

const networkRoute = createRoute({
  getParentRoute,
  path: '/red',
  validateSearch: devicesSearch,
  beforeLoad: ({ search }) => lastDevicesSearch(search),
  component: lazyRouteComponent(() => import('../features/network/index.ts'), 'DevicesScreen'),
})

const cutsRoute = createRoute({
  getParentRoute,
  path: '/red/cortes',
  validateSearch: cutsSearch,
  component: lazyRouteComponent(() => import('../features/cuts/index.ts'), 'CutsScreen'),
})

const cutRunsRoute = createRoute({
  getParentRoute,
  path: '/red/cortes/historial',
  component: lazyRouteComponent(() => import('../features/cuts/index.ts'), 'CutRunsScreen'),
})

const cutRunRoute = createRoute({
  getParentRoute,
  path: '/red/cortes/$corridaId',
  component: lazyRouteComponent(() => import('../features/cuts/index.ts'), 'CutRunScreen'),
})

const addDeviceRoute = createRoute({
  getParentRoute,
  path: '/red/agregar',
  validateSearch: addSearch,
  component: lazyRouteComponent(() => import('../features/network/index.ts'), 'AddScreen'),
})

const deviceRoute = createRoute({
  getParentRoute,
  path: '/red/equipos/$id',
  validateSearch: deviceSearch,
  component: lazyRouteComponent(() => import('../features/network/index.ts'), 'DeviceScreen'),
})

const editDeviceRoute = createRoute({
  getParentRoute,
  path: '/red/equipos/$id/editar',
  component: lazyRouteComponent(() => import('../features/network/index.ts'), 'EditScreen'),
})

const networkJobsRoute = createRoute({
  getParentRoute,
  path: '/red/trabajos',
  validateSearch: jobsSearch,
  component: lazyRouteComponent(() => import('../features/network/index.ts'), 'JobsScreen'),
})

const driftRoute = createRoute({
  getParentRoute,
  path: '/red/diferencias',
  validateSearch: driftSearch,
  component: lazyRouteComponent(() => import('../features/network/index.ts'), 'DriftScreen'),
})

const linksRoute = createRoute({
  getParentRoute,
  path: '/red/vincular',
  component: lazyRouteComponent(() => import('../features/links/index.ts'), 'LinksScreen'),
})

const settingsHomeRoute = createRoute({
  getParentRoute,
  path: '/ajustes',
  component: () => <Navigate to="/ajustes/$seccion" params={{ seccion: 'apariencia' }} replace />,
})

const settingsRoute = createRoute({
  getParentRoute,
  path: '/ajustes/$seccion',
  component: lazyRouteComponent(() => import('../features/settings/index.ts'), 'SettingsScreen'),
})

const routeTree = rootRoute.addChildren([
  homeRoute,
  counterRoute,
  cajaRoute,
  reversalsRoute,
  gatewaysRoute,
  newRoundRoute,
  roundRoute,
  customersRoute,
  importRoute,
  customerRoute,
  serviceRoute,
  invoicesRoute.addChildren([invoiceRoute]),
  runRoute,
  runsRoute,
  runDetailRoute,
  notesRoute,
  reconciliationRoute,
  statementRoute,
  reportsRoute,
  mailRoute,
  networkRoute,
  cutsRoute,
  cutRunsRoute,
  cutRunRoute,
  addDeviceRoute,
  deviceRoute,
  editDeviceRoute,
  networkJobsRoute,
  driftRoute,
  linksRoute,
  settingsHomeRoute,
  settingsRoute,
])

function Home() {
  return <Navigate to={useHome()} replace />
}

/** A router of its own for each session, so that the next person starts afresh. */
export const createOfficeRouter = () => {
  forgetKept()
  return createRouter({
    routeTree,
    history: createHashHistory(),
    defaultErrorComponent: ScreenError,
    defaultNotFoundComponent: Home,
    defaultPendingMinMs: 0,
    scrollRestoration: false,
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createOfficeRouter>
  }
}
