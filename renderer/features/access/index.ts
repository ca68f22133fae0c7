export { AccessDoor } from './AccessDoor.tsx'
export { PersonFace } from './PersonFace.tsx'
export { SecretForm } from './SecretForm.tsx'
export { SetupWizard } from './SetupWizard.tsx'
