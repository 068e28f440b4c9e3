// How two people know each other, said by a person: a control beside a tie, and the way back.

import { el } from "./dom.js";
import { ask } from "./server.js";

const SAID = { close: "close", knows: "know each other", "met-once": "met once", "does-not-know": "do not know each other" };
const JSON_TYPE = { Accept: "application/json", "Content-Type": "application/json" };

const give = (a, b, label) => ask("/labels", {}, { method: "POST", headers: JSON_TYPE, body: JSON.stringify({ a, b, label }) });
const withdraw = (id) => ask(`/labels/${encodeURIComponent(id)}`, {}, { method: "DELETE" });

/** Of the tie between two people; `attempt` runs a request and shows the page anew, or what was wrong. */
export function labelView(ego, other, tie, attempt) {
  const said = tie.why.find((reason) => reason.word);
  const name = other.name.slice(0, 80);
  const choice = el("select", { "aria-label": `How ${ego.name.slice(0, 80)} and ${name} know each other` },
    Object.entries(SAID).map(([value, text]) => el("option", { value }, text)));
  const say = el("button", { type: "button", class: "small", on: { click: () => attempt(() => give(ego.id, other.id, choice.value)) } }, "Say so");
  return el("details", { class: "label" },
    el("summary", {}, "Label this tie"),
    el("div", { class: "actions" }, choice, say,
      said && el("button", { type: "button", class: "small", "aria-label": `Withdraw what was said of ${name}`, on: { click: () => attempt(() => withdraw(said.word)) } }, `Withdraw “${said.text}”`)));
}

/** Labels of ties that are not listed, as somebody said that there is none: a line each, with the way back. */
export async function unlisted(ego, shown, attempt) {
  const { items } = await ask("/labels", { person: ego.id });
  return items.map((one) => [one, one.a.id === ego.id ? one.b : one.a]).filter(([, other]) => !shown.has(other.id)).map(([one, other]) => el("li", {},
    el("p", {}, el("bdi", {}, other.name), `: said to ${one.label === "close" ? "be close" : SAID[one.label]}`),
    el("button", { type: "button", class: "small", "aria-label": `Withdraw what was said of ${other.name.slice(0, 80)}`, on: { click: () => attempt(() => withdraw(one.id)) } }, "Withdraw")));
}
