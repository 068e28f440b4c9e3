// vis-network with our colours. Positions come from the server; physics stays off.

import { Network } from "../vendor/vis-network/vis-network.esm.min.js";

const GROUPS = 8;
const dark = matchMedia("(prefers-color-scheme: dark)");

function palette() {
  const style = getComputedStyle(document.documentElement);
  const get = (name) => style.getPropertyValue(`--${name}`).trim();
  return { ink: get("ink"), card: get("card"), paper: get("paper"), accent: get("accent"), path: get("path"), edge: get("edge-ink"),
    groups: Array.from({ length: GROUPS }, (_, i) => get(`group-${i}`)), font: style.fontFamily };
}

function dressed(data, look) {
  const groupOf = (node) => (Number(node.group) < 0 ? GROUPS - 1 : Number(node.group) % GROUPS);
  const onPath = data.nodes.some((node) => node.step >= 0);
  const nodes = data.nodes.map((node) => {
    const fill = node.step >= 0 ? look.path : look.groups[groupOf(node)];
    const ring = node.kind === "group" ? look.card : look.paper;
    return { ...node, group: undefined,
      color: { background: fill, border: ring, highlight: { background: fill, border: look.accent }, hover: { background: fill, border: look.ink } },
      opacity: node.kind === "group" ? 0.82 : 1,
      font: { color: look.ink, size: node.kind === "group" ? 17 : 14, face: look.font, strokeWidth: 4, strokeColor: look.paper },
      borderWidth: node.step >= 0 ? 2.5 : 1.5 };
  });
  const edges = data.edges.map((edge) => ({ ...edge,
    color: { color: edge.path ? look.path : look.edge, highlight: edge.path ? look.path : look.accent, hover: look.accent, opacity: edge.path ? 1 : onPath ? 0.35 : 0.6 } }));
  return { nodes, edges };
}

/** Draw `data` (of `viz.picture`) into `holder`; `chosen` is told the node that was clicked, or null. */
export function picture(holder, data, { chosen = () => {}, still = false } = {}) {
  const byId = new Map(data.nodes.map((node) => [node.id, node]));
  const options = { ...data.options, autoResize: true,
    interaction: { ...data.options.interaction, zoomView: !still, dragView: !still, dragNodes: !still, keyboard: false } };
  const network = new Network(holder, dressed(data, palette()), options);
  network.on("click", ({ nodes }) => chosen(nodes.length ? byId.get(nodes[0]) : null));
  network.once("afterDrawing", () => { holder.dataset.drawn = String(data.nodes.length); });
  const fit = (animation = false) => network.fit({ animation, maxZoomLevel: 1.6 });
  const repaint = () => network.setData(dressed(data, palette()));
  dark.addEventListener("change", repaint);
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
    },
    zoom: (factor) => network.moveTo({ scale: network.getScale() * factor }),
    close() {
      dark.removeEventListener("change", repaint);
      network.destroy();
      delete holder.dataset.drawn;
    },
  };
}
