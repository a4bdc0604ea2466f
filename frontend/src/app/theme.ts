import { createTheme, type MantineColorsTuple } from "@mantine/core";

const ledger: MantineColorsTuple = [
  "#eef4fb",
  "#dbe7f5",
  "#b5cdea",
  "#8eb6ee",
  "#5f95d6",
  "#3a78c0",
  "#2766ae",
  "#1d549a",
  "#174680",
  "#10335f",
];
const slate: MantineColorsTuple = [
  "#e7ebf1",
  "#c7cfda",
  "#a9b4c3",
  "#8b97a8",
  "#465162",
  "#2a323e",
  "#1b222c",
  "#151a22",
  "#11161d",
  "#0e1218",
];

export const theme = createTheme({
  primaryColor: "ledger",
  primaryShade: { light: 7, dark: 5 },
  colors: { ledger, dark: slate },
  fontFamily: '"IBM Plex Sans Variable", "Plex Fallback", Arial, sans-serif',
  fontFamilyMonospace: '"IBM Plex Mono", ui-monospace, "Cascadia Mono", monospace',
  fontSizes: { xs: "12px", sm: "13px", md: "14px", lg: "16px", xl: "22px" },
  headings: { fontWeight: "600" },
  defaultRadius: 4,
  respectReducedMotion: true,
  cursorType: "pointer",
  components: {
    TextInput: { defaultProps: { size: "xs" } },
    PasswordInput: { defaultProps: { size: "xs" } },
    Textarea: { defaultProps: { size: "xs" } },
    Select: { defaultProps: { size: "xs" } },
    DateInput: { defaultProps: { size: "xs" } },
    DatePickerInput: { defaultProps: { size: "xs" } },
    Button: { defaultProps: { size: "xs", variant: "default" } },
    ActionIcon: { defaultProps: { variant: "default", size: 30 } },
    Input: { defaultProps: { size: "xs" } },
    InputWrapper: { defaultProps: { size: "sm" } },
    Tooltip: {
      defaultProps: { openDelay: 250, withArrow: true, events: { hover: true, focus: true, touch: false } },
    },
    Menu: { defaultProps: { transitionProps: { duration: 100 }, shadow: "sm", radius: 6 } },
    Popover: {
      defaultProps: { transitionProps: { duration: 100 }, shadow: "sm", radius: 6 },
    },
    Modal: {
      defaultProps: {
        transitionProps: { duration: 120 },
        radius: 6,
        centered: true,
        closeButtonProps: { "aria-label": "Close" },
        // Else a dialog would bring a second banner to the page.
        attributes: { header: { role: "none" } },
      },
    },
  },
});
