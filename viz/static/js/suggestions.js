// Suggestions of every kind for one person, or the brokers of the whole network.

import { askForm, combobox } from "./combobox.js";
import { byId, el } from "./dom.js";
import { day, plural } from "./format.js";
import { ask } from "./server.js";
import { cardOf, dismissals, refusal, tableOf } from "./suggested.js";

const ABOUT = {
  "": "The best of each kind. A score compares within one kind only.",
  "follow-up": "Met at an event of the last two weeks, not known before and not written to since.",
  reconnect: "In touch once, and silent for longer than usual: half a year, or three times the usual gap.",
  meet: "Not known yet: likely to get in touch with, or likely to open something new.",
  brokers: "Who stands between groups, within the pooled data; exporters are compared with exporters only.",
  communities: "For each circle that this person is not part of, the contact who is its door.",
};
const HALF = 0.5;
const asked = Object.fromEntries(new URLSearchParams(location.search));
const kind = asked.kind in ABOUT ? asked.kind : "";
const answer = byId("answer");
const slider = byId("novelty");
const whom = combobox("for");
let turn = 0;

const told = (text) => { byId("told").textContent = text; };

askForm(byId("ask"), ...(kind === "brokers" ? [] : [whom]));
byId("kind").value = kind;
byId("as-of").value = asked.as_of ?? "";
byId("about").textContent = ABOUT[kind];
byId("slider").hidden = !["", "meet", "reconnect"].includes(kind);
slider.value = asked.novelty ?? "0";
if (asked.for) whom.value = asked.for;
for (const tab of byId("tabs").children) {
  const { kind: name } = tab.dataset;
  tab.href = `/suggestions?${new URLSearchParams({ ...asked, kind: name })}`;
  if (name === kind) tab.setAttribute("aria-current", "page");
}

function named() {
  const share = Number(slider.value);
  slider.setAttribute("aria-valuetext", share < HALF ? "rather familiar" : share > HALF ? "rather novel" : "halfway");
}

/** Of a network that is too large for the machine: what was looked at. */
const wayOf = (found) => found.way === "pushed down" && el("p", { class: "hint", id: "way" }, `The network is too large for this machine. What was read of the store around this person: ${found.complete}.`);

function show(found) {
  if (found.for) whom.set(found.for);
  const cards = found.suggestions.map((one) => cardOf(one, found.for, told));
  if (!cards.length) {
    answer.replaceChildren(el("div", { class: "card empty" }, el("h3", {}, "Nobody to suggest"), el("p", {}, "Nothing that was imported gives a reason to. Messages, calendars and attendance lists give most of them."), wayOf(found)));
  } else {
    answer.replaceChildren(el("div", {}, el("p", { class: "hint" }, `${plural(cards.length, "suggestion", "suggestions")} · as of ${day(found.as_of)} · model ${found.model}`), wayOf(found)),
      el("ol", { class: "suggestions" }, cards), tableOf(found.suggestions));
  }
  told(plural(cards.length, "suggestion", "suggestions"));
}

/** What is on the page while another answer is on its way: to be read, and not to be acted on, as the cards may move under the hand. */
function waiting(yes) {
  answer.inert = yes;
  answer.setAttribute("aria-busy", String(yes));
}

async function look() {
  const mine = ++turn;
  waiting(true);
  try {
    const found = await ask("/suggestions", { for: asked.for, kind, as_of: asked.as_of, novelty: slider.value, k: 20 });
    if (mine !== turn) return;
    show(found);
    waiting(false);
    await dismissals(byId("dismissed"), byId("dismissals"), found.for, told, look);
  } catch (error) {
    if (mine !== turn) return;
    answer.replaceChildren(refusal(error, "/suggestions", asked));
    waiting(false);
  }
}

slider.addEventListener("input", named);
slider.addEventListener("change", () => {
  asked.novelty = slider.value;
  history.replaceState(null, "", `/suggestions?${new URLSearchParams(asked)}`);
  look();
});
named();
if (asked.for || kind === "brokers") {
  answer.replaceChildren(el("p", { class: "waiting" }, "Looking…"));
  look();
}
