// By what people are told apart: the shipped weights, or those that this network taught. To learn and to forget derive everybody anew.

import { byId, el } from "./dom.js";
import { day, plural } from "./format.js";
import { ask } from "./server.js";

const strength = (bits) => `${bits > 0 ? "+" : "−"}${Math.abs(bits).toFixed(1)}`;

function origin(model) {
  if (!model.learned) return "The weights that Mutuals comes with. They can be learned from this network's own records, and from your decisions.";
  return `Learned on ${day(model.learned)} from ${plural(model.records, "record", "records")} and ${plural(model.decisions, "decision", "decisions")}.`;
}

const weights = (model) => el("table", {},
  el("caption", { class: "hint" }, "What each likeness of two records says, in bits: one bit more doubles the odds that they are one person's."),
  el("thead", {}, el("tr", {}, ["Of", "Likeness", "Bits"].map((title) => el("th", { scope: "col" }, title)))),
  el("tbody", {}, model.comparisons.flatMap(({ what, levels }) => levels.map(({ words, bits }) => el("tr", {}, [what, words, strength(bits)].map((cell) => el("td", {}, cell)))))));

/** Fill the section; what is learned or forgotten changes the doubts, so that the page is read anew. */
export async function learned() {
  const [told, learn, forget, problem] = ["learned-origin", "learn", "forget", "learned-problem"].map(byId);
  const model = await ask("/duplicates/model");
  told.textContent = origin(model);
  byId("learned-weights").replaceChildren(weights(model));
  forget.hidden = !model.learned;
  byId("learned").hidden = false;

  const change = (method, saying) => async () => {
    for (const button of [learn, forget]) button.disabled = true;
    problem.hidden = true;
    told.textContent = saying;
    try {
      await ask("/duplicates/model", {}, { method });
      location.reload();
    } catch (error) {
      problem.textContent = error.message;
      problem.hidden = false;
      told.textContent = origin(model);
      for (const button of [learn, forget]) button.disabled = false;
    }
  };
  learn.onclick = change("POST", "Learning, and looking at everybody anew. That takes as long as importing all files once more…");
  forget.onclick = change("DELETE", "Looking at everybody anew, with the weights that Mutuals comes with…");
}
