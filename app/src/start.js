(({ boot, js, wasm, ahead }) => {
  if (ahead !== undefined) {
    window.slipway = { wasm: fetch(wasm, { priority: "low" }), library: import(js) };
  }
  document.addEventListener("DOMContentLoaded", () => import(boot));
})(document.currentScript.dataset);
