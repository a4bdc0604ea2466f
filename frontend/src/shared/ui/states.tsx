/** What a page shows when it has nothing to show: why, what still works, and the id to quote. */
import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { ApiError, OfflineError } from "~/shared/api/client";
import { IconAlertTriangle, IconCloudOff, IconListDetails, IconLock, IconSearch } from "./icons";

const ICON = { size: 28, stroke: 1.5, "aria-hidden": true } as const;

interface StateProps {
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
  icon?: ReactNode;
}

export function EmptyState({ title, children, actions, icon }: StateProps) {
  return (
    <div className="state">
      {icon ?? <IconListDetails {...ICON} />}
      <h2>{title}</h2>
      {children ? <p>{children}</p> : null}
      {actions ? <div className="actions">{actions}</div> : null}
    </div>
  );
}

/** Something is there, but nothing of it passes the filters. */
export function NoMatch({ what, onClear }: { what: string; onClear: () => void }) {
  return (
    <EmptyState
      title={`No ${what} match`}
      icon={<IconSearch {...ICON} />}
      actions={<Button onClick={onClear}>Clear all filters</Button>}
    >
      Nothing passes the filters that are set.
    </EmptyState>
  );
}

export function Forbidden({ detail, requestId }: { detail?: string; requestId?: string }) {
  return (
    <div className="state" role="alert">
      <IconLock {...ICON} />
      <h2>This is for administrators</h2>
      <p>
        {detail ||
          "Your role does not include this page. Ask an administrator of your company if you need it."}
      </p>
      {requestId ? <RequestId id={requestId} /> : null}
    </div>
  );
}

function RequestId({ id }: { id: string }) {
  return (
    <p className="small third">
      Request <span className="mono">{id}</span> – quote it when you ask for help.
    </p>
  );
}

/** An error in words: what happened, whether trying again helps, and the request id. */
export function ErrorState({ error, onRetry }: { error: unknown; onRetry?: (() => void) | undefined }) {
  if (error instanceof ApiError && error.status === 403) {
    return <Forbidden detail={error.problem.detail} requestId={error.problem.requestId} />;
  }
  const offline = error instanceof OfflineError;
  const problem = error instanceof ApiError ? error.problem : null;
  return (
    <div className="state" role="alert">
      {offline ? <IconCloudOff {...ICON} /> : <IconAlertTriangle {...ICON} />}
      <h2>{offline ? "No connection" : (problem?.title ?? "This page could not be shown")}</h2>
      <p>
        {problem
          ? problem.detail || "The server gave no reason."
          : error instanceof Error
            ? error.message
            : String(error)}
      </p>
      {problem?.requestId ? <RequestId id={problem.requestId} /> : null}
      {onRetry ? (
        <div className="actions">
          <Button onClick={onRetry}>Try again</Button>
        </div>
      ) : null}
    </div>
  );
}

/** Bones of the final shape, so that nothing moves when the data arrive. */
export function Loading({ rows = 6, label = "Loading" }: { rows?: number; label?: string }) {
  return (
    <div className="pad" role="status" aria-label={label}>
      {Array.from({ length: rows }, (_, number) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: bones have no identity and never change places
          key={number}
          className="bone"
          style={{ height: 14, width: `${92 - ((number * 17) % 38)}%`, marginBottom: 19 }}
        />
      ))}
    </div>
  );
}

export function Bone({ width, height = 14 }: { width: number | string; height?: number }) {
  return <span className="bone" style={{ display: "inline-block", width, height }} />;
}

interface AskedProps<T> {
  query: { data: T | undefined; error: unknown; isPending: boolean; refetch: () => unknown };
  loading?: ReactNode;
  children: (data: T) => ReactNode;
}

/** A query as what it is at the moment: bones, an error, or its data. */
export function Asked<T>({ query, loading, children }: AskedProps<T>) {
  if (query.data !== undefined) return children(query.data);
  if (query.error) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  return loading ?? <Loading />;
}

/** The data on the page are older than they should be: the last request failed. */
export function StaleNote({ query }: { query: { data: unknown; error: unknown; refetch: () => unknown } }) {
  if (query.data === undefined || !query.error) return null;
  return (
    <div className="strip" role="status">
      <IconAlertTriangle size={16} aria-hidden />
      These figures may be out of date: the last refresh failed.
      <button type="button" className="link-button" onClick={() => void query.refetch()}>
        Refresh
      </button>
    </div>
  );
}
