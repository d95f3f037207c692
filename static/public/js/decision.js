// A decision shows only what the chosen answer asks, and the button repeats the choice.
(() => {
  "use strict";

  document.querySelectorAll("form[data-decision]").forEach((form) => {
    const button = form.querySelector("[data-verb]");
    const usual = button.textContent;
    const parts = Array.from(form.querySelectorAll("[data-for]"));
    form.querySelectorAll(".no-script").forEach((line) => line.remove());

    const follow = () => {
      const chosen = form.querySelector("input[name=move]:checked");
      parts.forEach((part) => { part.hidden = !chosen || !part.dataset.for.split(" ").includes(chosen.value); });
      button.textContent = (chosen && chosen.dataset.submit) || usual;
    };

    form.addEventListener("change", follow);
    follow();
  });
})();
