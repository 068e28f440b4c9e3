// One import: its progress while it runs, then its counts, its problems and the way back.

import { el } from "./dom.js";
import { bytes, count, day, plural } from "./format.js";
import { preview } from "./preview.js";
import { asked, told } from "./questions.js";
import { ask, follow } from "./server.js";

const WORDS = { waiting: "waiting", reading: "reading", done: "imported", refused: "not imported", cancelled: "cancelled" };
const COUNTS = [["rows", "rows"], ["people", "people"], ["nameless", "without a name"], ["problems", "problems"], ["warnings", "warnings"], ["encounters", "encounters"], ["new_people", "new people"]];

function state(one) {
  if (asked(one)) return "needs an answer";
  return one.dry_run && one.state === "done" ? "only looked at: nothing is kept yet" : WORDS[one.state] ?? one.state;
}

/** A list item that follows an Import of the interface until it ends. `ended` is told how; `undo` is called for the button. */
export function outcome(first, { ended = () => {}, undo = null } = {}) {
  const node = el("li", { class: "outcome", id: first.source || first.id });
  const draw = (one) => {
    node.className = `outcome ${one.state}${one.counts?.problems ? " partly" : ""}${one.dry_run ? " looked-at" : ""}${asked(one) ? " asked" : ""}`;
    node.dataset.state = one.state;
    node.replaceChildren(head(one), ...body(one, undo));
  };
  draw(first);
  if (first.state === "waiting" || first.state === "reading") {
    follow(first.id, {
      progress: (progress) => step(node, first, progress),
      end: (one) => {
        draw(one);
        if (one.source) node.id = one.source;
        ended(one);
      },
    });
  } else {
    // A short file can be done before its upload is answered.
    queueMicrotask(() => ended(first));
  }
  return node;
}

function head(one) {
  const about = [one.kind, one.owner && `export of ${one.owner}`, one.imported && day(one.imported)].filter(Boolean).join(" · ");
  return el("div", { class: "head" }, el("strong", { dir: "auto" }, one.file), el("span", { class: "hint" }, el("span", { dir: "auto" }, about), about ? " · " : "", el("span", { class: "state" }, state(one))));
}

function body(one, undo) {
  if (one.state === "waiting" || one.state === "reading") {
    const cancel = el("button", { type: "button", class: "small quiet", on: { click: () => ask(`/imports/${encodeURIComponent(one.id)}`, {}, { method: "DELETE" }).catch(() => {}) } }, "Cancel");
    return [el("progress", { "aria-label": `Reading ${one.file}` }), el("p", { class: "hint now" }, "Waiting for its turn"), el("div", { class: "actions" }, cancel)];
  }
  const parts = [];
  if (one.problem) parts.push(el("p", { class: asked(one) ? "notice" : "problem", dir: "auto" }, told(one)));
  if (one.counts) parts.push(counts(one.counts));
  if (one.report?.unchanged) parts.push(el("p", { class: "hint" }, "All of it was known already; nothing changed."));
  const report = one.report ?? {};
  if (report.map && !one.dry_run) parts.push(el("p", { class: "hint" }, "Mapped: ", el("code", { class: "breakable", dir: "auto" }, report.map)));
  if (report.preview?.length) parts.push(preview(report.preview));
  if (report.problems?.length) parts.push(remarks(report.problems, one.counts.problems, "problem", "problems", true));
  if (report.warnings?.length) parts.push(remarks(report.warnings, one.counts.warnings, "warning", "warnings", false));
  const troubled = !one.dry_run && one.counts && one.counts.problems + one.counts.warnings > 0;
  const actions = [
    troubled && el("a", { class: "button small", href: `/api/imports/${encodeURIComponent(one.source || one.id)}/problems.csv`, download: true }, "Problems as CSV"),
    undo && one.state === "done" && one.source && el("button", { type: "button", class: "small", on: { click: () => undo(one) } }, "Undo"),
  ].filter(Boolean);
  if (actions.length) parts.push(el("div", { class: "actions" }, actions));
  return parts;
}

function counts(numbers) {
  const shown = COUNTS.filter(([key]) => numbers[key] !== undefined && (numbers[key] || ["rows", "people", "nameless", "problems"].includes(key)));
  return el("dl", { class: "counts" }, shown.map(([key, label]) => el("div", { "data-count": key }, el("dt", {}, label), el("dd", {}, count(numbers[key])))));
}

function remarks(list, total, one, many, open) {
  return el("details", { open },
    el("summary", {}, plural(total, one, many)),
    el("div", { class: "scroll" }, el("table", {},
      el("thead", {}, el("tr", {}, el("th", { scope: "col" }, "Line"), el("th", { scope: "col" }, "Reason"))),
      el("tbody", {}, list.map((remark) => el("tr", {}, el("td", {}, remark.line ? String(remark.line) : "whole file"), el("td", { dir: "auto" }, remark.reason)))))));
}

function said(progress) {
  const far = `${bytes(progress.bytes_read)} of ${bytes(progress.bytes_total)}`;
  if (progress.stage === "looking") return `Looking through it · ${far}`;
  const rows = `${plural(progress.rows, "row", "rows")} read`;
  if (progress.stage === "relating") return `${rows} · working out people and ties`;
  const rate = progress.rows_per_second ? ` · ${count(Math.round(progress.rows_per_second))} a second` : "";
  const left = progress.seconds_remaining ? ` · about ${plural(Math.ceil(progress.seconds_remaining), "second", "seconds")} left` : "";
  return `${rows} · ${far}${rate}${left}`;
}

function step(node, first, progress) {
  const bar = node.querySelector("progress");
  const now = node.querySelector(".now");
  if (!bar || !now || !progress) return;
  node.dataset.state = progress.state ?? "reading";
  if (progress.bytes_total) {
    bar.max = progress.bytes_total;
    bar.value = progress.bytes_read;
  }
  if (progress.stage) now.textContent = said(progress);
  node.querySelector(".state").textContent = WORDS[node.dataset.state] ?? "";
}
