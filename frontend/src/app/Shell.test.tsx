/** Keys that wait for a palette that does not come: nobody's page keeps them. */
import { screen, waitFor } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { openAt } from "~/test/render";

const chunk = vi.hoisted(() => {
  let fail = (_: Error): void => undefined;
  const promise = new Promise<never>((_, reject) => {
    fail = reject;
  });
  return { promise, fail: (failure: Error) => fail(failure) };
});
vi.mock("./CommandPalette", () => chunk.promise);

/** Whether a key is taken from the page. */
function isKept(): boolean {
  const event = new KeyboardEvent("keydown", { key: "g", bubbles: true, cancelable: true });
  document.body.dispatchEvent(event);
  return event.defaultPrevented;
}

describe("keys for a palette that does not come", () => {
  const asked = async () => {
    const view = openAt("/uploads");
    await screen.findByText("Exchange_Rate.csv");
    await view.user.keyboard("{Control>}k{/Control}");
    expect(isKept()).toBe(true);
    return view;
  };

  it("are everybody's again where the page goes away", async () => {
    const { unmount } = await asked();
    unmount();
    expect(isKept()).toBe(false);
  });

  it("are everybody's again where its file cannot be loaded, while the page is loaded anew", async () => {
    vi.spyOn(console, "error").mockImplementation(() => undefined);
    await asked();
    chunk.fail(new Error("There is no such file."));
    // Sooner than patience with a slow one ends.
    await waitFor(() => expect(isKept()).toBe(false), { timeout: 2000 });
    expect(screen.getByText("Exchange_Rate.csv")).toBeInTheDocument();
  });
});
