// Two people who may be one, drawn: what each states, what agrees and differs, why, and what it would change.

import { el, personLine } from "./dom.js";
import { count, percent, plural } from "./format.js";
import { bar } from "./ties.js";

const FACTS = [
  ["name", "Name", (p) => p.name],
  ["position", "Position", (p) => p.position],
  ["employer", "Employer", (p) => p.company],
  ["place", "Place", (p) => p.place],
  ["e-mail", "E-mail", (p) => p.emails.join(", ")],
  ["profile", "Profile", (p) => p.profile_url.replace(/^https:\/\/www\./, "")],
  ["", "Also written", (p) => p.other_names.join(", ")],
  ["", "In files", (p) => plural(p.records, "row", "rows")],
];

function markOf(what, doubt) {
  const is = (facts) => what && facts.some((fact) => fact.what === what);
  if (is(doubt.agrees)) return el("span", { class: "mark agrees" }, "✓ agrees");
  return is(doubt.differs) && el("span", { class: "mark differs" }, "≠ differs");
}

/** The two cards; facts that neither states are left out, so that the rows of both are the same ones. */
export function cards(doubt) {
  const shown = FACTS.filter(([, , read]) => doubt.people.some((person) => read(person)));
  return doubt.people.map((person, i) => {
    const card = el("article", { class: "card", "aria-label": `${i ? "Second" : "First"} of the two` },
      el("div", { class: "who-line" }, personLine(person)),
      shown.map(([what, title, read]) => el("div", { class: "fact" },
        el("div", { class: "what" }, el("span", {}, title), markOf(what, doubt)),
        read(person) ? el("p", {}, el("bdi", { class: "clamp" }, read(person))) : el("p", { class: "none" }, what ? "not stated" : "in no other way"))));
    card.style.setProperty("grid-row", `span ${shown.length + 1}`);
    return card;
  });
}

export function reasons(doubt) {
  return [
    el("div", { class: "measures" }, bar(doubt.p), el("span", { class: "percent" }, percent(doubt.p)), "that they are one"),
    el("ul", {}, doubt.reasons.map((reason) => el("li", { dir: "auto" }, reason.words, el("span", { class: "hint" }, reason.bits > 0 ? " speaks for it" : " speaks against it")))),
  ];
}

export function effect({ effect: one }) {
  return [
    el("p", {}, `The first has ${plural(one.ties_a, "tie", "ties")}, the second ${count(one.ties_b)}; ${one.common ? `${plural(one.common, "contact", "contacts")} of both would be counted once` : "they have no contact in common"}.`),
    el("p", {}, one.introductions ? `One person could introduce up to ${plural(one.introductions, "pair", "pairs")} of these contacts to each other whom neither of the two can alone.` : "It would open no new introduction."),
  ];
}
