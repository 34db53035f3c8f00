// Gives names to what has none: each rich-text editor its label, language and help, its toolbar the words of the page's
// language (#editor-words, from the catalogue), and each search box of a choice the name of the choice.
(() => {
  let words = {};

  const rename = (button) => {
    const name = (button.dataset.name ?? "kind").replace(/[^a-z0-9]+(.)/gi, (_all, letter) => letter.toUpperCase());
    const word = words[name];
    if (!word || button.dataset.renamed) return;
    button.dataset.renamed = "yes";
    if (button.classList.contains("prose-menubar__option")) {
      button.firstElementChild.textContent = word;
    } else {
      button.title = word;
      button.setAttribute("aria-label", word);
    }
  };

  const nameEditor = (box) => {
    const textarea = box.closest(".prose-editor")?.querySelector(":scope > textarea");
    if (!textarea || box.dataset.named) return;
    box.dataset.named = "yes";
    box.lang = textarea.lang || document.documentElement.lang;
    box.setAttribute("aria-multiline", "true");
    for (const name of ["aria-describedby", "aria-invalid"]) {
      if (textarea.hasAttribute(name)) box.setAttribute(name, textarea.getAttribute(name));
    }
    const label = document.querySelector(`label[for="${textarea.id}"]`);
    if (!label) return;
    label.id = `${textarea.id}_label`;
    box.setAttribute("aria-labelledby", label.id);
    label.addEventListener("click", () => box.focus());
  };

  const nameSearch = (field) => {
    const results = /^select2-(.+)-results$/.exec(field.getAttribute("aria-controls") ?? "");
    const select = field.closest(".select2-container")?.previousElementSibling;
    const label = document.querySelector(`label[for="${results ? results[1] : select?.id}"]`);
    if (label) field.setAttribute("aria-label", label.textContent.replace(/\s*:\s*$/, ""));
  };

  const nameAll = () => {
    words = document.getElementById("editor-words")?.dataset ?? words;
    document.querySelectorAll(".prose-editor [contenteditable]").forEach(nameEditor);
    document.querySelectorAll(".prose-menubar [data-name], .prose-menubar__selected > button").forEach(rename);
    document.querySelectorAll(".select2-search__field:not([aria-label])").forEach(nameSearch);
  };

  new MutationObserver(nameAll).observe(document.documentElement, { childList: true, subtree: true });
  document.addEventListener("DOMContentLoaded", nameAll);
})();
