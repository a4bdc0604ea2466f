import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { NOW } from "~/test/factories";
import { onAbsence, onReturn, watchAttention, whileAttended } from "./attention";

const MINUTE = 60_000;
const at = (minutes: number) => vi.setSystemTime(Date.parse(NOW) + minutes * MINUTE);

describe("a page that nobody looks after", () => {
  let stop = () => {};
  beforeEach(() => {
    stop = watchAttention();
  });
  afterEach(() => stop());

  it("stops asking before the session would end, so that the session can", () => {
    const every = whileAttended(30_000);
    expect(every()).toBe(30_000);
    at(9.9);
    expect(every()).toBe(30_000);
    at(10);
    expect(every()).toBe(false);
  });

  it("asks anew with the first sign of somebody, once", () => {
    const told = vi.fn();
    const end = onReturn(told);
    at(5);
    window.dispatchEvent(new Event("keydown"));
    at(14);
    window.dispatchEvent(new Event("pointerdown"));
    expect(told).not.toHaveBeenCalled();
    at(24);
    window.dispatchEvent(new Event("wheel"));
    window.dispatchEvent(new Event("wheel"));
    expect(told).toHaveBeenCalledTimes(1);
    expect(whileAttended(1000)()).toBe(1000);
    end();
  });

  it("tells when nobody was there for longer than a session lasts, once in as long", () => {
    vi.useFakeTimers({ toFake: ["Date", "setInterval", "clearInterval"], now: new Date(NOW) });
    window.dispatchEvent(new Event("keydown"));
    const told = vi.fn();
    const end = onAbsence(told);
    vi.advanceTimersByTime(40 * MINUTE);
    expect(told).not.toHaveBeenCalled();
    vi.advanceTimersByTime(2 * MINUTE);
    expect(told).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(39 * MINUTE);
    expect(told).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(3 * MINUTE);
    expect(told).toHaveBeenCalledTimes(2);
    end();
  });
});
