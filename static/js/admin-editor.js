// Gives each rich-text editor its name, its language and its help, and its toolbar the words of the page's language:
// the editor itself does none of these. The words come from #editor-words, where the catalogue has written them.
(() => {
  const words = document.getElementById("editor-words")?.dataset ?? {};

  const rename = (element, name) => {
    const word = words[name.replace(/[^a-z0-9]+(.)/gi, (_all, letter) => letter.toUpperCase())];
    if (!word) return;
    if (element.classList.contains("prose-menubar__option")) {
      element.firstElementChild.textContent = word;
    } else {
      element.title = word;
      element.setAttribute("aria-label", word);
    }
  };

  const complete = (editor) => {
    const textarea = editor.querySelector(":scope > textarea");
    const box = editor.querySelector(":scope > [contenteditable]");
    const label = textarea && document.querySelector(`label[for="${textarea.id}"]`);
    if (!box || box.dataset.named) return;
    box.dataset.named = "yes";
    if (label) {
      label.id = `${textarea.id}_label`;
      box.setAttribute("aria-labelledby", label.id);
      label.addEventListener("click", () => box.focus());
    }
    box.setAttribute("aria-multiline", "true");
    box.lang = textarea.lang || document.documentElement.lang;
    for (const name of ["aria-describedby", "aria-invalid"]) {
      if (textarea.hasAttribute(name)) box.setAttribute(name, textarea.getAttribute(name));
    }
    for (const button of editor.querySelectorAll(".prose-menubar [data-name], .prose-menubar__selected > button")) {
      rename(button, button.dataset.name ?? "kind");
    }
  };

  const all = () => document.querySelectorAll(".prose-editor").forEach(complete);
  new MutationObserver(all).observe(document.documentElement, { childList: true, subtree: true });
  document.addEventListener("DOMContentLoaded", all);
})();
