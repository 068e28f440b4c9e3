// A review of doubts: one at a time, decided by keys or buttons, each decision taken back as easily.

import { byId } from "./dom.js";
import { plural } from "./format.js";

const LIMIT = 200;

/**
 * Runs the review of a page (`templates/review.html`). What it is about:
 * `load(limit)` gives the server's `items` and `total`; `keyOf` and `nameIn` tell one doubt from others, for us and for a person;
 * `draw` shows one; `question` asks it in words; `decide(verdict, doubt)` resolves to the `id` of the decision and what becomes
 * of the rest of the queue (`rest`); `withdraw(id)` takes one back; `putOff(doubt)` and `takeUp(id)` put one last and back in its
 * turn; `listed()` lists anew what was decided; `said` are the
 * verdicts in words, `nothing` what is told where there is no doubt. Returns the way to take back any decision by its id.
 */
export async function review({ load, keyOf, nameIn, draw, question, decide, withdraw, putOff, takeUp, listed, said, nothing }) {
  let queue = [];
  let beyond = 0;
  let at = 0;
  let busy = false;
  const done = [];
  const decided = () => done.filter((one) => one.decision).length;

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
    if (doubt) draw(doubt);
    else byId("nothing").textContent = done.length ? "That was the last one. Thank you." : nothing;
    byId("told").textContent = `${told} ${plural(left, "pair", "pairs")} left. ${doubt ? question(doubt) : byId("nothing").textContent}`;
  }

  async function fill() {
    const found = await load(LIMIT);
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
    if (verdict === "later") {
      done.push({ doubt, later: await putOff(doubt) });
      if (beyond) await fill();
      else queue.push(...queue.splice(at, 1));
    } else {
      const { id, rest } = await decide(verdict, doubt);
      done.push({ doubt, decision: id });
      queue.splice(at, 1);
      queue = rest(queue);
      await listed();
    }
    if (!queue.length && beyond) await fill();
    return `${said[verdict]}: ${nameIn(doubt)}.`;
  }

  async function undo() {
    const last = done.at(-1);
    if (!last) return "";
    if (last.decision) return takeBack(last.decision);
    await takeUp(last.later);
    done.pop();
    queue = [last.doubt, ...queue.filter((doubt) => keyOf(doubt) !== keyOf(last.doubt))];
    at = 0;
    return `Back: ${nameIn(last.doubt)}.`;
  }

  async function takeBack(id) {
    await withdraw(id);
    const i = done.findIndex((one) => one.decision === id);
    const [gone] = i < 0 ? [null] : done.splice(i, 1);
    await Promise.all([fill(), listed()]);
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
    await Promise.all([fill(), listed()]);
    return "";
  });
  return (id) => work(() => takeBack(id));
}
