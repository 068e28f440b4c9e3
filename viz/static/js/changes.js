// What an export changed against the one before it of the same owner, asked for when it is opened.

import { aboutOf, el, nameOf, pageOf } from "./dom.js";
import { count, day } from "./format.js";
import { ask } from "./server.js";

const SHOWN = 50;

/** A closed section of an import; `source` is its id in the ledger. */
export function changes(source) {
  const inside = el("div", { class: "changed", "aria-live": "polite" });
  const section = el("details", { class: "changes" }, el("summary", {}, "What changed since the export before"), inside);
  section.addEventListener("toggle", async () => {
    if (!section.open || inside.children.length) return;
    inside.replaceChildren(el("p", { class: "hint" }, "Comparing"));
    try {
      const found = await ask(`/imports/${encodeURIComponent(source)}/changes`, { limit: SHOWN });
      const told = found.lists.flatMap((list) => tell(list));
      inside.replaceChildren(...(told.length ? told : [el("p", { class: "hint" }, "This import holds no list of contacts.")]));
    } catch (error) {
      inside.replaceChildren(el("p", { class: "problem" }, error.message));
    }
  });
  return section;
}

function tell(list) {
  const name = el("bdi", {}, list.name);
  if (!list.before) return [el("p", { class: "hint" }, name, ": the first of its kind from this owner, so there is nothing to compare it with.")];
  const since = list.before.day ? `, ${day(list.before.day)}` : "";
  return [
    el("p", { class: "hint" }, name, " against ", el("bdi", {}, list.before.file), since),
    ...group("New", list.new, (person) => line(person, aboutOf(person))),
    ...group("Left", list.left, (person) => line(person, aboutOf(person))),
    ...group("Another employer or title", list.moved, (move) => line(move.person, `${aboutOf(move.before) || "not stated"} → ${aboutOf(move.after) || "not stated"}`)),
  ];
}

function group(title, found, show) {
  const more = found.total - found.people.length;
  return [
    el("h3", {}, `${title}: ${count(found.total)}`),
    ...(found.people.length ? [el("ul", {}, found.people.map(show))] : []),
    ...(more > 0 ? [el("p", { class: "hint" }, `and ${count(more)} more`)] : []),
  ];
}

const line = (person, about) => el("li", {}, el("a", { href: pageOf(person) }, nameOf(person)), about && el("span", { class: "hint", dir: "auto" }, ` ${about}`));
