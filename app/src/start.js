window.slipway = (({ js, wasm }) => ({
  wasm: fetch(wasm, { priority: "low" }),
  library: import(js),
}))(document.currentScript.dataset);
