// Everything that screens are drawn with. Layered: what a screen's own module says wins, in whatever order they come.
import '@mantine/core/styles.layer.css'
import '@mantine/dates/styles.layer.css'
import '@mantine/notifications/styles.layer.css'
