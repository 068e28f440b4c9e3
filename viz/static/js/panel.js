// What the map says about one person.

import { aboutOf, el, nameOf, pageOf, personLine } from "./dom.js";
import { plural } from "./format.js";
import { ask } from "./server.js";
import { tieView } from "./ties.js";

const TIES = 5;

/** Fill `panel` for a person's mark; a later call wins over an earlier one that is still waiting. */
export async function panelOf(panel, node, { asOf, around, close }) {
  panel.dataset.person = node.id;
  const closer = el("button", { type: "button", class: "quiet close", "aria-label": "Close", on: { click: close } }, "×");
  panel.replaceChildren(el("div", { class: "panel-head" }, el("h2", {}, nameOf(node)), closer),
    el("p", { class: "about", dir: "auto" }, node.about),
    el("p", { class: "links" },
      el("a", { class: "button small primary", href: `/introductions?to=${encodeURIComponent(node.id)}` }, "Who can introduce me?"),
      el("button", { type: "button", class: "small", on: { click: () => around(node.id) } }, "Show their ties"),
      el("a", { class: "button small quiet", href: pageOf(node) }, "Open page")));
  let person;
  try {
    person = await ask(`/people/${encodeURIComponent(node.id)}`, { ties: TIES, as_of: asOf });
  } catch (error) {
    panel.append(el("p", { class: "problem" }, error.message));
    return;
  }
  if (panel.dataset.person !== node.id || panel.hidden) return;
  const facts = [person.place, ...person.emails].filter(Boolean).join(" · ");
  panel.append(facts && el("p", { class: "hint breakable", dir: "auto" }, facts),
    el("h3", {}, "Strongest ties"), el("p", { class: "hint" }, `${plural(person.records.length, "row", "rows")} in files · ${aboutOf(person) ? "" : "no employer known · "}${plural(node.ties, "tie", "ties")}`),
    el("ul", { class: "ties plain" }, person.ties.map((tie) => el("li", {}, personLine(tie.person), tieView(tie)))));
}
