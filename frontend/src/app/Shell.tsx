/** The frame of every page: rail, top bar, the strip when data are late, and the keys that work everywhere. */
import { ActionIcon, Button, Menu, useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, Outlet, useNavigate, useRouterState } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useState } from "react";
import { answer, client } from "~/shared/api/client";
import { addDays, today, ZONES } from "~/shared/lib/dates";
import { changeSettings, useSettings } from "~/shared/lib/settings";
import { meQuery, useMe } from "~/shared/session/session";
import { Brand } from "~/shared/ui/Brand";
import {
  IconCheck,
  IconCloudOff,
  IconKeyboard,
  IconLogout,
  IconMenu2,
  IconMoon,
  IconSearch,
  IconSun,
  IconUser,
} from "~/shared/ui/icons";
import { FreshnessBadge, LateStrip } from "./Freshness";
import { GROUPS } from "./navigation";
import { useGlobalKeys } from "./useGlobalKeys";

const CommandPalette = lazy(() => import("./CommandPalette"));
const KeyboardHelp = lazy(() => import("./KeyboardHelp"));

export function Shell() {
  const [asked, setAsked] = useState<"palette" | "keys" | null>(null);
  const [menu, setMenu] = useState(false);
  const path = useRouterState({ select: (state) => state.location.pathname });
  useGlobalKeys({ palette: () => setAsked("palette"), help: () => setAsked("keys") });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new page closes the menu
  useEffect(() => setMenu(false), [path]);
  return (
    <>
      <a className="skip" href="#content">
        Skip to the content
      </a>
      <div className="frame">
        <Rail open={menu} />
        <div>
          <header className="topbar">
            <ActionIcon
              className="menu-button"
              aria-label="Menu"
              aria-expanded={menu}
              onClick={() => setMenu(!menu)}
            >
              <IconMenu2 size={17} />
            </ActionIcon>
            <button
              type="button"
              className="find"
              onClick={() => setAsked("palette")}
              aria-label="Find a line, shipment or HTS number"
            >
              <IconSearch size={15} aria-hidden />
              <span>Find a line, shipment or HTS number</span>
              <kbd>Ctrl K</kbd>
            </button>
            <div className="grow" />
            <FreshnessBadge />
            <ZoneMenu />
            <SchemeButton />
            <UserMenu onKeys={() => setAsked("keys")} />
          </header>
          <OfflineStrip />
          <LateStrip />
          <main
            id="content"
            className="content"
            tabIndex={-1}
            onClick={() => menu && setMenu(false)}
            onKeyDown={() => undefined}
          >
            <Outlet />
          </main>
        </div>
      </div>
      <Suspense>
        {asked === "palette" ? <CommandPalette onClose={() => setAsked(null)} /> : null}
        {asked === "keys" ? <KeyboardHelp onClose={() => setAsked(null)} /> : null}
      </Suspense>
    </>
  );
}

function Rail({ open }: { open: boolean }) {
  const { role } = useMe();
  const last = today();
  const failed = useQuery({
    queryKey: ["comparisons", "open", last],
    queryFn: () =>
      answer(
        client.GET("/api/comparisons", {
          params: { query: { from: addDays(last, -30), to: last, status: "fail", limit: 1 } },
        }),
      ),
    staleTime: 120_000,
    select: ({ totals }) => totals.fail,
  });
  return (
    <nav className={open ? "rail open" : "rail"} aria-label="Pages">
      <Link to="/" className="brand">
        <Brand />
      </Link>
      {GROUPS.map((group) => {
        const pages = group.pages.filter((page) => !page.admin || role === "admin");
        if (pages.length === 0) return null;
        return (
          <section key={group.name} aria-labelledby={`rail-${group.name}`}>
            <h2 id={`rail-${group.name}`}>{group.name}</h2>
            <ul>
              {pages.map((page) => (
                <li key={page.to}>
                  <Link to={page.to as "/"} activeOptions={{ exact: page.to === "/", includeSearch: false }}>
                    <page.icon size={18} stroke={1.7} aria-hidden />
                    {page.name}
                    {page.to === "/comparison" && failed.data ? (
                      <span className="count" title="Failed comparisons of the last 31 days">
                        {failed.data}
                        <span className="hidden-visually"> failed</span>
                      </span>
                    ) : null}
                  </Link>
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </nav>
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

function OfflineStrip() {
  const [offline, setOffline] = useState(() => !navigator.onLine);
  useEffect(() => {
    const change = () => setOffline(!navigator.onLine);
    window.addEventListener("online", change);
    window.addEventListener("offline", change);
    return () => {
      window.removeEventListener("online", change);
      window.removeEventListener("offline", change);
    };
  }, []);
  if (!offline) return null;
  return (
    <div className="strip" role="status">
      <IconCloudOff size={16} aria-hidden />
      This computer is offline. What is on the page stays readable; nothing new can be asked for.
    </div>
  );
}
