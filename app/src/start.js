window.slipway = (({ js, wasm }) => ({ wasm: fetch(wasm), library: import(js) }))(
  document.currentScript.dataset,
);
