// Who was met at the events of the last days, by event.

import { askForm, combobox } from "./combobox.js";
import { byId, el } from "./dom.js";
import { day, plural } from "./format.js";
import { ask } from "./server.js";
import { cardOf, daysLeft, refusal, tableOf } from "./suggested.js";

const MOST = 200;
const asked = Object.fromEntries(new URLSearchParams(location.search));
const answer = byId("answer");
const whom = combobox("for");
const told = (text) => { byId("told").textContent = text; };

askForm(byId("ask"), whom);
byId("as-of").value = asked.as_of ?? "";
if ([...byId("days").options].some((option) => option.value === asked.days)) byId("days").value = asked.days;
if (asked.for) whom.value = asked.for;

function eventView(met, suggestions, found) {
  return el("section", { class: "event" },
    el("h3", { dir: "auto" }, met.name || "An event"),
    el("p", { class: "hint" }, `${day(met.day)} · ${plural(met.people, "known attendee", "known attendees")} · ${daysLeft(met)}`),
    el("ul", { class: "suggestions" }, suggestions.map((one) => cardOf(one, found.for, told))));
}

function show(found) {
  whom.set(found.for);
  told(plural(found.suggestions.length, "person to follow up", "people to follow up"));
  if (!found.suggestions.length) {
    return answer.replaceChildren(el("div", { class: "card empty" }, el("h3", {}, "Nobody to follow up"),
      el("p", {}, "No attendance list shows this person with somebody new in these days."), el("p", {}, el("a", { class: "button primary", href: "/" }, "Add an attendance list"))));
  }
  const events = new Map();
  for (const one of found.suggestions) events.set(one.met.event, [...(events.get(one.met.event) ?? []), one]);
  return answer.replaceChildren(...[...events.values()].map((some) => eventView(some[0].met, some, found)), tableOf(found.suggestions));
}

if (asked.for) {
  answer.replaceChildren(el("p", { class: "waiting" }, "Looking…"));
  ask("/suggestions", { for: asked.for, kind: "follow-up", days: byId("days").value, as_of: asked.as_of, k: MOST })
    .then(show).catch((error) => answer.replaceChildren(refusal(error, "/follow-up", asked)));
}
