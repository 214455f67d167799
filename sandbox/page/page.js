// What the whole page needs of the browser: the focus survives a redraw, messages are walked with the arrow keys.

(() => {
  const FOCUSABLE = "a[href], button, input, select, textarea, [tabindex], [contenteditable]";
  let last = null;
  let opener = null;

  const name = (element) => element.getAttribute("aria-label") || element.textContent.trim();

  function remember(element) {
    const box = element.closest?.("[data-keep]");
    if (!box) return null;
    const inside = [...box.querySelectorAll(FOCUSABLE)];
    return { element, key: box.dataset.keep, own: box === element, index: inside.indexOf(element), name: name(element) };
  }

  function again(box) {
    if (last.own) return box;
    const inside = [...box.querySelectorAll(FOCUSABLE)];
    return inside.find((one) => last.name && name(one) === last.name) ?? inside[last.index];
  }

  // An element that is drawn anew while it has the focus gives the focus to its successor, caret and all.
  function restore() {
    if (!last || last.element.isConnected || (document.activeElement && document.activeElement !== document.body)) return;
    const box = document.querySelector(`[data-keep="${CSS.escape(last.key)}"]`);
    const element = box && again(box);
    if (!element) return;
    const gone = last.element;
    element.focus({ preventScroll: true });
    if (!element.matches("input, textarea") || element.tagName !== gone.tagName) return;
    if (element.value !== gone.value) {
      // What was typed while the new drawing was on its way counts.
      element.value = gone.value;
      element.dispatchEvent(new Event("input", { bubbles: true }));
    }
    try {
      element.setSelectionRange(gone.selectionStart, gone.selectionEnd);
    } catch {
      // Dates, numbers and their like have no caret.
    }
  }

  function walk(event, feed) {
    const messages = [...feed.querySelectorAll("article")];
    const at = messages.indexOf(event.target);
    if (at < 0 && event.target !== feed) return false;
    const wanted = {
      ArrowUp: at < 0 ? messages.at(-1) : messages[at - 1],
      ArrowDown: at < 0 ? messages.at(-1) : messages[at + 1],
      Home: messages[0],
      End: messages.at(-1),
    };
    if (event.key in wanted) wanted[event.key]?.focus();
    else if (event.key === "Escape") feed.closest("[data-pane]")?.querySelector("textarea")?.focus();
    else if (at >= 0 && ["r", "t"].includes(event.key)) messages[at].querySelector(`[data-key="${event.key}"]`)?.click();
    else return false;
    return true;
  }

  // A list to choose from is on its way: what is typed meanwhile is caught for it.
  let catcher = null;
  let before = null;

  function release() {
    const caught = { text: catcher?.value ?? "", entered: catcher?.dataset.entered === "yes" };
    catcher?.remove();
    catcher = null;
    return caught;
  }

  function catchKeys(button) {
    if (catcher || document.querySelector(".chooser")) return;
    before = document.activeElement;
    const mine = (catcher = document.body.appendChild(document.createElement("input")));
    mine.className = "unseen";
    mine.ariaLabel = button.ariaLabel;
    mine.addEventListener("keydown", (event) => {
      if (event.key === "Enter") mine.dataset.entered = "yes";
    });
    mine.focus({ preventScroll: true });
    setTimeout(() => {
      if (catcher !== mine) return;
      release();
      button.focus();
    }, 1500);
  }

  const FIELDS = "input:not([type=hidden]), textarea, select, [contenteditable=true], [role=combobox]";

  window.sandboxPage = {
    release,
    // Where the focus was when a box over the page was asked for.
    from() {
      const element = before ?? document.activeElement;
      before = null;
      return element === document.body ? null : element;
    },
    // The caret goes into the first field at *place*, or of the whole box; without one to its first button.
    focusIn(id, place, tries = 30) {
      const box = document.getElementById(id);
      const inside = place ? box?.querySelector(`[data-keep="${CSS.escape(place)}"]`) : box?.querySelector(".modal-body");
      const all = [...(inside?.querySelectorAll(FIELDS) ?? []), ...(box?.querySelectorAll(".modal-submit, button") ?? [])];
      const field = all.find((one) => one.offsetParent !== null);
      if (!box?.contains(document.activeElement) && document.activeElement !== document.body) opener = document.activeElement;
      if (field) field.focus();
      else if (tries) requestAnimationFrame(() => window.sandboxPage.focusIn(id, place, tries - 1));
    },
    // The modal is gone: back to where one was, or to the message box.
    back() {
      requestAnimationFrame(() => {
        if (document.querySelector(".modal") || document.activeElement !== document.body) return;
        if (opener?.isConnected && opener.offsetParent) opener.focus({ preventScroll: true });
        else window.sandboxPage.compose();
      });
    },
    enter(id) {
      requestAnimationFrame(() => document.getElementById(id)?.querySelector("button")?.focus());
    },
    compose() {
      const boxes = [...document.querySelectorAll("textarea")].filter((one) => one.closest(".composer") && one.offsetParent);
      boxes[0]?.focus();
    },
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-chooser]");
    if (button) catchKeys(button);
  });
  document.addEventListener("focusin", (event) => (last = remember(event.target)));
  document.addEventListener("pointerdown", (event) => {
    if (!event.target.closest(FOCUSABLE)) last = null;
  });
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
      event.preventDefault();
      document.querySelector("[data-jump]")?.click();
      return;
    }
    const feed = event.target.closest?.('[role="feed"]');
    const bare = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (feed && bare && walk(event, feed)) event.preventDefault();
  });
  window.addEventListener("DOMContentLoaded", () => {
    new MutationObserver(restore).observe(document.body, { childList: true, subtree: true });
  });
})();
