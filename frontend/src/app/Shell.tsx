/** The frame of every page: rail, top bar, the strip when data are late, and the keys that work everywhere. */
import { ActionIcon } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, Outlet, useRouterState } from "@tanstack/react-router";
import { Suspense, useEffect, useState } from "react";
import { unjudgedQuery } from "~/shared/session/failed";
import { useNewest } from "~/shared/session/pipeline";
import { useMay, useMe } from "~/shared/session/session";
import { Brand } from "~/shared/ui/Brand";
import { IconCloudOff, IconMenu2, IconSearch } from "~/shared/ui/icons";
import { lazily } from "~/shared/ui/lazily";
import { keepKeys, takeKeys } from "./keysMeanwhile";
import { LateStrip } from "./LateStrip";
import { pagesFor } from "./navigation";
import { useGlobalKeys } from "./useGlobalKeys";

const TopBarTools = lazily(() => import("./TopBarTools"));
const loadPalette = () => import("./CommandPalette");
const CommandPalette = lazily(() =>
  loadPalette().catch((failure: unknown) => {
    takeKeys();
    throw failure;
  }),
);
const KeyboardHelp = lazily(() => import("./KeyboardHelp"));

export function Shell() {
  const [asked, setAsked] = useState<"palette" | "keys" | null>(null);
  const [menu, setMenu] = useState(false);
  const path = useRouterState({ select: (state) => state.location.pathname });
  const pipeline = useMay("GET /api/pipeline");
  const openPalette = () => {
    if (asked !== "palette") keepKeys(() => setAsked(null));
    setAsked("palette");
  };
  const close = () => {
    takeKeys();
    setAsked(null);
  };
  useEffect(() => () => void takeKeys(), []);
  usePaletteBeforehand();
  useGlobalKeys({ palette: openPalette, help: () => setAsked("keys") });
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
              onClick={openPalette}
              aria-label="Find a line, shipment or HTS number"
            >
              <IconSearch size={15} aria-hidden />
              <span>Find a line, shipment or HTS number</span>
              <kbd>Ctrl K</kbd>
            </button>
            <div className="grow" />
            <Suspense>
              <TopBarTools onKeys={() => setAsked("keys")} />
            </Suspense>
          </header>
          <OfflineStrip />
          {pipeline ? <LateStrip /> : null}
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
        {asked === "palette" ? <CommandPalette onClose={close} /> : null}
        {asked === "keys" ? <KeyboardHelp onClose={() => setAsked(null)} /> : null}
      </Suspense>
    </>
  );
}

/** The palette is there before it is asked for: loaded as soon as the first page has nothing to do. */
function usePaletteBeforehand() {
  useEffect(() => {
    const load = () => void loadPalette().catch(() => undefined);
    if (!("requestIdleCallback" in window)) {
      const timer = setTimeout(load, 1500);
      return () => clearTimeout(timer);
    }
    const idle = requestIdleCallback(load, { timeout: 5000 });
    return () => cancelIdleCallback(idle);
  }, []);
}

function Rail({ open }: { open: boolean }) {
  const { may } = useMe();
  const newest = useNewest();
  const unjudged = useQuery({
    ...unjudgedQuery(newest.compared),
    enabled: newest.known && may.includes("GET /api/comparisons"),
  });
  return (
    <nav className={open ? "rail open" : "rail"} aria-label="Pages">
      <Link to="/" className="brand">
        <Brand />
      </Link>
      {pagesFor(may).map((group) => {
        return (
          <section key={group.name} aria-labelledby={`rail-${group.name}`}>
            <h2 id={`rail-${group.name}`}>{group.name}</h2>
            <ul>
              {group.pages.map((page) => (
                <li key={page.to}>
                  <Link to={page.to as "/"} activeOptions={{ exact: page.to === "/", includeSearch: false }}>
                    <page.icon size={18} stroke={1.7} aria-hidden />
                    {page.name}
                    {page.to === "/comparison" && unjudged.data ? (
                      <span className="count" title={`Failed comparisons of ${newest.compared} to judge`}>
                        {unjudged.data}
                        <span className="hidden-visually"> to judge</span>
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
