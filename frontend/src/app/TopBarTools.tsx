/** What stands at the right of the top bar; it comes a moment after the page. */
import { ActionIcon, Button, Menu, useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { answer, client } from "~/shared/api/client";
import { ZONES } from "~/shared/lib/dates";
import { changeSettings, useSettings } from "~/shared/lib/settings";
import { meQuery, useMay, useMe } from "~/shared/session/session";
import { IconCheck, IconKeyboard, IconLogout, IconMoon, IconSun, IconUser } from "~/shared/ui/icons";
import { FreshnessBadge } from "./Freshness";

export default function TopBarTools({ onKeys }: { onKeys: () => void }) {
  return (
    <>
      {useMay("GET /api/pipeline") ? <FreshnessBadge /> : null}
      <ZoneMenu />
      <SchemeButton />
      <UserMenu onKeys={onKeys} />
    </>
  );
}

function ZoneMenu() {
  const { zone } = useSettings();
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          className="zone-button"
          aria-label={`Times are in ${ZONES.find(({ value }) => value === zone)?.label}`}
        >
          {ZONES.find(({ value }) => value === zone)?.short}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Show times in</Menu.Label>
        {ZONES.map((one) => (
          <Menu.Item
            key={one.value}
            onClick={() => changeSettings({ zone: one.value })}
            leftSection={
              one.value === zone ? (
                <IconCheck size={15} aria-hidden />
              ) : (
                <span style={{ display: "inline-block", width: 15 }} />
              )
            }
          >
            {one.label}
          </Menu.Item>
        ))}
        <Menu.Label>Entry dates never shift.</Menu.Label>
      </Menu.Dropdown>
    </Menu>
  );
}

function SchemeButton() {
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme("light");
  const next = scheme === "dark" ? "light" : "dark";
  return (
    <ActionIcon aria-label={`Switch to ${next} colours`} onClick={() => setColorScheme(next)}>
      {scheme === "dark" ? <IconSun size={17} /> : <IconMoon size={17} />}
    </ActionIcon>
  );
}

function UserMenu({ onKeys }: { onKeys: () => void }) {
  const me = useMe();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const signOut = async () => {
    await answer(client.POST("/api/auth/logout")).catch(() => undefined);
    await navigate({ to: "/sign-in" });
    queryClient.removeQueries({ queryKey: meQuery.queryKey });
    queryClient.clear();
  };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={`Account of ${me.name}`}>
          <IconUser size={17} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {me.name}, {me.role}
        </Menu.Label>
        <Menu.Item component={Link} to="/account" leftSection={<IconUser size={15} aria-hidden />}>
          Your account
        </Menu.Item>
        <Menu.Item leftSection={<IconKeyboard size={15} aria-hidden />} onClick={onKeys}>
          Keyboard
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={15} aria-hidden />} onClick={() => void signOut()}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
