/** Files on their way to the store: kept outside the page, so that leaving it does not stop them. */
import { useSyncExternalStore } from "react";
import { ApiError, answer, client } from "~/shared/api/client";
import type { UploadForm } from "~/shared/api/types";
import type { Source } from "./files";

export interface Sending {
  name: string;
  size: number;
  sent: number;
  id: string | null;
  problem: string;
  done: boolean;
}

let current: Sending | null = null;
let request: XMLHttpRequest | null = null;
const listeners = new Set<() => void>();

function change(next: Sending | null) {
  current = next;
  for (const listener of listeners) listener();
}

export function useSending(): Sending | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
  );
}

export function cancelSending(): void {
  request?.abort();
  request = null;
  change(null);
}

/**
 * Ask for a place, then send the file there; `source` says what it is, where its name does not. The id of the upload, or
 * null where it did not arrive.
 */
export async function sendFile(file: File, source?: Source): Promise<string | null> {
  change({ name: file.name, size: file.size, sent: 0, id: null, problem: "", done: false });
  try {
    const ticket = await answer(
      client.POST("/api/uploads", {
        body: { file_name: file.name, size: file.size, ...(source ? { source } : {}) },
        params: { header: { "Idempotency-Key": crypto.randomUUID() } },
      }),
    );
    if (file.size > ticket.most_bytes) {
      throw new Error(
        `The file has ${megabytes(file.size)}; at most ${megabytes(ticket.most_bytes)} are taken.`,
      );
    }
    await post(
      ticket.url,
      formOf(ticket.fields, file),
      (sent) => current && change({ ...current, id: ticket.id, sent: Math.min(sent, file.size) }),
    );
    if (current) change({ ...current, id: ticket.id, sent: file.size, done: true });
    return ticket.id;
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") return null;
    if (current) change({ ...current, problem: wordsOf(error) });
    return null;
  }
}

/** The form that the store takes: every field that was signed, and the file last, for what follows it is not read. */
export function formOf(fields: UploadForm["fields"], file: File): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append("file", file);
  return form;
}

function post(url: string, body: FormData, progress: (sent: number) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest();
    request = xhr;
    xhr.upload.onprogress = (event) => progress(event.loaded);
    xhr.onload = () =>
      xhr.status >= 200 && xhr.status < 300
        ? resolve()
        : reject(
            new Error(
              `The store refused the file (${xhr.status}). Start again; a place is kept for some minutes only.`,
            ),
          );
    xhr.onerror = () =>
      reject(new Error("The connection broke. Nothing was taken over; send the file again."));
    xhr.onabort = () => reject(new DOMException("cancelled", "AbortError"));
    xhr.open("POST", url);
    xhr.send(body);
  });
}

/** What the API has against a file, without the names of its fields. */
function wordsOf(error: unknown): string {
  if (error instanceof ApiError && Object.keys(error.problem.errors).length > 0)
    return Object.values(error.problem.errors).flat().join(" ");
  return error instanceof Error ? error.message : "The file could not be sent.";
}

export function megabytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} bytes`;
  if (bytes < 1024 * 1024) return `${(bytes / 1024).toFixed(1)} KB`;
  return `${(Math.ceil((bytes * 10) / (1024 * 1024)) / 10).toFixed(1)} MB`;
}
