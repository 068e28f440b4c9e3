// The first rows of a file that was only looked at, as the people and ties that they would become.

import { el } from "./dom.js";
import { day } from "./format.js";

const BECAME = { people: "named", nameless: "names nobody", problem: "problem" };

/** A table of the rows; nothing where there are none. */
export function preview(rows) {
  if (!rows.length) return null;
  return el("div", { class: "scroll preview", tabindex: "0", role: "region", "aria-label": "What the first rows would become" }, el("table", {},
    el("thead", {}, el("tr", {}, ["Line", "Becomes", "People", "Ties"].map((name) => el("th", { scope: "col" }, name)))),
    el("tbody", {}, rows.map((row) => el("tr", { class: `became-${row.became}` },
      el("td", {}, String(row.line)), el("td", {}, BECAME[row.became], row.reason && el("div", { class: "hint", dir: "auto" }, row.reason)),
      el("td", {}, row.people.map(person)), el("td", {}, row.ties.map(tie)))))));
}

function person(one) {
  const facts = [...one.emails, [one.position, one.company].filter(Boolean).join(" at "), one.place, one.url, one.skills.join(", "), ...one.about];
  return el("div", {}, el("bdi", { class: "name" }, one.name || one.emails[0] || "(no name)"), one.new && el("span", { class: "hint" }, " new"), el("div", { class: "about", dir: "auto" }, facts.filter(Boolean).join(" · ")));
}

function tie(one) {
  const arrow = one.event ? " at " : one.direction === "forward" ? " → " : " – ";
  const often = one.count > 1 ? ` ×${one.count}` : "";
  return el("div", {}, el("span", { class: "hint" }, `${one.kind.replaceAll("_", " ")}${often}: `), el("bdi", {}, one.one), arrow, el("bdi", {}, one.event || one.other),
    one.day && el("span", { class: "hint" }, `, ${day(one.day)}`));
}
