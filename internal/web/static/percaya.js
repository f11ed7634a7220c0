// The one way in which a text becomes a page or a script here: pages come from this site,
// and one file alone is a service worker (Trusted Types, see the pages' policy).
const pekerja = "/statis/pekerja.js";
const kebijakan = {
  createHTML: (s) => s,
  createScriptURL: (s) => { if (s !== pekerja) throw new TypeError(s); return s; },
};
const aturan = window.trustedTypes ? window.trustedTypes.createPolicy("capaian", kebijakan) : kebijakan;

export const bacaHalaman = (teks) => new DOMParser().parseFromString(aturan.createHTML(teks), "text/html");
export const daftarkanPekerja = () => navigator.serviceWorker.register(aturan.createScriptURL(pekerja), { scope: "/" });
