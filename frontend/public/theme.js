// Sets the colour scheme before the first paint; a file of its own, so that the content policy needs no hash.
(() => {
  let scheme = "auto";
  try {
    scheme = localStorage.getItem("ior-scheme") ?? "auto";
  } catch {
    // Without storage the system's choice holds.
  }
  if (scheme !== "light" && scheme !== "dark") {
    scheme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  }
  document.documentElement.setAttribute("data-mantine-color-scheme", scheme);
})();
