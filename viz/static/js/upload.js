// Choosing and dropping files, saying whose they are, and sending them.

import { byId, el } from "./dom.js";
import { bytes, count } from "./format.js";
import { outcome, ownerNeeded } from "./outcome.js";
import { ask } from "./server.js";

const EXPORT = /connection|linkedin|contact|archive|export|\.zip$|\.vcf$/i;

/** `imported` is called after every file that came in. */
export function uploads({ imported }) {
  const form = byId("import");
  const drop = byId("drop");
  const picker = byId("files");
  const chosen = byId("chosen");
  const problem = byId("import-problem");
  const limit = { files: Number(form.dataset.files), file: Number(form.dataset.fileBytes), request: Number(form.dataset.requestBytes) };
  let waiting = [];

  function complain(text) {
    problem.textContent = text;
    problem.hidden = !text;
  }

  function add(files) {
    complain("");
    for (const file of files) {
      if (file.size > limit.file) complain(`${file.name} has ${bytes(file.size)}; a file may have ${bytes(limit.file)}.`);
      else if (waiting.length >= limit.files) complain(`At most ${count(limit.files)} files at once.`);
      else waiting.push(row(file));
    }
    refresh();
  }

  function row(file) {
    const id = `owner-${crypto.getRandomValues(new Uint32Array(1))[0]}`;
    const owner = el("input", { type: "text", id, list: "owners", dir: "auto", maxlength: "200", autocomplete: "off",
      placeholder: EXPORT.test(file.name) ? "Name of its owner" : "Only for an export" });
    const one = { file, owner };
    one.node = el("li", {},
      el("div", { class: "file" }, el("strong", { dir: "auto" }, file.name), el("div", { class: "hint" }, bytes(file.size))),
      el("div", { class: "owner" }, el("label", { for: id }, "Whose export is it?"), owner),
      el("button", { type: "button", class: "quiet small", "aria-label": `Leave out ${file.name}`, on: { click: () => { waiting = waiting.filter((other) => other !== one); refresh(); } } }, "×"));
    return one;
  }

  function refresh() {
    chosen.replaceChildren(...waiting.map((one) => one.node));
    byId("start").hidden = !waiting.length;
    form.querySelector("[type=submit]").textContent = waiting.length > 1 ? `Import ${count(waiting.length)} files` : "Import";
  }

  function ended(sent, one) {
    if (one.state === "done") {
      if (one.owner) byId("owners").append(el("option", { value: one.owner }));
      imported();
    } else if (ownerNeeded(one)) {
      const again = row(sent.file);
      waiting.push(again);
      refresh();
      again.owner.focus();
    }
  }

  async function send() {
    const total = waiting.reduce((sum, one) => sum + one.file.size, 0);
    if (total > limit.request) return complain(`Together these have ${bytes(total)}; at most ${bytes(limit.request)} go at once.`);
    const body = new FormData();
    for (const one of waiting) {
      body.append("files", one.file, one.file.name);
      body.append("owner", one.owner.value.trim());
    }
    const button = form.querySelector("[type=submit]");
    button.disabled = true;
    complain("");
    try {
      const sent = waiting;
      const answer = await ask("/imports", {}, { method: "POST", body });
      waiting = [];
      refresh();
      byId("results").prepend(...answer.imports.map((one, i) => outcome(one, { ended: (last) => ended(sent[i], last) })));
    } catch (error) {
      complain(error.message);
    } finally {
      button.disabled = false;
    }
    return null;
  }

  picker.addEventListener("change", () => { add(picker.files); picker.value = ""; });
  byId("clear").addEventListener("click", () => { waiting = []; refresh(); complain(""); });
  form.addEventListener("submit", (event) => { event.preventDefault(); send(); });
  // A file dropped beside the box would else replace the page.
  for (const name of ["dragover", "drop"]) window.addEventListener(name, (event) => event.preventDefault());
  drop.addEventListener("dragover", () => drop.classList.add("over"));
  drop.addEventListener("dragleave", () => drop.classList.remove("over"));
  drop.addEventListener("drop", (event) => { drop.classList.remove("over"); add(event.dataTransfer.files); });
}
