// Small comforts on top of pages that work without script: every feature hangs on a data attribute.
(() => {
  "use strict";

  const words = {
    ko: {
      error: "오류: ", cancel: "그만두기", sending: "보내는 중입니다", left: "자 남음", over: "자 넘음",
      restored: "이 기기에 남아 있던 글을 되살렸습니다.", discard: "되살린 글 지우기",
    },
    en: {
      error: "Error: ", cancel: "Cancel", sending: "Sending", left: " characters left", over: " characters too many",
      restored: "The text kept on this device has been restored.", discard: "Discard it",
    },
  }[document.documentElement.lang.startsWith("en") ? "en" : "ko"];

  const all = (selector, root) => Array.from((root || document).querySelectorAll(selector));

  const element = (tag, attributes, text) => {
    const made = document.createElement(tag);
    Object.entries(attributes || {}).forEach(([name, value]) => made.setAttribute(name, value));
    if (text) made.textContent = text;
    return made;
  };

  // --- Errors ------------------------------------------------------------------------------------------------

  function showErrors() {
    const summary = document.querySelector(".errsum");
    if (!summary) return;
    if (!document.title.startsWith(words.error)) document.title = words.error + document.title;
    summary.focus();
    // A group has no control of its own: go to its first choice, where the keyboard can answer.
    all("a[href^='#']", summary).forEach((link) => link.addEventListener("click", (event) => {
      const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
      if (!target) return;
      const control = target.matches("fieldset") ? target.querySelector("input:not([type=hidden]), select") : target;
      event.preventDefault();
      target.scrollIntoView({ block: "center" });
      (control || target).focus({ preventScroll: true });
    }));
  }

  // --- Sending -----------------------------------------------------------------------------------------------

  function sendOnce(form) {
    form.addEventListener("submit", (event) => {
      if (event.defaultPrevented) return;
      if (form.dataset.sending) {
        event.preventDefault();
        return;
      }
      form.dataset.sending = "yes";
      // Disabled buttons are not sent, so wait until the browser has read the form.
      window.setTimeout(() => all("[type=submit]", form).forEach((button) => {
        button.setAttribute("aria-disabled", "true");
        if (button === event.submitter) button.dataset.words = button.textContent;
        if (button === event.submitter) button.textContent = words.sending;
      }), 0);
      // If no answer comes, people may try again; the server recognises the double.
      window.setTimeout(() => release(form), 15000);
    });
  }

  function release(form) {
    delete form.dataset.sending;
    all("[type=submit][aria-disabled]", form).forEach((button) => {
      button.removeAttribute("aria-disabled");
      if (button.dataset.words) button.textContent = button.dataset.words;
    });
  }

  function confirmFirst(button) {
    button.addEventListener("click", (event) => {
      if (button.dataset.confirmed) return;
      event.preventDefault();
      const go = () => {
        button.dataset.confirmed = "yes";
        button.click();
        delete button.dataset.confirmed;
      };
      if (typeof HTMLDialogElement !== "function") {
        if (window.confirm(button.dataset.confirm)) go();
        return;
      }
      ask(button.dataset.confirm, button.textContent.trim(), go);
    });
  }

  // The native dialog keeps the focus inside, closes with Escape and gives the focus back.
  function ask(sentence, verb, go) {
    const dialog = element("dialog", { class: "ask", "aria-labelledby": "ask-words" });
    const actions = element("div", { class: "actions row" });
    const no = element("button", { type: "button", class: "krds-btn large tertiary" }, words.cancel);
    const yes = element("button", { type: "button", class: "krds-btn large primary" }, verb);
    dialog.append(element("p", { id: "ask-words", class: "lead" }, sentence), actions);
    actions.append(no, yes);
    no.addEventListener("click", () => dialog.close());
    yes.addEventListener("click", () => { dialog.close(); go(); });
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
  }

  // --- Writing -----------------------------------------------------------------------------------------------

  function countLetters(area) {
    const limit = Number(area.dataset.count);
    const line = element("p", { class: "form-hint count-left", id: `${area.id}_count` });
    area.insertAdjacentElement("afterend", line);
    area.setAttribute("aria-describedby", `${area.getAttribute("aria-describedby") || ""} ${line.id}`.trim());
    const tell = () => {
      const rest = limit - Array.from(area.value).length;
      line.textContent = Math.abs(rest) + (rest < 0 ? words.over : words.left);
      line.classList.toggle("form-hint-invalid", rest < 0);
      line.hidden = rest > limit / 4;
    };
    area.addEventListener("input", tell);
    tell();
  }

  function separateThousands(input) {
    input.addEventListener("blur", () => {
      const plain = input.value.normalize("NFKC").replace(/[\s,원]/g, "");
      if (/^\d{1,13}$/.test(plain)) input.value = Number(plain).toLocaleString("ko-KR");
    });
  }

  function listFiles(input) {
    const list = element("ul", { class: "papers file-names", "aria-live": "polite" });
    input.closest(".file").insertAdjacentElement("afterend", list);
    input.addEventListener("change", () => list.replaceChildren(...Array.from(input.files).map((file) => {
      const item = element("li", {}, file.name);
      const size = file.size < 1048576 ? `${Math.ceil(file.size / 1024)}KB` : `${(file.size / 1048576).toFixed(1)}MB`;
      item.append(element("span", { class: "sub" }, size));
      return item;
    })));
  }

  // A copy of what is being written stays on this device until it has been sent. Passwords and files never do.
  function keepDraft(form) {
    const key = `draft:${location.pathname}:${form.dataset.draft}`;
    const fields = () => all("input, textarea, select", form).filter((field) =>
      field.name && !["hidden", "password", "file", "submit"].includes(field.type) && field.autocomplete !== "one-time-code");
    const read = () => fields().map((field) =>
      [field.name, field.value, ["checkbox", "radio"].includes(field.type) ? field.checked : null]);
    const blank = JSON.stringify(read());
    let kept = null;
    try { kept = localStorage.getItem(key); } catch { return; }
    if (kept && kept !== blank && !document.querySelector(".errsum") && !form.dataset.saved) restore(form, key, kept, fields);
    let timer = 0;
    form.addEventListener("input", () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(() => {
        try { localStorage.setItem(key, JSON.stringify(read())); } catch { /* a full or closed store only costs the copy */ }
      }, 800);
    });
    form.addEventListener("submit", () => {
      window.clearTimeout(timer);
      try { sessionStorage.setItem("sent", key); } catch { /* the copy then stays until the next visit */ }
    });
  }

  function restore(form, key, kept, fields) {
    let pairs = [];
    try { pairs = JSON.parse(kept); } catch { return; }
    fields().forEach((field) => {
      const found = pairs.find(([name, value, checked]) => name === field.name && (checked === null || value === field.value));
      if (!found) return;
      if (found[2] === null) field.value = found[1];
      else field.checked = found[2];
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
    const line = element("p", { class: "verdict hint", role: "status" }, `${words.restored} `);
    const discard = element("button", { type: "button", class: "krds-btn small text" }, words.discard);
    discard.addEventListener("click", () => {
      try { localStorage.removeItem(key); } catch { /* nothing to remove */ }
      form.reset();
      line.remove();
    });
    line.append(discard);
    form.prepend(line);
  }

  // The page that follows a sent form clears its copy, unless the form came back with errors.
  function forgetSentDraft() {
    try {
      const key = sessionStorage.getItem("sent");
      sessionStorage.removeItem("sent");
      // Neither an error page nor the sign-in page after a lost session means that the text has arrived.
      const lost = document.querySelector(".errsum") || document.body.dataset.status === "error" || location.pathname.startsWith("/accounts/");
      if (key && !lost) localStorage.removeItem(key);
    } catch { /* no store, no copy */ }
  }

  // On a shared computer the next person must not find them.
  function forgetAllDrafts() {
    try {
      Object.keys(localStorage).filter((key) => key.startsWith("draft:")).forEach((key) => localStorage.removeItem(key));
    } catch { /* no store, no copies */ }
  }

  // --- The rest ----------------------------------------------------------------------------------------------

  function start(root) {
    all("form[data-once]", root).forEach(sendOnce);
    all("form[data-forget-drafts]", root).forEach((form) => form.addEventListener("submit", forgetAllDrafts));
    all("[data-confirm]", root).forEach(confirmFirst);
    all("textarea[data-count]", root).forEach(countLetters);
    all("input[data-won]", root).forEach(separateThousands);
    all(".file input[type=file]", root).forEach(listFiles);
    all("[data-print]", root).forEach((button) => {
      button.hidden = false;
      button.addEventListener("click", () => window.print());
    });
    all("form[data-submit-on-change]", root).forEach((form) =>
      form.addEventListener("change", (event) => {
        if (event.target.matches("select, input[type=radio], input[type=checkbox]")) form.requestSubmit();
      }));
  }

  forgetSentDraft();
  start(document);
  all("form[data-draft]").forEach(keepDraft);
  showErrors();
  document.addEventListener("htmx:load", (event) => {
    if (event.target !== document.body) start(event.target);
  });
  // Coming back with the browser's button must not find the buttons asleep.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) all("form[data-sending]").forEach(release);
  });
})();
