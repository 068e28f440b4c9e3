// Strongest ties of the person that this page is about; the rest of the page came from the server.

import { attempt } from "./attempt.js";
import { byId, el, personLine } from "./dom.js";
import { labelView, unlisted } from "./label.js";
import { tieView } from "./ties.js";

const FIRST = 6;

const person = JSON.parse(byId("person-data").textContent);
const list = byId("ties");

const items = person.ties.map((tie) => el("li", {}, personLine(tie.person), tieView(tie), labelView(person, tie.person, tie, attempt)));
list.replaceChildren(...items.slice(0, FIRST));
if (items.length > FIRST) {
  const more = el("button", { type: "button", class: "more small", on: { click: () => { list.append(...items.slice(FIRST)); more.remove(); items[FIRST].querySelector("a").focus(); } } },
    `Show ${items.length - FIRST} more`);
  list.after(more);
}
const others = await unlisted(person, new Set(person.ties.map((tie) => tie.person.id)), attempt);
byId("unlisted").replaceChildren(...others);
