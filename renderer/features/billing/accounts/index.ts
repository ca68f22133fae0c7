export { NotesScreen } from './NotesScreen.tsx'
