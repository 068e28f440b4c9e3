// What people said of who is whom: a list of it, each with the way back, and the two requests that change it.

import { el, nameOf, pageOf } from "./dom.js";
import { day } from "./format.js";
import { ask, post } from "./server.js";

const PAGE = 20;

/** Say something of two people, or of some rows of one; gives the answer of the server. */
export const decide = (said) => post("/judgements", said);

export const withdraw = (id) => ask(`/judgements/${encodeURIComponent(id)}`, {}, { method: "DELETE" });

function side(one) {
  if (!one.people.length) return [el("span", { class: "hint" }, "somebody who is in no file now")];
  return one.people.flatMap((person, i) => [i > 0 && ", ", el("a", { href: pageOf(person) }, nameOf(person))]);
}

function line(one, undo) {
  const names = one.verdict === "same" ? ["One person: ", side(one.one.people.length ? one.one : one.other)] : ["Two people: ", side(one.one), " and ", side(one.other)];
  return el("li", {}, el("p", {}, names.flat(), el("span", { class: "hint", dir: "auto" }, ` ${day(one.made)}${one.note ? ` · ${one.note}` : ""}`)),
    el("button", { type: "button", class: "small", "aria-label": `Undo: ${[...one.one.people, ...one.other.people].map((p) => p.name.slice(0, 80)).join(" and ")}`, on: { click: () => undo(one) } }, "Undo"));
}

/** Fill `list` with the newest judgements, those of a person when one is named; `undo` is told which to take back. */
export function judgements({ section, list, more = null, person = "", undo }) {
  return async function load(after = "") {
    const found = await ask("/judgements", { person, after, limit: PAGE });
    const items = found.items.map((one) => line(one, undo));
    if (after) list.append(...items);
    else list.replaceChildren(...items);
    section.hidden = !list.children.length;
    if (more) {
      more.hidden = !found.next;
      more.onclick = () => load(found.next);
    }
  };
}
