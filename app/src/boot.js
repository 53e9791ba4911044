// Wakes a page: islands, local times, copy buttons. Everything here is optional; the page works
// without it. `html[data-awake]` says that it is done.
const { js, wasm, now } = document.querySelector("script[data-boot]").dataset;

// How far the server's clock is ahead. A page that the browser kept is as old as nobody can tell
// here; then its own clock has to do.
const [visit] = performance.getEntriesByType("navigation");
const ahead = visit?.transferSize ? now - Date.now() : 0;

// As the server words it.
function ago(past) {
  const seconds = Math.abs(past);
  if (seconds < 5) return "just now";
  const units = [["s", 1, 60], ["min", 60, 3600], ["h", 3600, 86400], ["day", 86400, 2592000]];
  const [unit, size] = units.find(([, , end]) => seconds < end) ?? [];
  if (!unit) return "";
  const count = Math.floor(seconds / size);
  const words = `${count} ${unit}${unit === "day" && count > 1 ? "s" : ""}`;
  return past > 0 ? `${words} ago` : `in ${words}`;
}

// What was "12 s ago" when the page was drawn is not for ever; dates stay.
function count() {
  if (document.hidden) return;
  for (const time of document.querySelectorAll("time.time, time[data-before]")) {
    const past = Math.floor((Date.now() + ahead - Date.parse(time.dateTime)) / 1000);
    const words = ago(past);
    const text = (time.dataset.before ?? "") + words;
    if (words && time.textContent !== text) time.textContent = text;
  }
}

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

// On paper nothing can be unfolded any more.
function prints() {
  const folded = () => document.querySelectorAll(".main details:not([open], .menu)");
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...folded()];
    for (const details of opened) details.open = true;
  });
  addEventListener("afterprint", () => opened.forEach((details) => (details.open = false)));
}

// An order that was confirmed or cancelled says which selection it was made of: the lists of all
// tabs forget it. The address stays one to keep.
function endedSelection() {
  const here = new URL(location.href);
  const over = here.searchParams.get("over");
  if (!over) return;
  here.searchParams.delete("over");
  history.replaceState(history.state, "", here);
  try {
    const kept = (localStorage.getItem("selections-over") ?? "").split(" ").slice(-49);
    localStorage.setItem("selections-over", [...kept, over].join(" "));
  } catch {
    // Who lets pages keep nothing has no selection that outlives its page.
  }
}

// A line beside the button tells what became of it. Over plain http, or where somebody forbids it,
// there is no clipboard to write to: the text then stands below, selected to be copied by hand.
function copyButtons() {
  for (const button of document.querySelectorAll("[data-copy][hidden]")) {
    button.hidden = false;
    const said = document.createElement("span");
    said.className = "copy-said";
    said.role = "status";
    button.after(said);
  }
}

async function copy(button) {
  const said = button.nextElementSibling;
  const text = button.dataset.copy;
  said.textContent = "";
  try {
    await navigator.clipboard.writeText(text);
    said.textContent = "Copied.";
    setTimeout(() => said.firstElementChild ?? (said.textContent = ""), 4000);
  } catch {
    const field = document.createElement("textarea");
    Object.assign(field, { className: "input input-mono", readOnly: true, value: text, translate: false });
    field.rows = Math.min(text.split("\n").length, 8);
    field.setAttribute("aria-label", "What is to be copied");
    said.append("The browser does not let this page copy. The text is selected: copy it with Ctrl+C, or ⌘C.", field);
    field.focus();
    field.select();
  }
}

// A field of one line joins the lines that are pasted into it.
function heedPasting() {
  document.addEventListener("paste", ({ target, clipboardData }) => {
    const place = target.matches?.("input:not([type=search])") && document.getElementById(`${target.id}-error`);
    if (!place) return;
    const joined = /[\r\n]/.test(clipboardData?.getData("text").trim() ?? "");
    let said = document.getElementById(`${target.id}-pasted`);
    if (joined && !said) {
      said = document.createElement("p");
      Object.assign(said, { id: `${target.id}-pasted`, className: "field-remark", role: "status" });
      place.after(said);
    }
    if (said) said.textContent = joined ? "This field holds one line: the line ends of what was pasted were left out." : "";
  });
}

function heedCopying() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-copy]");
    if (button) copy(button);
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
  if (elements.length === 0) return;
  // The page's first lines may have begun already.
  const begun = window.slipway.begun ?? { wasm: fetch(wasm), library: import(js) };
  const library = await begun.library;
  await library.default({ module_or_path: begun.wasm });
  await styled();
  library.hydrate();
  let failed;
  for (const element of elements) {
    // One that fails must not keep the others asleep.
    try {
      await library[element.dataset.component]?.(element);
    } catch (error) {
      failed = error;
    }
  }
  if (failed) throw failed;
}

// A library that never comes is as good as none.
function patience() {
  return new Promise((_, lost) => setTimeout(() => lost(new Error("islands sleep on")), 20_000));
}

endedSelection();
localTimes(document);
document.addEventListener("renewed", () => {
  localTimes(document);
  copyButtons();
});
copyButtons();
heedCopying();
heedPasting();
endings();
prints();
count();
setInterval(count, 1000);
try {
  await Promise.race([islands(), patience()]);
} catch (error) {
  console.error(error);
  window.slipway.plain();
}
document.documentElement.dataset.awake = "";
