// Whom a question is about: the fields of its form, its address, and how an answer calls it.

import { byId, el } from "./dom.js";
import { plural } from "./format.js";

const KINDS = ["company", "skill", "event", "names"];
const kind = byId("kind");

/** Show the field of one kind only. */
export function choose(which) {
  kind.value = which;
  document.querySelector("[data-combobox=to]").hidden = which !== "to";
  for (const other of document.querySelectorAll("[data-kind]")) other.hidden = other.dataset.kind !== which;
  byId("swap").disabled = which !== "to";
}

/** Put what an address asks for into the form. */
export function fill(asked) {
  // Somebody may have chosen before this script was there.
  const which = KINDS.find((one) => asked.has(one)) ?? kind.value;
  choose(which);
  if (asked.has(which) && which !== "to") byId(which).value = asked.getAll(which).join("\n");
  kind.addEventListener("change", () => choose(kind.value));
}

/** The pairs of an address that the form means; null, with the empty field in focus, when something is missing. */
export function meant(from, to, asOf) {
  const field = kind.value === "to" ? to.input : byId(kind.value);
  const values = kind.value === "to" ? [to.value] : kind.value === "names" ? field.value.split("\n").map((line) => line.trim()).filter(Boolean) : [field.value.trim()];
  const missing = !from.value ? from.input : !values[0] ? field : null;
  if (missing) {
    missing.focus();
    return null;
  }
  return [["from", from.value], ...values.map((value) => [kind.value, value]), ...(asOf ? [["as_of", asOf]] : [])];
}

export const isAsked = (asked) => asked.has("from") && ["to", ...KINDS].some((one) => asked.get(one));

/** Whom an answer is about, and lines of a list that mean nobody. */
export function about(to) {
  if (to.id) return null;
  const which = KINDS.find((one) => one in to);
  const twice = (to.ambiguous ?? []).map((one) => el("li", { dir: "auto" }, `${one.said}: ${plural(one.candidates.length, "person is", "people are")} called that`));
  const unknown = (to.unknown ?? []).map((said) => el("li", { dir: "auto" }, `${said}: nobody here`));
  return [
    el("p", { class: "hint", dir: "auto" }, `${which === "names" ? "On the list" : to[which]}: ${plural(to.people, "person", "people")} known here`),
    twice.length || unknown.length ? el("ul", { class: "problem" }, unknown, twice) : null,
  ];
}
