import { lazy } from 'react'
import { behindTheDoor } from '../../app/behind.ts'

export { AccessDoor } from './AccessDoor.tsx'
export { PersonFace } from './PersonFace.tsx'
export { SecretForm } from './SecretForm.tsx'

/** Needed once in the life of an office, so not a part of each start. Wants a Suspense around it. */
export const SetupWizard = lazy(() =>
  behindTheDoor(() => import('./SetupWizard.tsx')).then((module) => ({ default: module.SetupWizard })),
)
