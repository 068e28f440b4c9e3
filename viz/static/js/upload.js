// Choosing and dropping files, saying what has to be said of them, and sending them to be looked at or imported.

import { byId, el } from "./dom.js";
import { bytes, count } from "./format.js";
import { outcome } from "./outcome.js";
import { asked, questions } from "./questions.js";
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
    const one = { file, owner, asks: questions(), shown: null };
    one.node = el("li", {},
      el("div", { class: "file" }, el("strong", { dir: "auto" }, file.name), el("div", { class: "hint" }, bytes(file.size))),
      el("div", { class: "owner" }, el("label", { for: id }, "Whose export is it?"), owner),
      el("button", { type: "button", class: "quiet small", "aria-label": `Leave out ${file.name}`, on: { click: () => { leave(one); refresh(); } } }, "×"),
      one.asks.node);
    return one;
  }

  function leave(one) {
    waiting = waiting.filter((other) => other !== one);
    one.shown?.remove();
  }

  function refresh() {
    chosen.replaceChildren(...waiting.map((one) => one.node));
    byId("start").hidden = !waiting.length;
    form.querySelector("[type=submit]").textContent = waiting.length > 1 ? `Import ${count(waiting.length)} files` : "Import";
  }

  function ended(sent, one, shown) {
    if (one.state === "done" && !one.dry_run) {
      if (one.owner) byId("owners").append(el("option", { value: one.owner }));
      imported();
      return;
    }
    const question = asked(one);
    // Columns that were chosen and refused are corrected, not chosen all anew.
    if (!question && !(one.state === "refused" && sent.asks.said().map)) return;
    sent.shown = shown;
    const next = question === "owner" ? sent.owner : sent.asks.ask(one);
    if (!waiting.includes(sent)) {
      waiting.push(sent);
      refresh();
    }
    next?.focus();
  }

  function formOf(files) {
    const body = new FormData();
    for (const one of files) {
      body.append("files", one.file, one.file.name);
      body.append("owner", one.owner.value.trim());
      for (const [name, value] of Object.entries(one.asks.said())) body.append(name, value);
    }
    return body;
  }

  /** To be looked at, files stay where they are; to be imported, they leave, and come back with what is asked of them. */
  async function send(path) {
    const sent = waiting;
    const total = sent.reduce((sum, one) => sum + one.file.size, 0);
    if (total > limit.request) return complain(`Together these have ${bytes(total)}; at most ${bytes(limit.request)} go at once.`);
    const open = sent.find((one) => one.asks.missing());
    if (open) return complain(`${open.file.name}: ${open.asks.missing()}`);
    const buttons = form.querySelectorAll(".actions button");
    for (const button of buttons) button.disabled = true;
    complain("");
    try {
      const answer = await ask(path, {}, { method: "POST", body: formOf(sent) });
      if (path === "/imports") {
        waiting = [];
        refresh();
      }
      answer.imports.forEach((one, i) => {
        sent[i].shown?.remove();
        const shown = outcome(one, { ended: (last) => ended(sent[i], last, shown) });
        sent[i].shown = path === "/previews" ? shown : null;
        byId("results").prepend(shown);
      });
    } catch (error) {
      complain(error.message);
    } finally {
      for (const button of buttons) button.disabled = false;
    }
    return null;
  }

  picker.addEventListener("change", () => { add(picker.files); picker.value = ""; });
  byId("preview").addEventListener("click", () => send("/previews"));
  byId("clear").addEventListener("click", () => { waiting.forEach(leave); refresh(); complain(""); });
  form.addEventListener("submit", (event) => { event.preventDefault(); send("/imports"); });
  // A file dropped beside the box would else replace the page.
  for (const name of ["dragover", "drop"]) window.addEventListener(name, (event) => event.preventDefault());
  drop.addEventListener("dragover", () => drop.classList.add("over"));
  drop.addEventListener("dragleave", () => drop.classList.remove("over"));
  drop.addEventListener("drop", (event) => { drop.classList.remove("over"); add(event.dataTransfer.files); });
}
