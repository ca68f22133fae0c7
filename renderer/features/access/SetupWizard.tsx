import { Button, Stack, Stepper, Text, Title } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { type Session, zTenantInput } from '../../../contract/index.ts'
import { zEmail, zPassword, zPin, zText } from '../../../contract/schemas.ts'
import { setBrandColor } from '../../app/brand.ts'
import { DEFAULT_COLOR } from '../../app/theme.ts'
import { ErrorNote } from '../../components/ErrorNote.tsx'
import { useFormErrors } from '../../components/formErrors.ts'
import { InvalidSummary, useInvalidFields } from '../../components/InvalidSummary.tsx'
import { Keys } from '../../components/KeyButton.tsx'
import { rpc } from '../../rpc/client.ts'
import { toOfficeError } from '../../rpc/errors.ts'
import { useRequestId } from '../../rpc/requestId.ts'
import styles from './access.module.css'
import { AdminStep, type AdminValues } from './AdminStep.tsx'
import { guessCountry } from './countries.ts'
import { DemoProgress } from './DemoProgress.tsx'
import { LanguagePicker } from './LanguagePicker.tsx'
import { PaperPreview } from './PaperPreview.tsx'
import { type Beginning, StartStep } from './StartStep.tsx'
import { TenantContact, TenantIdentity, TenantPlace, TenantTaxes, type TenantValues } from './TenantFields.tsx'
import '../../app/allStyles.ts'

interface Props {
  /** The tenant exists: from now on the office is set up, whatever happens to this window. */
  onCreated: () => void
  /** Enters the office as the admin, at a path. */
  onEnter: (session: Session, path: string) => void
}

const zAdmin = z.object({
  nombre: zText(120),
  email: zEmail,
  password: zPassword,
  pin: z.union([z.literal(''), zPin]),
})

function initialTenant(): TenantValues {
  const { idioma: _, ...place } = guessCountry(Intl.DateTimeFormat().resolvedOptions().timeZone)
  return {
    nombre: '',
    dominio: '',
    logoUrl: null,
    colorPrimario: DEFAULT_COLOR,
    idioma: 'es',
    identificacionFiscal: '',
    direccion: '',
    telefono: '',
    email: '',
    instruccionesPago: '',
    diasVencimiento: 10,
    ...place,
  }
}

const STEPS = ['empresa', 'lugar', 'admin', 'inicio'] as const
const WHERE: Record<Beginning['kind'], string> = {
  empty: '/clientes',
  demo: '/mostrador',
  import: '/clientes/importar',
}

/** The first start: the company, its first person, and what to begin with. */
export function SetupWizard({ onCreated, onEnter }: Props) {
  const { t } = useTranslation('access')
  const { t: common, i18n } = useTranslation()
  const [step, setStep] = useState(0)
  const [beginning, setBeginning] = useState<Beginning>({ kind: 'import', size: 'office' })
  const [trabajoId, setTrabajoId] = useState<string | null>(null)
  const creation = useRequestId()
  const filling = useRequestId()
  const tenantErrors = useFormErrors(zTenantInput)
  const adminErrors = useFormErrors(zAdmin)
  const tenant = useForm<TenantValues>({ initialValues: initialTenant(), validate: tenantErrors })
  const admin = useForm<AdminValues>({
    initialValues: { nombre: '', email: '', password: '', pin: '' },
    validate: adminErrors,
  })
  const { colorPrimario } = tenant.values
  const { setFieldValue: setTenantField } = tenant
  useEffect(() => setBrandColor(colorPrimario), [colorPrimario])
  useEffect(() => {
    const shown = (['es', 'en', 'pt'] as const).find((one) => one === i18n.language)
    if (shown !== undefined) setTenantField('idioma', shown)
  }, [i18n.language, setTenantField])

  const finish = useMutation({
    mutationFn: async () => {
      const { pin, ...person } = admin.values
      const created = await rpc.setup
        .create({
          requestId: creation.id,
          tenant: tenant.values,
          admin: pin === '' ? person : { ...person, pin },
          puesto: { nombre: t('start.seatName'), prefijo: 'P1' },
        })
        .catch((error: unknown) => {
          // A second press after the first one had already worked.
          if (toOfficeError(error).code !== 'setup.done') throw error
        })
      onCreated()
      if (created === undefined) return null
      if (beginning.kind !== 'demo') return null
      return (await rpc.setup.fillDemo({ requestId: filling.id, size: beginning.size })).trabajoId
    },
    onSuccess: (id) => (id === null ? enter.mutate() : setTrabajoId(id)),
  })
  const enter = useMutation({
    mutationFn: () => rpc.access.me(),
    onSuccess: (session) => {
      if (session !== null) onEnter(session, WHERE[beginning.kind])
    },
  })

  const { mutate: goIn } = enter
  const { form, count, look } = useInvalidFields()

  const companyFields = ['nombre', 'logoUrl', 'colorPrimario', 'identificacionFiscal', 'direccion', 'telefono', 'email']
  const stepIsRight = (): boolean => {
    if (step === 2) return !admin.validate().hasErrors
    if (step === 3) return true
    const { errors } = tenant.validate()
    const paths = Object.keys(errors).filter((path) => companyFields.includes(path) === (step === 0))
    tenant.setErrors(Object.fromEntries(paths.map((path) => [path, errors[path]])))
    return paths.length === 0
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const right = stepIsRight()
    look()
    if (!right || finish.isPending || enter.isPending) return
    if (step < STEPS.length - 1) setStep(step + 1)
    else finish.mutate()
  }

  if (trabajoId !== null) {
    return (
      <div className={styles['door']}>
        <main className={styles['doorMain']}>
          {enter.isError && <ErrorNote error={enter.error} onRetry={() => enter.mutate()} />}
          <DemoProgress trabajoId={trabajoId} onEnded={goIn} />
        </main>
      </div>
    )
  }
  const last = step === STEPS.length - 1
  return (
    <form ref={form} className={styles['wizard']} onSubmit={submit} noValidate>
      <header className={styles['wizardHead']}>
        <Title order={1}>{t('wizard.title')}</Title>
        <Stepper
          size="xs"
          active={step}
          className={styles['wizardSteps'] ?? ''}
          allowNextStepsSelect={false}
          onStepClick={setStep}
        >
          {STEPS.map((name) => (
            <Stepper.Step key={name} label={t(`wizard.step.${name}`)} type="button" />
          ))}
        </Stepper>
        <LanguagePicker />
      </header>
      <main className={styles['wizardForm']}>
        <Stack gap="md" className={styles['wizardColumn'] ?? ''}>
          <div>
            <Title order={2}>{t(`wizard.${STEPS[step] ?? 'inicio'}.title`)}</Title>
            <Text size="sm" c="dimmed">
              {t(`wizard.${STEPS[step] ?? 'inicio'}.text`)}
            </Text>
          </div>
          <InvalidSummary count={count} />
          {(finish.isError || enter.isError) && <ErrorNote error={finish.error ?? enter.error} />}
          {step === 0 && (
            <>
              <TenantIdentity form={tenant} />
              <TenantContact form={tenant} />
            </>
          )}
          {step === 1 && (
            <>
              <TenantPlace form={tenant} proposing />
              <TenantTaxes form={tenant} />
            </>
          )}
          {step === 2 && <AdminStep form={admin} />}
          {step === 3 && <StartStep value={beginning} onChange={setBeginning} />}
        </Stack>
      </main>
      <aside className={styles['wizardSide']} aria-label={t('preview.title')}>
        <PaperPreview tenant={tenant.values} />
      </aside>
      <footer className={styles['wizardFoot']}>
        {step > 0 && (
          <Button variant="default" onClick={() => setStep(step - 1)} disabled={finish.isPending}>
            {common('action.back')}
          </Button>
        )}
        <Button type="submit" loading={finish.isPending || enter.isPending} rightSection={<Keys combo="Enter" />}>
          {last ? t(`wizard.finish.${beginning.kind}`) : common('action.next')}
        </Button>
      </footer>
    </form>
  )
}
