import {
  type ActionIconProps,
  type BadgeProps,
  type ButtonProps,
  type CheckboxProps,
  type CSSVariablesResolver,
  createTheme,
  type KbdProps,
  type MantineThemeOverride,
  type MenuProps,
  type ModalProps,
  type PaperProps,
  type PortalProps,
  rem,
  type SelectProps,
  type SwitchProps,
  type TableProps,
  type TabsProps,
  type TooltipProps,
} from '@mantine/core'
import { LIGHT_LUMINANCE, palette } from './color.ts'

/** Used until the tenant has chosen one. */
export const DEFAULT_COLOR = '#0f6e66'

const NEUTRAL_LIGHT = [
  '#f7f8f9',
  '#eff1f3',
  '#e4e7ea',
  '#d5dade',
  '#bcc3ca',
  '#7a848e',
  '#5b6570',
  '#454e57',
  '#2b3138',
  '#15191d',
] as const
// Index 0 is text, 7 the surface of panels and 8 the ground beneath them.
const NEUTRAL_DARK = [
  '#e3e7ea',
  '#c6ccd2',
  '#a3acb5',
  '#87919b',
  '#3b434a',
  '#2c3339',
  '#22282d',
  '#1a1f23',
  '#12161a',
  '#0c0f12',
] as const

const FONT =
  "'Inter Variable', Inter, 'Segoe UI', system-ui, -apple-system, Roboto, 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif"

/** What a component is like everywhere; by its props alone, so that the start does not load every component for it. */
const always = <Props>(defaultProps: Partial<Props>) => ({ defaultProps })

const noMotion = { transitionProps: { duration: 100 } }

/** The tenant's colour for identity and the primary action, neutral surfaces for all else. */
export function officeTheme(color: string): MantineThemeOverride {
  return createTheme({
    colors: {
      brand: palette(color),
      gray: NEUTRAL_LIGHT,
      dark: NEUTRAL_DARK,
      red: palette('#d13438'),
      orange: palette('#b45309'),
      yellow: palette('#946200'),
      green: palette('#1d7f46'),
      teal: palette('#0f766e'),
      blue: palette('#2563c9'),
    },
    primaryColor: 'brand',
    primaryShade: 6,
    autoContrast: true,
    luminanceThreshold: LIGHT_LUMINANCE,
    fontFamily: FONT,
    headings: {
      fontFamily: FONT,
      fontWeight: '650',
      sizes: {
        h1: { fontSize: rem(20), lineHeight: '1.3' },
        h2: { fontSize: rem(16), lineHeight: '1.35' },
        h3: { fontSize: rem(14), lineHeight: '1.4' },
      },
    },
    fontSizes: { xs: rem(12), sm: rem(14), md: rem(14), lg: rem(16), xl: rem(20) },
    fontWeights: { regular: '400', medium: '550', bold: '650' },
    lineHeights: { xs: '1.35', sm: '1.43', md: '1.43', lg: '1.4', xl: '1.3' },
    spacing: { xs: rem(6), sm: rem(10), md: rem(16), lg: rem(24), xl: rem(36) },
    radius: { xs: rem(3), sm: rem(5), md: rem(7), lg: rem(10), xl: rem(16) },
    defaultRadius: 'sm',
    cursorType: 'pointer',
    respectReducedMotion: true,
    components: {
      Button: always<ButtonProps>({ size: 'sm' }),
      ActionIcon: always<ActionIconProps>({ variant: 'subtle', color: 'gray' }),
      Badge: always<BadgeProps>({ variant: 'light', radius: 'sm', tt: 'none', fw: 550 }),
      Checkbox: always<CheckboxProps>({ size: 'sm' }),
      Kbd: always<KbdProps>({ size: 'xs' }),
      // Its placeholder for the first focus is not allowed inside a menu.
      Menu: always<MenuProps>({ shadow: 'md', withInitialFocusPlaceholder: false, ...noMotion }),
      Modal: {
        ...always<ModalProps>({
          centered: false,
          yOffset: '8vh',
          overlayProps: { backgroundOpacity: 0.45 },
          // There and gone at once: the next key belongs to the dialog, or to the screen beneath.
          transitionProps: { duration: 0 },
        }),
        styles: {
          title: {
            fontWeight: 650,
            fontSize: 'var(--mantine-font-size-lg)',
            lineHeight: 'var(--mantine-line-height-lg)',
          },
        },
      },
      // A header of a dialog is not the banner of the page.
      ModalHeader: { defaultProps: { component: 'div' } },
      Portal: always<PortalProps>({ target: '#floating' }),
      Paper: always<PaperProps>({ withBorder: true, radius: 'md' }),
      Select: always<SelectProps>({ allowDeselect: false, checkIconPosition: 'right' }),
      Switch: always<SwitchProps>({ size: 'sm' }),
      Table: always<TableProps>({ verticalSpacing: 6, horizontalSpacing: 'sm' }),
      Tabs: always<TabsProps>({ keepMounted: false }),
      Tooltip: always<TooltipProps>({ openDelay: 300, withArrow: true }),
    },
  })
}

/** Beside Mantine's variables: `--ground` behind the panels, `--rail`, `--line` between things, and states as text. */
export const officeVariables: CSSVariablesResolver = (theme) => {
  const states = ['brand', 'red', 'orange', 'yellow', 'green', 'teal', 'blue'] as const
  const light = Object.fromEntries(
    states.flatMap((name) => [
      [`--mantine-color-${name}-text`, `var(--mantine-color-${name}-8)`],
      [`--mantine-color-${name}-outline`, `var(--mantine-color-${name}-8)`],
      [`--mantine-color-${name}-light-color`, `var(--mantine-color-${name}-8)`],
    ]),
  )
  const dark = Object.fromEntries(
    states.flatMap((name) => [
      [`--mantine-color-${name}-text`, `var(--mantine-color-${name}-3)`],
      [`--mantine-color-${name}-outline`, `var(--mantine-color-${name}-3)`],
      [
        `--mantine-color-${name}-light`,
        `color-mix(in srgb, var(--mantine-color-${name}-6) 22%, ${theme.colors.dark?.[7]})`,
      ],
      [
        `--mantine-color-${name}-light-hover`,
        `color-mix(in srgb, var(--mantine-color-${name}-6) 32%, ${theme.colors.dark?.[7]})`,
      ],
      [`--mantine-color-${name}-light-color`, `var(--mantine-color-${name}-2)`],
    ]),
  )
  return {
    variables: {},
    light: {
      ...light,
      '--ground': 'var(--mantine-color-gray-0)',
      '--rail': '#ffffff',
      '--line': 'var(--mantine-color-gray-2)',
      '--row-hover': 'var(--mantine-color-gray-0)',
      '--row-active': 'var(--mantine-color-brand-0)',
      '--mantine-color-text': 'var(--mantine-color-gray-9)',
      '--mantine-color-dimmed': 'var(--mantine-color-gray-6)',
      '--mantine-color-placeholder': '#6b7580',
      '--mantine-color-error': 'var(--mantine-color-red-6)',
      '--mantine-color-success': 'var(--mantine-color-green-6)',
      '--mantine-color-anchor': 'var(--mantine-color-brand-8)',
      '--mantine-color-default-border': 'var(--mantine-color-gray-3)',
      '--mantine-color-gray-light-color': 'var(--mantine-color-gray-7)',
      '--mantine-color-disabled-color': '#78828c',
    },
    dark: {
      ...dark,
      '--ground': 'var(--mantine-color-dark-8)',
      '--rail': 'var(--mantine-color-dark-9)',
      '--line': 'var(--mantine-color-dark-5)',
      '--row-hover': 'var(--mantine-color-dark-6)',
      '--row-active': 'color-mix(in srgb, var(--mantine-color-brand-6) 20%, var(--mantine-color-dark-7))',
      '--mantine-color-text': 'var(--mantine-color-dark-0)',
      '--mantine-color-dimmed': 'var(--mantine-color-dark-2)',
      '--mantine-color-placeholder': 'var(--mantine-color-dark-3)',
      '--mantine-color-error': 'var(--mantine-color-red-4)',
      '--mantine-color-success': 'var(--mantine-color-green-4)',
      '--mantine-color-anchor': 'var(--mantine-color-brand-3)',
      '--mantine-color-default-border': 'var(--mantine-color-dark-4)',
      '--mantine-color-gray-light': 'var(--mantine-color-dark-5)',
      '--mantine-color-gray-light-hover': 'var(--mantine-color-dark-5)',
      '--mantine-color-gray-light-color': 'var(--mantine-color-dark-1)',
      '--mantine-color-disabled-color': 'var(--mantine-color-dark-3)',
    },
  }
}
