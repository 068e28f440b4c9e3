// The review of doubts: one at a time, decided by keys or buttons, each decision taken back as easily.

import { byId } from "./dom.js";
import { plural } from "./format.js";
import { decide, judgements, withdraw } from "./judgements.js";
import { cards, effect, reasons } from "./doubt.js";
import { ask, post } from "./server.js";

const LIMIT = 200;
const SAID = { same: "One person", different: "Two people", later: "Later" };

let queue = [];
let beyond = 0;
let at = 0;
let busy = false;
const done = [];
const nameIn = (doubt) => doubt.people[0].name.slice(0, 80);
const keyOf = (doubt) => doubt.people.map((person) => person.id).sort().join(" ");
const decided = () => done.filter((one) => one.judgement).length;
const listed = judgements({ section: byId("decided"), list: byId("judgements"), more: byId("more"), undo: (one) => work(() => takeBack(one.id)) });

function show(told = "") {
  at = Math.max(0, Math.min(at, queue.length - 1));
  const doubt = queue[at];
  const left = queue.length + beyond;
  byId("doubt").hidden = !doubt;
  byId("nothing").hidden = Boolean(doubt);
  byId("decide").hidden = !doubt && !done.length;
  byId("legend").hidden = byId("decide").hidden;
  for (const id of ["same", "different", "later"]) byId(id).disabled = !doubt;
  byId("undo").disabled = !done.length;
  if (document.activeElement?.disabled) byId("undo").focus();
  byId("bar").max = Math.max(1, left + decided());
  byId("bar").value = left ? decided() : byId("bar").max;
  byId("progress-text").textContent = `${decided()} decided, ${left} left${doubt ? ` · this is ${at + 1} of ${queue.length}` : ""}`;
  if (doubt) {
    byId("pair").replaceChildren(...cards(doubt));
    byId("reasons").replaceChildren(...reasons(doubt));
    byId("effect").replaceChildren(...effect(doubt));
  } else {
    byId("nothing").textContent = done.length ? "That was the last one. Thank you." : "Nobody here looks like somebody else.";
  }
  const next = doubt ? `${doubt.people.map((person) => [person.name.slice(0, 80), person.position, person.company].filter(Boolean).join(", ")).join(", and ")}: one person or two?` : byId("nothing").textContent;
  byId("told").textContent = `${told} ${plural(left, "pair", "pairs")} left. ${next}`;
}

async function load() {
  const found = await ask("/duplicates", { limit: LIMIT });
  queue = found.items;
  beyond = found.total - found.items.length;
}

/** One thing at a time: what is asked for while something is under way is not meant for what comes up next. */
async function work(step) {
  if (busy) return;
  busy = true;
  byId("doubt").setAttribute("aria-busy", "true");
  try {
    const told = await step();
    byId("problem").hidden = true;
    show(told);
  } catch (error) {
    byId("problem").textContent = error.message;
    byId("problem").hidden = false;
  } finally {
    busy = false;
    byId("doubt").removeAttribute("aria-busy");
  }
}

async function say(verdict) {
  const doubt = queue[at];
  if (!doubt) return "";
  const [a, b] = doubt.people;
  if (verdict === "later") {
    const { id } = await post("/duplicates/later", { a: a.id, b: b.id });
    done.push({ doubt, later: id });
    if (beyond) await load();
    else queue.push(...queue.splice(at, 1));
  } else {
    const { judgement, people } = await decide({ verdict, a: a.id, b: b.id });
    done.push({ doubt, judgement: judgement.id });
    queue.splice(at, 1);
    if (verdict === "same") follow([a.id, b.id], people[0]);
    await listed();
  }
  if (!queue.length && beyond) await load();
  return `${SAID[verdict]}: ${nameIn(doubt)}.`;
}

/** Other doubts about two people who are one now are about that one. */
function follow(ids, person) {
  const seen = new Set();
  queue = queue.map((doubt) => ({ ...doubt, people: doubt.people.map((one) => (ids.includes(one.id) ? { ...one, ...person } : one)) }))
    .filter((doubt) => doubt.people[0].id !== doubt.people[1].id && !seen.has(keyOf(doubt)) && seen.add(keyOf(doubt)));
}

async function undo() {
  const last = done.at(-1);
  if (!last) return "";
  if (last.judgement) return takeBack(last.judgement);
  await ask(`/duplicates/later/${encodeURIComponent(last.later)}`, {}, { method: "DELETE" });
  done.pop();
  queue = [last.doubt, ...queue.filter((doubt) => keyOf(doubt) !== keyOf(last.doubt))];
  at = 0;
  return `Back: ${nameIn(last.doubt)}.`;
}

async function takeBack(id) {
  await withdraw(id);
  const i = done.findIndex((one) => one.judgement === id);
  const [gone] = i < 0 ? [null] : done.splice(i, 1);
  await Promise.all([load(), listed()]);
  const place = gone ? queue.findIndex((doubt) => keyOf(doubt) === keyOf(gone.doubt)) : -1;
  at = Math.max(0, place);
  return gone ? `Taken back: ${nameIn(gone.doubt)}.` : "Taken back.";
}

function look(step) {
  at += step;
  show();
}

const KEYS = { s: () => work(() => say("same")), d: () => work(() => say("different")), l: () => work(() => say("later")), u: () => work(undo), ArrowLeft: () => look(-1), ArrowRight: () => look(1) };

document.addEventListener("keydown", (event) => {
  const action = KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  const typing = event.target.closest("input:not([type=checkbox]), textarea, select, dialog");
  if (!action || !byId("keys").checked || typing || event.ctrlKey || event.altKey || event.metaKey || event.repeat || byId("decide").hidden) return;
  event.preventDefault();
  action();
});
for (const verdict of ["same", "different", "later"]) byId(verdict).addEventListener("click", () => work(() => say(verdict)));
byId("undo").addEventListener("click", () => work(undo));
await work(async () => {
  await Promise.all([load(), listed()]);
  return "";
});
