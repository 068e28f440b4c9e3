// vis-network with our colours. Positions come from the server; physics stays off.

import { DataSet, Network } from "../vendor/vis-network/vis-network.esm.min.js";
import { folded, labels } from "./labels.js";

const GROUPS = 8;
const CLOSEST = 1.7;
/** Least radius on the screen, in pixels: on a phone a mark can still be seen and touched. */
const LEAST = { person: 3.5, group: 10 };
const dark = matchMedia("(prefers-color-scheme: dark)");

function palette() {
  const style = getComputedStyle(document.documentElement);
  const get = (name) => style.getPropertyValue(`--${name}`).trim();
  return { ink: get("ink"), paper: get("paper"), card: get("card"), accent: get("accent"), path: get("path"), edge: get("edge-ink"),
    groups: Array.from({ length: GROUPS }, (_, i) => get(`group-${i}`)), font: getComputedStyle(document.body).fontFamily };
}

function dressNode(node, look, fonts, scale) {
  const fill = node.step >= 0 ? look.path : look.groups[Number(node.group) < 0 ? GROUPS - 1 : Number(node.group) % GROUPS];
  return { id: node.id, x: node.x, y: node.y, size: Math.max(node.size, LEAST[node.kind] / scale), shape: node.shape, title: node.title, label: fonts.written.has(node.id) ? node.label : " ",
    color: { background: fill, border: look.paper, highlight: { background: fill, border: look.accent }, hover: { background: fill, border: look.ink } },
    opacity: node.kind === "group" ? 0.85 : 1,
    borderWidth: node.step >= 0 ? 3 : 1.5,
    font: { color: look.ink, size: fonts.size, face: look.font, strokeWidth: fonts.size / 3.5, strokeColor: look.paper, vadjust: fonts.written.get(node.id) ?? 0 } };
}

function dressEdge(edge, look, faint) {
  const color = edge.path ? look.path : look.edge;
  return { ...edge, color: { color, highlight: edge.path ? look.path : look.accent, hover: look.accent, opacity: edge.path ? 1 : faint ? 0.4 : 0.7 } };
}

/** The box around all marks, in drawing units. */
function extent(nodes) {
  const over = (pick, best) => nodes.reduce((sum, node) => best(sum, pick(node)), best === Math.min ? Infinity : -Infinity);
  return { left: over((n) => n.x - n.size, Math.min), right: over((n) => n.x + n.size, Math.max), top: over((n) => n.y - n.size, Math.min), bottom: over((n) => n.y + n.size, Math.max) };
}

/** Draw `data` (of `viz.picture`) into `holder`; `chosen` is told the node that was clicked, or null. */
export function picture(holder, data, { chosen = () => {}, still = false } = {}) {
  // Pictures are wider than high; on a screen that is not they lie on their side.
  const turned = holder.clientHeight > holder.clientWidth * 1.1;
  const marks = data.nodes.map((node) => ({ ...node, ...(turned ? { x: node.y, y: node.x } : {}), label: still ? folded(node.label) : node.label }));
  const margin = { x: Math.min(84, holder.clientWidth / 7), top: 32, bottom: still ? 40 : 84 };
  const byId = new Map(marks.map((node) => [node.id, node]));
  const faint = marks.some((node) => node.step >= 0);
  const nodes = new DataSet();
  const edges = new DataSet();
  const options = { ...data.options, autoResize: true,
    interaction: { ...data.options.interaction, zoomView: !still, dragView: !still, dragNodes: !still, keyboard: false } };
  const network = new Network(holder, { nodes, edges }, options);
  let wanted = 0;

  function write(scale) {
    const look = palette();
    const fonts = labels(marks, scale, data.focus);
    nodes.update(marks.map((node) => dressNode(node, look, fonts, scale)));
  }

  function paint() {
    const look = palette();
    edges.update(data.edges.map((edge) => dressEdge(edge, look, faint)));
    write(network.getScale());
  }

  function fit(animation = false) {
    if (!marks.length) return;
    const box = extent(marks);
    const room = { x: Math.max(holder.clientWidth - 2 * margin.x, 60), y: Math.max(holder.clientHeight - margin.top - margin.bottom, 60) };
    const scale = Math.min(room.x / Math.max(box.right - box.left, 1), room.y / Math.max(box.bottom - box.top, 1), CLOSEST);
    const middle = (box.top + box.bottom) / 2 + (margin.bottom - margin.top) / 2 / scale;
    network.moveTo({ position: { x: (box.left + box.right) / 2, y: middle }, scale, animation });
    write(scale);
  }

  function later() {
    clearTimeout(wanted);
    wanted = setTimeout(() => write(network.getScale()), 120);
  }

  paint();
  network.on("click", (event) => chosen(event.nodes.length ? byId.get(event.nodes[0]) : null));
  network.on("zoom", later);
  network.on("resize", () => fit());
  network.once("afterDrawing", () => { holder.dataset.drawn = String(data.nodes.length); });
  dark.addEventListener("change", paint);
  holder.dataset.path = data.nodes.filter((node) => node.step >= 0).sort((a, b) => a.step - b.step).map((node) => node.id).join(" ");
  holder.network = network;
  fit();
  return {
    network,
    fit,
    has: (id) => byId.has(id),
    select(id) {
      network.selectNodes([id]);
      network.focus(id, { scale: Math.max(network.getScale(), 0.9), animation: false });
      later();
    },
    zoom(factor) {
      network.moveTo({ scale: network.getScale() * factor });
      later();
    },
    close() {
      clearTimeout(wanted);
      dark.removeEventListener("change", paint);
      network.destroy();
      delete holder.dataset.drawn;
    },
  };
}
