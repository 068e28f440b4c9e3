// A tie in words: how strong, of which kind, and the rows that prove it.

import { el } from "./dom.js";
import { day, percent, plural } from "./format.js";

const BASIS = {
  observed: "Seen in the files: messages, meetings, an accepted connection",
  asserted: "Somebody said so",
  inferred: "Concluded from something they shared",
};

export function bar(share) {
  const node = el("span", { class: "bar", "aria-hidden": "true" });
  node.style.setProperty("--w", `${Math.round(Math.min(Math.max(share, 0), 1) * 100)}%`);
  return node;
}

/** `tie` is a TieView of the interface. */
export function tieView(tie, { weakest = false } = {}) {
  return el("div", { class: `tie${weakest ? " weak" : ""}` },
    el("div", { class: "measures" },
      bar(tie.strength),
      el("span", { class: "percent" }, percent(tie.strength)),
      el("span", { class: `chip ${tie.basis}`, title: BASIS[tie.basis] }, tie.basis),
      weakest && el("span", { class: "chip weakest" }, "weakest tie"),
      tie.last_contact && el("span", {}, `last contact ${day(tie.last_contact)}`)),
    el("ul", { class: "why" }, tie.why.map((reason) => el("li", {}, reasonView(reason)))));
}

/** One reason, which opens to its rows. */
export function reasonView(reason) {
  if (!reason.rows.length) return el("span", { dir: "auto" }, reason.text);
  const more = reason.total - reason.rows.length;
  return el("details", {},
    el("summary", {}, el("span", { dir: "auto" }, reason.text), el("span", { class: "hint" }, plural(reason.total, "row", "rows"))),
    el("div", { class: "scroll" }, el("table", {},
      el("thead", {}, el("tr", {}, ["File", "Line", "Day"].map((title) => el("th", { scope: "col" }, title)))),
      el("tbody", {}, reason.rows.map((row) => el("tr", {},
        el("td", {}, el("a", { href: `/imports#${encodeURIComponent(row.source)}`, dir: "auto" }, row.file)),
        el("td", {}, row.line ? String(row.line) : "whole file"),
        el("td", {}, row.day ? day(row.day) : "no date")))))),
    more > 0 && el("p", { class: "hint" }, `and ${plural(more, "older row", "older rows")}`));
}
