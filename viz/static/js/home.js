// The first page: ask, or bring files in.

import { askForm, combobox } from "./combobox.js";
import { byId, el } from "./dom.js";
import { uploads } from "./upload.js";

const form = document.querySelector("form[data-ask]");
if (form) askForm(form, combobox("from"), combobox("to"));

let told = false;
uploads({
  imported() {
    if (told) return;
    told = true;
    byId("results").after(el("p", { class: "links" },
      el("a", { class: "button primary", href: "/introductions" }, "Ask for an introduction"),
      el("a", { class: "button quiet", href: "/map" }, "See the map")));
  },
});
