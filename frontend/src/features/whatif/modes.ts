/** The modes of transport as CBP numbers them, in words. */
import { MODES } from "~/shared/api/values";
import type { Mode } from "./search";

export const MODE_NAMES: Record<Mode, string> = {
  "10": "vessel",
  "11": "vessel, container",
  "12": "border, water-borne",
  "20": "rail",
  "21": "rail, container",
  "30": "truck",
  "31": "truck, container",
  "32": "auto",
  "33": "pedestrian",
  "34": "road, other",
  "40": "air",
  "41": "air, container",
  "50": "mail",
  "60": "passenger, hand-carried",
  "70": "fixed transport",
};
export const MODE_CHOICES = MODES.map((mode) => ({ value: mode, label: `${mode}, ${MODE_NAMES[mode]}` }));
