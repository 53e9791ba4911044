(({ boot, js, wasm, ahead, session }) => {
  const slipway = (window.slipway = {
    plain() {
      for (const part of document.querySelectorAll("noscript")) part.outerHTML = part.textContent;
    },
  });
  if (ahead !== undefined) {
    slipway.begun = { wasm: fetch(wasm, { priority: "low" }), library: import(js) };
  }
  document.addEventListener("DOMContentLoaded", () => import(boot).catch(slipway.plain));
  if (session === undefined) return;
  const page = document.documentElement;
  let focus;
  const hide = () => {
    focus = document.activeElement;
    page.dataset.away = "";
  };
  const look = async () => {
    const lives = await fetch(`/session?is=${session}`).then(({ status }) => status === 204, () => false);
    if (!lives) return location.reload();
    delete page.dataset.away;
    focus?.focus({ preventScroll: true });
  };
  addEventListener("pagehide", (event) => event.persisted && hide());
  addEventListener("pageshow", (event) => event.persisted && look());
  if (performance.getEntriesByType("navigation")[0]?.type === "back_forward") {
    hide();
    look();
  }
})(document.currentScript.dataset);
