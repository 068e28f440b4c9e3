// One suggestion as a card, its dismissal, and all of them as a table: what the pages of suggestions share.

import { aboutOf, el, nameOf, pageOf, personLine } from "./dom.js";
import { percent } from "./format.js";
import { ask } from "./server.js";
import { bar, reasonView } from "./ties.js";

export const KINDS = { "follow-up": "Follow up", reconnect: "Reconnect", meet: "Meet", brokers: "Broker", communities: "Door to a community" };
const STRANGERS = new Set(["follow-up", "meet"]);

export const daysLeft = (met) => (met.days_left ? `${met.days_left} ${met.days_left === 1 ? "day" : "days"} left` : "last day");

/** Tell the server, then put an offer to undo it in the place of the card. */
async function dismiss(card, whom, one, told) {
  try {
    const made = await ask("/suggestions/dismissals", {}, {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ for: whom.id, person: one.person.id, kind: one.kind }),
    });
    const undo = el("button", { type: "button", class: "small", on: { click: () => bringBack(made.id, () => { gone.replaceWith(card); card.querySelector("button").focus(); }, told) } }, "Undo");
    const gone = el("li", { class: "card gone" }, el("p", {}, nameOf(one.person), " is not suggested for 30 days."), undo);
    card.replaceWith(gone);
    undo.focus();
    told(`${one.person.name} is not suggested for now`);
  } catch (error) {
    told(error.message);
    card.append(el("p", { class: "problem", role: "alert" }, error.message));
  }
}

async function bringBack(id, done, told) {
  await ask(`/suggestions/dismissals/${encodeURIComponent(id)}`, {}, { method: "DELETE" });
  told("It is suggested again");
  done();
}

/** `whom` the suggestion is for; null for the whole network. `told` speaks to those who do not see. */
export function cardOf(one, whom, told) {
  const card = el("li", { class: "card suggestion" },
    el("div", { class: "suggestion-head" }, personLine(one.person),
      el("div", { class: "measures" },
        el("span", { class: "chip kind" }, KINDS[one.kind]),
        one.met && el("span", { class: "chip urgent" }, daysLeft(one.met)),
        bar(one.score), el("span", { class: "percent", title: "Compares suggestions of one kind" }, percent(one.score)))),
    el("ul", { class: "why" }, one.why.map((reason) => el("li", {}, reasonView(reason)))),
    el("div", { class: "actions" },
      whom && STRANGERS.has(one.kind) && el("a", { class: "button small", href: `/introductions?${new URLSearchParams({ from: whom.id, to: one.person.id })}` }, "Ask for an introduction"),
      el("a", { class: "button small quiet", href: `/map?${new URLSearchParams({ focus: one.person.id })}` }, "See on the map"),
      whom && el("button", { type: "button", class: "small quiet", "aria-label": `Not ${one.person.name}`, on: { click: () => dismiss(card, whom, one, told) } }, "Not this one")));
  return card;
}

/** The same as a table. */
export function tableOf(suggestions) {
  return el("details", { class: "card twin" }, el("summary", {}, "As a table"),
    el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Suggestions as a table" }, el("table", {},
      el("thead", {}, el("tr", {}, ["Who", "About", "Kind", "Score", "Days left", "Why"].map((title) => el("th", { scope: "col" }, title)))),
      el("tbody", {}, suggestions.map((one) => el("tr", {},
        el("td", {}, el("a", { href: pageOf(one.person) }, el("bdi", { class: "clamp" }, one.person.name))),
        el("td", {}, el("span", { class: "clamp", dir: "auto" }, aboutOf(one.person))),
        el("td", {}, KINDS[one.kind]),
        el("td", {}, percent(one.score)),
        el("td", {}, one.met ? String(one.met.days_left) : ""),
        el("td", {}, one.why[0]?.text ?? "")))))));
}

/** What was dismissed for a person, each with a way back; `again` is called when one came back. */
export async function dismissals(box, list, whom, told, again) {
  const found = whom ? (await ask("/suggestions/dismissals", { for: whom.id })).items : [];
  box.hidden = !found.length;
  list.replaceChildren(...found.map((one) => el("li", {},
    el("p", {}, one.person ? nameOf(one.person) : "Nobody who is here now", el("span", { class: "hint" }, ` · ${KINDS[one.kind]} · ${one.made.slice(0, 10)}`)),
    el("button", { type: "button", class: "small", on: { click: () => bringBack(one.id, again, told) } }, "Suggest again"))));
}

/** The problem with a question, or whom it may have meant. */
export function refusal(error, path, asked) {
  const candidates = error.problem?.candidates;
  if (!candidates) return el("p", { class: "problem", role: "alert", dir: "auto" }, error.message);
  return el("div", { class: "card" }, el("h3", {}, "Which one do you mean?"),
    el("ul", { class: "candidates" }, candidates.map((one) => el("li", {}, el("button", {
      type: "button", on: { click: () => location.assign(`${path}?${new URLSearchParams({ ...asked, for: one.id })}`) },
    }, nameOf(one), el("span", { class: "about", dir: "auto" }, one.about || aboutOf(one)))))));
}
