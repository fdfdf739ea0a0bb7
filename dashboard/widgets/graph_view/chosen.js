// Tells a picture which of its cards and links is the chosen one; data = {key, chosen}. A picture that is not
// there yet finds it in window.__ansvarChosen.

export default function ({ data }) {
  window.__ansvarChosen = { ...window.__ansvarChosen, [data.key]: data.chosen };
  window.__ansvarGraph?.[data.key]?.choose(data.chosen);
}
