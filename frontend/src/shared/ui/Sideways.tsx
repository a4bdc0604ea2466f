/** A place for what may be larger than it: where it scrolls, the keys reach it too. */
import { type ReactNode, useEffect, useRef, useState } from "react";

interface Props {
  /** What scrolls, for those who do not see it. */
  label: string;
  className?: string;
  children: ReactNode;
}

export function Sideways({ label, className = "", children }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const [scrolls, setScrolls] = useState(false);
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const look = () =>
      setScrolls(
        element.scrollWidth > element.clientWidth || element.scrollHeight > element.clientHeight + 1,
      );
    const observer = new ResizeObserver(look);
    for (const one of [element, ...element.children]) observer.observe(one);
    look();
    return () => observer.disconnect();
  }, []);
  return (
    <div
      ref={place}
      className={`scroll-x ${className}`}
      role="group"
      aria-label={label}
      {...(scrolls ? { tabIndex: 0 } : {})}
    >
      {children}
    </div>
  );
}
