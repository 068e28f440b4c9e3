// Employers that may be one, reviewed.

import { byId, el } from "./dom.js";
import { reasons } from "./doubt.js";
import { day, plural } from "./format.js";
import { review } from "./review.js";
import { ask, post } from "./server.js";

const short = (name) => name.slice(0, 80);
const keyOf = (doubt) => doubt.organisations.map((one) => one.id).sort().join(" ");
let takeBack = async () => undefined;

function card(one, i) {
  const others = one.spellings.slice(1).join("; ");
  const fact = (title, text, none) => el("div", { class: "fact" }, el("div", { class: "what" }, title), text ? el("p", {}, el("bdi", { class: "clamp" }, text)) : el("p", { class: "none" }, none));
  const found = el("article", { class: "card", "aria-label": `${i ? "Second" : "First"} of the two` },
    el("div", { class: "who-line" }, el("bdi", { class: "name clamp" }, one.name)),
    fact("Also written", others, "in no other way"), fact("Mail domains", one.domains.join(", "), "none known"), fact("In files", plural(one.rows, "row", "rows"), ""));
  found.style.setProperty("grid-row", "span 4");
  return found;
}

function line(one) {
  const names = one.names.map((name) => el("bdi", {}, short(name)));
  return el("li", {}, el("p", {}, one.verdict === "same" ? "One organisation: " : "Two organisations: ", names[0], " and ", names[1], el("span", { class: "hint" }, ` ${day(one.made)}`)),
    el("button", { type: "button", class: "small", "aria-label": `Undo: ${one.names.map(short).join(" and ")}`, on: { click: () => takeBack(one.id) } }, "Undo"));
}

async function listed() {
  const found = await ask("/organisations/judgements");
  byId("judgements").replaceChildren(...found.items.map(line));
  byId("decided").hidden = !found.items.length;
}

takeBack = await review({
  load: (limit) => ask("/organisations/doubts", { limit }),
  keyOf,
  nameIn: (doubt) => short(doubt.organisations[0].name),
  draw(doubt) {
    byId("pair").replaceChildren(...doubt.organisations.map(card));
    byId("reasons").replaceChildren(...reasons(doubt));
  },
  question: (doubt) => `${doubt.organisations.map((one) => short(one.name)).join(" and ")}: one organisation or two?`,
  async decide(verdict, doubt) {
    const [a, b] = doubt.organisations.map((one) => one.id);
    const said = await post("/organisations/judgements", { verdict, a, b });
    // What else may be one of either depends on it: the server knows.
    const { items } = await ask("/organisations/doubts", { limit: 200 });
    const left = new Map(items.map((one) => [keyOf(one), one]));
    return { id: said.id, rest: (queue) => queue.map((one) => left.get(keyOf(one))).filter(Boolean).concat(items.filter((one) => !queue.some((old) => keyOf(old) === keyOf(one)))) };
  },
  withdraw: (id) => ask(`/organisations/judgements/${encodeURIComponent(id)}`, {}, { method: "DELETE" }),
  putOff: async (doubt) => (await post("/organisations/later", { a: doubt.organisations[0].id, b: doubt.organisations[1].id })).id,
  takeUp: (id) => ask(`/organisations/later/${encodeURIComponent(id)}`, {}, { method: "DELETE" }),
  listed,
  said: { same: "One organisation", different: "Two organisations", later: "Later" },
  nothing: "No employer here looks like another one.",
});
