import { z } from 'zod'

// Zod would try to compile its schemas with `new Function`, which the content policy refuses and reports. Set before any
// schema is made: what makes schemas is loaded through `behindTheDoor`, never by the start itself.
z.config({ jitless: true })
