/** Ctrl K: one field that leads to any line, shipment, product, HTS number, measure, page or action. */
import { useMantineColorScheme } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useNavigate } from "@tanstack/react-router";
import { type KeyboardEvent, useCallback, useEffect, useId, useMemo, useState } from "react";
import { useMe } from "~/shared/session/session";
import { Dialog } from "~/shared/ui/Dialog";
import { IconMoon, IconSearch, IconSun } from "~/shared/ui/icons";
import { type Item, lineItems, referenceItems, shipmentItems } from "./findItems";
import { type Found, LEAST_LETTERS, useFinding } from "./finding";
import { takeKeys } from "./keysMeanwhile";
import { pagesFor } from "./navigation";

/** Pages and actions by name; those that begin with what was typed stand before all that is looked up. */
function useNamed(typed: string): { first: Item[]; last: Item[] } {
  const navigate = useNavigate();
  const { may } = useMe();
  const { setColorScheme } = useMantineColorScheme();
  return useMemo(() => {
    const pages = pagesFor(may).flatMap((group) =>
      group.pages.map(
        (page): Item => ({
          id: page.to,
          group: "Pages",
          icon: page.icon,
          name: page.name,
          hint: page.keys,
          go: () => void navigate({ to: page.to as "/" }),
        }),
      ),
    );
    const scheme = (id: "light" | "dark", icon: Item["icon"], name: string): Item => ({
      id,
      group: "Actions",
      icon,
      name,
      go: () => setColorScheme(id),
    });
    const all = [
      ...pages,
      scheme("light", IconSun, "Light colours"),
      scheme("dark", IconMoon, "Dark colours"),
    ];
    const small = typed.toLowerCase();
    const begins = ({ name }: Item) => small !== "" && name.toLowerCase().startsWith(small);
    return {
      first: all.filter(begins),
      last: all.filter((item) => item.name.toLowerCase().includes(small) && !begins(item)),
    };
  }, [typed, may, navigate, setColorScheme]);
}

export default function CommandPalette({ onClose }: { onClose: () => void }) {
  const navigate = useNavigate();
  const [text, setText] = useState("");
  const typed = text.trim();
  const [paused] = useDebouncedValue(typed, 200);
  /** What Enter was pressed on before anything was found: looked up at once, and gone to when it is. */
  const [hurried, setHurried] = useState<string | null>(null);
  const asked = hurried ?? paused;
  const [at, setAt] = useState(0);
  const list = useId();
  const found = useFinding(asked);
  const named = useNamed(typed);
  const looking = asked !== typed || found.looking;

  const certain = [...shipmentItems(typed, found, navigate), ...named.first];
  const looked =
    asked === typed ? [...referenceItems(typed, found, navigate), ...lineItems(typed, found, navigate)] : [];
  const items = [...certain, ...looked, ...named.last];

  const note = noteOn(typed, items.length === 0, looking, found);

  const choose = useCallback(
    (item: Item | undefined) => {
      if (!item) return;
      onClose();
      item.go();
    },
    [onClose],
  );
  const write = (next: string) => {
    setText(next);
    setAt(0);
    setHurried(null);
  };
  const first = items[0];
  useEffect(() => {
    if (hurried === null || looking) return;
    setHurried(null);
    choose(first);
  }, [hurried, looking, first, choose]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      setAt((items.length + at + step) % Math.max(1, items.length));
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (looking && at === 0 && certain.length === 0) setHurried(typed);
      else choose(items[at]);
    }
  };

  return (
    <Dialog
      onClose={onClose}
      withCloseButton={false}
      padding={0}
      size={560}
      yOffset="12vh"
      centered={false}
      title={<span className="hidden-visually">Find</span>}
      styles={{ header: { minHeight: 0, height: 0, padding: 0 } }}
    >
      <div className="palette">
        <div className="palette-field">
          <IconSearch size={17} aria-hidden />
          <input
            data-autofocus
            role="combobox"
            aria-expanded
            aria-controls={list}
            aria-activedescendant={items[at] ? `${list}-${at}` : undefined}
            aria-label="Find a line, shipment, product, HTS number, page or action"
            placeholder="Line, shipment, product, HTS number, page or action"
            value={text}
            maxLength={100}
            onChange={(event) => write(event.currentTarget.value)}
            onFocus={() => {
              const before = takeKeys();
              if (before) write(text + before);
            }}
            onKeyDown={onKeyDown}
            spellCheck={false}
          />
          <kbd>Esc</kbd>
        </div>
        <div id={list} role="listbox" aria-label="Found" className="palette-list">
          {items.map((item, index) => (
            <div key={`${item.group}-${item.id}`}>
              {index === 0 || items[index - 1]?.group !== item.group ? (
                <div className="palette-group" role="presentation">
                  {item.group}
                </div>
              ) : null}
              {/* biome-ignore lint/a11y/useKeyWithClickEvents: the field holds the focus and takes the keys */}
              <div
                id={`${list}-${index}`}
                role="option"
                tabIndex={-1}
                aria-selected={index === at}
                className="palette-item"
                ref={(node) => {
                  if (index === at) node?.scrollIntoView?.({ block: "nearest" });
                }}
                onMouseMove={() => index !== at && setAt(index)}
                onClick={() => choose(item)}
              >
                <item.icon size={16} />
                <span>{item.name}</span>
                {item.hint ? <span className="second small">{item.hint}</span> : null}
              </div>
            </div>
          ))}
        </div>
        {note ? <p className="pad second">{note}</p> : null}
      </div>
    </Dialog>
  );
}

/** What is to be said under the offers: why there are none, or why there may be too few. */
function noteOn(typed: string, none: boolean, looking: boolean, { failure, to }: Found): string | null {
  if (typed !== "" && typed.length < LEAST_LETTERS)
    return "What is looked up needs three letters or digits at least.";
  if (looking) return none ? "Looking…" : null;
  if (failure) return `Not everything could be looked up: ${failure.message}`;
  if (!none) return null;
  return `Nothing found in the 31 days up to ${to}. An older shipment is found by its whole number.`;
}
