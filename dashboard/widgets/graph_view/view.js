// The picture of a graph, drawn with cytoscape.js, which comes as a component of its own: what Python sends is compared with what is shown,
// so a rerun of the page changes only what is different and keeps zoom, place and what was dragged.
//
// From Python: data = {nodes, edges, route, fit, height, words, title}; see graph_view/__init__.py. What is chosen
//              comes by chosen.js.
// To Python:   picked {id}         a node or edge was clicked, or reached with the arrow keys
//              opened {id}         a node was double-clicked, or Enter was pressed on it
// window.__ansvarGraph[key] = {cy, at(id)} lets tests find things on the canvas.

const LEGIBLE = 0.72;  // smallest zoom at which a new picture is shown whole: 13 px text stays above 9 px
const COMFORTABLE = 0.9;  // what does not fit then is larger: some of it is out of sight anyway
const KEPT = new WeakMap();

export default function (component) {
  const { parentElement } = component;
  if (window.__ansvarCytoscape) show(component);
  else window.addEventListener("ansvar-cytoscape", () => show(component), { once: true });
  return () => {
    const view = KEPT.get(parentElement);
    if (!view) return;
    view.watch.disconnect();
    view.cy.destroy();
    KEPT.delete(parentElement);
    delete window.__ansvarGraph[view.data.key];
  };
}

function show({ data, parentElement, setTriggerValue }) {
  let view = KEPT.get(parentElement);
  if (!view) {
    view = mount(parentElement);
    KEPT.set(parentElement, view);
  }
  view.send = setTriggerValue;
  update(view, data);
}

function mount(parent) {
  const frame = element("div", "frame");
  const bar = element("div", "bar", { role: "toolbar" });
  const canvas = element("div", "canvas", { tabindex: "0", role: "img" });
  const told = element("span", "told");
  frame.append(bar, canvas, element("span", "sentinel"));
  parent.querySelector(".frame")?.remove();
  parent.appendChild(frame);
  const cy = window.__ansvarCytoscape({
    container: canvas, minZoom: 0.08, maxZoom: 3, wheelSensitivity: 0.3,
    selectionType: "single", boxSelectionEnabled: false,
  });
  const view = { frame, bar, told, canvas, cy, data: null, chosen: "", given: new Map(), send: () => {} };
  view.watch = new ResizeObserver(() => cy.resize());
  view.watch.observe(canvas);
  frame.querySelector(".sentinel").addEventListener("transitionend", () => paint(view));
  cy.on("tap", "node, edge", (event) => pick(view, event.target));
  cy.on("dbltap", "node", (event) => view.send("opened", { id: event.target.id() }));
  canvas.addEventListener("keydown", (event) => onKey(view, event));
  // cytoscape remembers where its container is and looks again when an ancestor scrolls, but it sees no ancestor
  // beyond the component: after scrolling, a click would hit another card
  for (const kind of ["pointerenter", "pointerdown", "wheel"]) {
    const look = () => cy.renderer().invalidateContainerClientCoordsCache();
    canvas.addEventListener(kind, look, { capture: true, passive: true });
  }
  return view;
}

function element(name, className, attributes = {}) {
  const made = document.createElement(name);
  made.className = className;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

// -- what is shown -------------------------------------------------------------------------------

function update(view, data) {
  const { cy } = view;
  const before = view.data;
  view.data = data;
  view.frame.style.setProperty("--height", `${data.height}px`);
  view.canvas.setAttribute("aria-label", data.title);
  if (!before || JSON.stringify(before.words) !== JSON.stringify(data.words)) buttons(view);
  view.told.textContent = data.told;

  view.chosen = window.__ansvarChosen?.[data.key] ?? data.centre;
  const anchor = cy.getElementById(view.chosen);
  const held = before && anchor.nonempty() ? { ...anchor.renderedPosition() } : null;
  const wanted = new Set([...data.nodes, ...data.edges].map((item) => item.id));
  cy.batch(() => {
    cy.elements().filter((item) => !wanted.has(item.id())).remove();
    for (const node of data.nodes) place(view, node);
    for (const edge of data.edges) {
      const there = cy.getElementById(edge.id);
      if (there.empty()) cy.add({ group: "edges", data: edge });
      else there.data(edge);
    }
    mark(view);
  });
  paint(view);
  cy.resize();
  if (!before || before.fit !== data.fit) open(view);
  else if (held && cy.getElementById(view.chosen).nonempty()) {
    const now = cy.getElementById(view.chosen).renderedPosition();
    cy.panBy({ x: held.x - now.x, y: held.y - now.y });
  }
  window.__ansvarGraph = window.__ansvarGraph || {};
  const choose = (id) => { view.chosen = id; mark(view); };
  window.__ansvarGraph[data.key] = { cy, choose, at: (id) => pageSpot(view, id), drawn: performance.now() };
}

// A node that Python did not move stays where the user put it.
function place(view, node) {
  const { cy, given } = view;
  const spot = `${node.x},${node.y}`;
  const there = cy.getElementById(node.id);
  if (there.empty()) cy.add({ group: "nodes", data: node, position: { x: node.x, y: node.y } });
  else {
    there.data(node);
    if (given.get(node.id) !== spot) there.position({ x: node.x, y: node.y });
  }
  given.set(node.id, spot);
}

function mark(view) {
  const { cy, data } = view;
  const route = new Set(data.route);
  cy.elements().removeClass("route dim picked beside");
  if (route.size) {
    cy.elements().forEach((item) => { item.addClass(route.has(item.id()) ? "route" : "dim"); });
  }
  const picked = cy.getElementById(view.chosen);
  picked.addClass("picked");
  if (picked.isNode?.()) picked.connectedEdges().addClass("beside");
  if (data.edges.length <= 14) cy.edges().addClass("beside");
}

function open(view) {
  const { cy, data } = view;
  if (cy.elements().empty()) return;
  cy.fit(undefined, 24);
  if (cy.zoom() > 1.1) cy.zoom(1.1);
  const middle = cy.getElementById(data.centre);
  if (cy.zoom() >= LEGIBLE || middle.empty()) { cy.center(); return; }
  cy.zoom(COMFORTABLE);
  cy.center(middle);
  // what fits one way is centred that way; what does not has no empty margin
  const box = cy.elements().renderedBoundingBox();
  cy.panBy({ x: shift(box.x1, box.x2, cy.width()), y: shift(box.y1, box.y2, cy.height()) });
}

function shift(from, to, room) {
  if (to - from <= room - 32) return (room - to - from) / 2;
  if (from > 16) return 16 - from;
  return to < room - 16 ? room - 16 - to : 0;
}

function pick(view, target) {
  view.chosen = target.id();
  mark(view);
  view.send("picked", { id: target.id() });
}

function pageSpot(view, id) {
  const item = view.cy.getElementById(id);
  if (item.empty()) return null;
  const box = view.canvas.getBoundingClientRect();
  const spot = item.isNode() ? item.renderedPosition() : item.renderedMidpoint();
  return { x: box.x + spot.x, y: box.y + spot.y, width: item.renderedWidth(), height: item.renderedHeight() };
}

// -- how it looks --------------------------------------------------------------------------------

function paint(view) {
  const style = getComputedStyle(view.frame);
  const read = (name, otherwise) => style.getPropertyValue(name).trim() || otherwise;
  const ink = read("--st-text-color", "#1b2328");
  const paper = read("--st-background-color", "#ffffff");
  const soft = read("--st-secondary-background-color", "#f1f4f6");
  const accent = read("--st-primary-color", "#17527a");
  const line = read("--st-border-color", "#8a979f");
  const font = read("--st-font", "sans-serif");
  const key = [ink, paper, soft, accent, line, font].join();
  if (view.painted === key) return;
  view.painted = key;
  const alarm = isDark(paper) ? "#ff9c8a" : "#a8200d";
  view.colours = { ink, paper, soft, accent, line, font, alarm };
  view.cy.style([
    { selector: "node", style: {
      shape: "data(shape)", width: "data(width)", height: "data(height)", label: "data(label)",
      "text-wrap": "wrap", "text-max-width": 400, "text-valign": "center", "text-halign": "center",
      "font-family": font, "font-size": 13, "line-height": 1.15, color: ink,
      "background-color": soft, "border-width": 1.5, "border-color": line } },
    { selector: "node[frame = 'dashed']", style: { "border-style": "dashed", "border-width": 2.5, "border-color": alarm } },
    { selector: "node[frame = 'dotted']", style: { "border-style": "dotted", "border-width": 3, "border-color": ink } },
    { selector: "node[?centre]", style: { "border-width": 3, "border-color": ink } },
    { selector: "edge", style: {
      width: 1.3, "line-color": line, "target-arrow-color": line, "target-arrow-shape": "triangle",
      "curve-style": "bezier", "arrow-scale": 1, "line-style": "data(line)", "font-family": font,
      "font-size": 12, color: ink, "text-background-color": paper, "text-background-opacity": 0.9,
      "text-background-padding": 2 } },
    { selector: "edge[?upward]", style: {
      width: 2.6, "line-color": accent, "target-arrow-color": accent, "arrow-scale": 1.4 } },
    { selector: "edge.beside", style: { label: "data(label)" } },
    { selector: ".dim", style: { opacity: 0.55 } },
    { selector: "node.route", style: { "border-width": 4, "border-color": accent } },
    { selector: "edge.route", style: { width: 5, label: "data(label)" } },
    { selector: "node.picked", style: { "background-color": accent, color: readable(accent), opacity: 1 } },
    { selector: "edge.picked", style: { width: 5, "line-color": ink, "target-arrow-color": ink, label: "data(label)", opacity: 1 } },
  ]);
}

function luminance(colour) {
  const made = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d");
  made.fillStyle = colour;
  made.fillRect(0, 0, 1, 1);
  const [r, g, b] = [...made.getImageData(0, 0, 1, 1).data].map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
const isDark = (colour) => luminance(colour) < 0.2;
const readable = (colour) => (luminance(colour) < 0.18 ? "#ffffff" : "#000000");

// -- buttons and keys ----------------------------------------------------------------------------

function buttons(view) {
  const { words } = view.data;
  view.bar.setAttribute("aria-label", words.bar);
  const zoom = (by) => () => view.cy.zoom({
    level: view.cy.zoom() * by,
    renderedPosition: { x: view.cy.width() / 2, y: view.cy.height() / 2 },
  });
  const made = [
    ["+", words.zoom_in, zoom(1.3)],
    ["−", words.zoom_out, zoom(1 / 1.3)],
    [words.fit, words.fit_long, () => view.cy.fit(undefined, 24)],
    ["PNG", words.png, () => save(view, "png", view.cy.png({ full: true, scale: 2, bg: view.colours.paper, output: "blob" }))],
    ["SVG", words.svg, () => save(view, "svg", new Blob([svg(view)], { type: "image/svg+xml" }))],
  ].map(([text, title, act]) => {
    const button = element("button", "", { type: "button", title, "aria-label": title });
    button.textContent = text;
    button.addEventListener("click", act);
    return button;
  });
  view.bar.replaceChildren(...made, view.told);
}

function save(view, ending, blob) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = `${view.data.file}.${ending}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

const ARROWS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

function onKey(view, event) {
  const { cy } = view;
  const from = cy.getElementById(view.chosen);
  if (event.key === "+" || event.key === "-") cy.zoom(cy.zoom() * (event.key === "+" ? 1.3 : 1 / 1.3));
  else if (event.key === "Enter" && from.nonempty()) view.send("opened", { id: from.id() });
  else if (event.key in ARROWS) {
    const next = nearest(cy, from, ARROWS[event.key]);
    if (next) { pick(view, next); cy.center(next); }
  } else return;
  event.preventDefault();
}

// The nearest node in a direction; what lies aside counts double.
function nearest(cy, from, [dx, dy]) {
  if (from.empty() || !from.isNode()) return cy.nodes()[0];
  const here = from.position();
  let best = null;
  let least = Infinity;
  cy.nodes().forEach((node) => {
    const x = node.position("x") - here.x;
    const y = node.position("y") - here.y;
    const along = x * dx + y * dy;
    const far = along + 2 * Math.abs(x * dy + y * dx);
    if (along > 1 && far < least) { best = node; least = far; }
  });
  return best;
}

// -- the picture as SVG --------------------------------------------------------------------------

const DASHES = { dashed: ' stroke-dasharray="7 4"', dotted: ' stroke-dasharray="2 3"' };

function svg(view) {
  const { cy, colours } = view;
  const box = cy.elements().boundingBox();
  const pad = 20;
  const safe = (text) => String(text).replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
  const lines = cy.edges().map((edge) => {
    const a = edge.sourceEndpoint();
    const b = edge.targetEndpoint();
    const colour = edge.style("line-color");
    const bend = edge.controlPoints?.()?.[0];
    const path = bend ? `M${a.x},${a.y} Q${bend.x},${bend.y} ${b.x},${b.y}` : `M${a.x},${a.y} L${b.x},${b.y}`;
    const from = bend || a;
    const turn = (Math.atan2(b.y - from.y, b.x - from.x) * 180) / Math.PI;
    const dash = DASHES[edge.data("line")] || "";
    const middle = edge.midpoint();
    const label = edge.style("label") ? text(middle.x, middle.y, [edge.data("label")], 12, colours.ink) : "";
    return `<g opacity="${edge.style("opacity")}"><path d="${path}" fill="none" stroke="${colour}" stroke-width="${edge.numericStyle("width")}"${dash}/>`
      + `<path d="M0,0 L-9,-4.5 L-9,4.5 z" fill="${colour}" transform="translate(${b.x} ${b.y}) rotate(${turn})"/>${label}</g>`;
  });
  function text(x, y, rows, size, fill) {
    const top = y - ((rows.length - 1) * size * 1.15) / 2 + size * 0.35;
    return rows.map((row, i) => `<text x="${x}" y="${top + i * size * 1.15}" text-anchor="middle" font-size="${size}" fill="${fill}">${safe(row)}</text>`).join("");
  }
  const cards = cy.nodes().map((node) => {
    const { x, y } = node.position();
    const [w, h] = [node.width(), node.height()];
    const dash = DASHES[node.data("frame")] || "";
    const look = `fill="${node.style("background-color")}" stroke="${node.style("border-color")}" stroke-width="${node.numericStyle("border-width")}"${dash}`;
    const round = node.data("shape") === "round-rectangle" ? 8 : 0;
    const body = node.data("shape") === "ellipse"
      ? `<ellipse cx="${x}" cy="${y}" rx="${w / 2}" ry="${h / 2}" ${look}/>`
      : `<rect x="${x - w / 2}" y="${y - h / 2}" width="${w}" height="${h}" rx="${round}" ${look}/>`;
    return `<g opacity="${node.style("opacity")}">${body}${text(x, y, node.data("label").split("\n"), 13, node.style("color"))}</g>`;
  });
  const [w, h] = [box.w + 2 * pad, box.h + 2 * pad];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${w}" height="${h}" viewBox="${box.x1 - pad} ${box.y1 - pad} ${w} ${h}" font-family="${safe(colours.font)}">`
    + `<title>${safe(view.data.title)}</title><rect x="${box.x1 - pad}" y="${box.y1 - pad}" width="${w}" height="${h}" fill="${colours.paper}"/>${lines.join("")}${cards.join("")}</svg>`;
}
