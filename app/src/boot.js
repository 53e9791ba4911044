// Wakes a page: islands, local times, copy buttons. Everything here is optional; the page works
// without it. `html[data-awake]` says that it is done.
const { js, wasm } = document.querySelector("script[data-boot]").dataset;

function localTimes(root) {
  // A run's rows are the run island's own, and may be thousands.
  const times = root.querySelectorAll("time[datetime]:not(#run-rows *)");
  // Making a format takes a slow processor longer than most of this script.
  if (times.length === 0) return;
  const absolute = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "long" });
  for (const time of times) {
    const at = new Date(time.dateTime);
    if (!Number.isNaN(at.getTime())) time.title = absolute.format(at);
  }
}

// The browser may keep a page whole for Back. The one that somebody signed out from, which is the
// only one that its answer cannot throw away, comes back empty and is asked for anew.
function endings() {
  let ended = false;
  addEventListener("submit", (event) => (ended = "ends" in event.target.dataset));
  addEventListener("pagehide", () => ended && document.body.remove());
  addEventListener("pageshow", (event) => event.persisted && ended && location.reload());
}

function copyButtons() {
  for (const button of document.querySelectorAll("[data-copy]")) button.hidden = false;
  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.("[data-copy]");
    if (!button) return;
    await navigator.clipboard.writeText(button.dataset.copy);
    button.dataset.copied = "";
    setTimeout(() => delete button.dataset.copied, 1500);
  });
}

// Islands measure what they wake. A style sheet that never comes must not keep them asleep, so it is
// the end of loading that counts.
async function styled() {
  if (document.readyState === "complete") return;
  await new Promise((loaded) => addEventListener("load", loaded));
}

// The module's default export fetches and starts the library; each island is an export that
// takes the element to wake. Islands nest: outer ones wake first.
async function islands() {
  const elements = [...document.querySelectorAll("leptos-island")];
  if (elements.length === 0 || !wasm) return;
  // The page's first lines may have begun already.
  const begun = window.slipway ?? { wasm: fetch(wasm), library: import(js) };
  const library = await begun.library;
  await library.default({ module_or_path: begun.wasm });
  await styled();
  library.hydrate();
  for (const element of elements) {
    // One that fails must not keep the others asleep; the page works without it.
    try {
      await library[element.dataset.component]?.(element);
    } catch (error) {
      console.error(error);
    }
  }
}

localTimes(document);
document.addEventListener("renewed", () => localTimes(document));
copyButtons();
endings();
try {
  await islands();
} catch (error) {
  console.error(error);
}
document.documentElement.dataset.awake = "";
