/** Which columns are shown, and how dense the rows stand. */
import { Button, Checkbox, Popover, SegmentedControl } from "@mantine/core";
import { changeSettings, type Settings, useSettings } from "~/shared/lib/settings";
import { IconColumns3 } from "~/shared/ui/icons";

interface Props {
  columns: { id: string; header: string; essential?: boolean }[];
  hidden: readonly string[];
  onHidden: (hidden: string[]) => void;
}

export function Columns({ columns, hidden, onHidden }: Props) {
  const { density } = useSettings();
  return (
    <Popover position="bottom-end" trapFocus>
      <Popover.Target>
        <Button className="not-on-phones" leftSection={<IconColumns3 size={15} aria-hidden />}>
          Columns
        </Button>
      </Popover.Target>
      <Popover.Dropdown p={12}>
        <div
          role="group"
          aria-label="Columns"
          style={{ display: "grid", gap: 9, maxHeight: 380, overflowY: "auto" }}
        >
          {columns.map((column) => (
            <Checkbox
              key={column.id}
              size="xs"
              label={column.header}
              checked={!hidden.includes(column.id)}
              disabled={column.essential === true}
              onChange={(event) =>
                onHidden(
                  event.currentTarget.checked
                    ? hidden.filter((id) => id !== column.id)
                    : columns.map(({ id }) => id).filter((id) => hidden.includes(id) || id === column.id),
                )
              }
            />
          ))}
        </div>
        <SegmentedControl
          mt={10}
          size="xs"
          fullWidth
          aria-label="Row height"
          value={density}
          onChange={(value) => changeSettings({ density: value as Settings["density"] })}
          data={[
            { value: "compact", label: "Compact" },
            { value: "regular", label: "Regular" },
            { value: "comfortable", label: "Airy" },
          ]}
        />
      </Popover.Dropdown>
    </Popover>
  );
}
