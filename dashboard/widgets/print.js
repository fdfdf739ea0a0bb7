// A button that prints the page; data = what stands on it.

export default function ({ data, parentElement }) {
  let button = parentElement.querySelector("button");
  if (!button) {
    button = document.createElement("button");
    button.type = "button";
    button.onclick = () => window.print();
    parentElement.appendChild(button);
  }
  button.textContent = data;
}
