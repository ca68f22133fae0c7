import { Link, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { CajaSection } from '../caja/CajaSection.tsx'
import { CutsSection } from '../cuts/CutsSection.tsx'
import { GatewaysSection } from '../gateways/GatewaysSection.tsx'
import { MailSection, RemindersSection } from '../mail/index.ts'
import { RedSection } from '../network/settings/RedSection.tsx'
import { PrinterSection } from '../printing/PrinterSection.tsx'
import { SECTIONS, type Section, useSections } from './sections.ts'
import { AboutSection } from './AboutSection.tsx'
import { AccountSection } from './AccountSection.tsx'
import { AppearanceSection } from './AppearanceSection.tsx'
import { AuditSection } from './AuditSection.tsx'
import { BillingSection } from './BillingSection.tsx'
import { CheckSection } from './CheckSection.tsx'
import { CompanySection } from './CompanySection.tsx'
import { PeopleSection } from './PeopleSection.tsx'
import { PlansSection } from './PlansSection.tsx'
import { SeatSection } from './SeatSection.tsx'
import styles from './settings.module.css'

const SCREENS: Record<Section, () => React.ReactNode> = {
  empresa: CompanySection,
  personas: PeopleSection,
  planes: PlansSection,
  facturacion: BillingSection,
  caja: CajaSection,
  pasarelas: GatewaysSection,
  correo: MailSection,
  recordatorios: RemindersSection,
  cortes: CutsSection,
  red: RedSection,
  puesto: SeatSection,
  impresora: PrinterSection,
  apariencia: AppearanceSection,
  cuenta: AccountSection,
  verificacion: CheckSection,
  auditoria: AuditSection,
  acerca: AboutSection,
}

/** Ajustes: sections on the left, one of them on the right. */
export function SettingsScreen() {
  const { t } = useTranslation('settings')
  const { seccion } = useParams({ strict: false })
  const allowed = useSections()
  const current = allowed.find(({ id }) => id === seccion)?.id ?? allowed[0]?.id ?? 'apariencia'
  const Screen = SCREENS[current]
  return (
    <div className={styles['settings']}>
      <nav className={styles['sections']} aria-label={t('sections')}>
        {SECTIONS.filter((section) => allowed.includes(section)).map(({ id, icon: SectionIcon }) => (
          <Link
            key={id}
            to="/ajustes/$seccion"
            params={{ seccion: id }}
            className={styles['section']}
            data-active={id === current || undefined}
            aria-current={id === current ? 'page' : undefined}
          >
            <SectionIcon size={17} stroke={1.7} aria-hidden />
            {t(`section.${id}`)}
          </Link>
        ))}
      </nav>
      <div className={styles['content']}>
        <Screen key={current} />
      </div>
    </div>
  )
}
