// The first page: ask, or bring files in.

import { askForm, combobox } from "./combobox.js";
import { byId, el } from "./dom.js";
import { uploads } from "./upload.js";

const form = document.querySelector("form[data-ask]");
if (form) askForm(form, combobox("from"), combobox("to"));

let asked = 0;

/** What the server says now about what is in the store; the files on the left stay. */
async function refresh() {
  const mine = (asked += 1);
  const answer = await fetch("/").catch(() => null);
  if (!answer?.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("known");
  // Of two files that end together, the answer for the first may come last.
  if (fresh && mine === asked) byId("known").replaceWith(document.importNode(fresh, true));
}

let told = false;
uploads({
  imported() {
    refresh();
    if (told) return;
    told = true;
    byId("results").after(el("p", { class: "links" },
      el("a", { class: "button primary", href: "/introductions" }, "Ask for an introduction"),
      el("a", { class: "button quiet", href: "/map" }, "See the map")));
  },
});
