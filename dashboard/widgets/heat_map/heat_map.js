// Draws the table that Python describes, and tells which cell was chosen. Nothing is written as HTML:
// every text is set as text, because names come from files that anybody may have written.

const STEPS = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] };

function make(tag, attributes = {}, text = "") {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  if (text) element.textContent = text;
  return element;
}

function head(data) {
  const top = make("tr"), below = make("tr");
  top.append(make("th", { scope: "col", rowspan: "2", class: "corner" }, data.corner));
  for (const group of data.groups) {
    top.append(make("th", { scope: "colgroup", colspan: String(group.columns.length), class: "group" }, group.name));
    group.columns.forEach((name, at) => {
      const column = make("th", { scope: "col", class: at ? "column" : "column first" });
      column.append(make("span", {}, name));
      below.append(column);
    });
  }
  const made = make("thead");
  made.append(top, below);
  return made;
}

function body(data) {
  const firsts = new Set();
  let at = 0;
  for (const group of data.groups) { firsts.add(at); at += group.columns.length; }
  const made = make("tbody");
  for (const row of data.rows) {
    const line = make("tr");
    line.append(make("th", { scope: "row" }, row.name));
    row.cells.forEach((cell, number) => {
      const place = make("td", firsts.has(number) ? { class: "first" } : {});
      const button = make("button", {
        type: "button", tabindex: "-1", class: cell.state, title: cell.words, "aria-label": cell.words,
        "aria-pressed": String(cell.id === data.chosen), "data-id": cell.id,
      }, cell.mark);
      place.append(button);
      line.append(place);
    });
    made.append(line);
  }
  return made;
}

function walk(event, rows) {
  const cell = event.target.closest("td");
  const step = STEPS[event.key];
  if (!cell || (!step && event.key !== "Home" && event.key !== "End")) return;
  event.preventDefault();
  const row = cell.parentElement;
  let [down, right] = [rows.indexOf(row), cell.cellIndex];
  if (step) { down += step[0]; right += step[1]; }
  else right = event.key === "Home" ? 1 : row.cells.length - 1;
  const next = rows[down]?.cells[right]?.querySelector("button");
  if (!next) return;
  for (const other of rows[0].parentElement.querySelectorAll('button[tabindex="0"]')) other.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
  next.scrollIntoView({ block: "nearest", inline: "nearest" });
}

export default function ({ data, parentElement, setTriggerValue }) {
  let frame = parentElement.querySelector(".frame");
  if (!frame) {
    frame = make("div", { class: "frame", role: "region", tabindex: "-1" });
    parentElement.append(frame);
  }
  const active = frame.getRootNode().activeElement?.dataset?.id;
  const told = JSON.stringify(data);
  if (frame.dataset.told !== told) {
    frame.dataset.told = told;
    frame.setAttribute("aria-label", data.caption);
    const table = make("table");
    table.append(make("caption", {}, data.caption), head(data), body(data));
    frame.replaceChildren(table);
    const buttons = [...table.querySelectorAll("td button")];
    const first = buttons.find((b) => b.dataset.id === (active || data.chosen)) || buttons[0];
    if (first) first.tabIndex = 0;
    if (active && first?.dataset.id === active) first.focus();
    const rows = [...table.tBodies[0].rows];
    table.addEventListener("keydown", (event) => walk(event, rows));
  }
  // set anew at every run: an earlier one belongs to a run that is over
  frame.onclick = (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    for (const other of frame.querySelectorAll('button[tabindex="0"]')) other.tabIndex = -1;
    button.tabIndex = 0;
    setTriggerValue("chosen", button.dataset.id);
  };
}
