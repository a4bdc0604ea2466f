/** The head that every page has, and its name in the browser's tab. */
import { type ReactNode, useEffect } from "react";

interface Props {
  title: string;
  /** For the tab, where the title is longer or not plain text. */
  name?: string;
  lead?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

export function Page({ title, name, lead, actions, children }: Props) {
  useEffect(() => {
    document.title = `${name ?? title} – IOR Automation`;
  }, [name, title]);
  return (
    <>
      <div className="page-head">
        <div>
          <h1>{title}</h1>
          {lead ? <p>{lead}</p> : null}
        </div>
        {actions ? <div className="actions">{actions}</div> : null}
      </div>
      {children}
    </>
  );
}
