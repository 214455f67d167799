// A box over the page, beside the button that opened it. Esc or a press elsewhere closes it; the focus goes back.

const FOCUSABLE = "input, select, textarea, button:not([tabindex='-1']), a[href], [tabindex='0'], [role^='menuitem']";
const MARGIN = 8;

export default {
  template: `
    <div popover="manual" class="popover" :role="role" :aria-label="label" tabindex="-1" @keydown="key"><slot /></div>`,
  props: { anchor: String, role: String, label: String, place: String },
  emits: ["close"],
  mounted() {
    this.from = window.sandboxPage.from();
    this.$el.showPopover();
    this.position();
    this.sizes = new ResizeObserver(() => this.position());
    this.sizes.observe(this.$el);
    window.addEventListener("resize", this.position);
    document.addEventListener("pointerdown", this.elsewhere, true);
    const first = this.$el.querySelector("[data-first]") ?? this.inside()[0] ?? this.$el;
    first.focus({ preventScroll: true });
  },
  beforeUnmount() {
    this.sizes.disconnect();
    window.removeEventListener("resize", this.position);
    document.removeEventListener("pointerdown", this.elsewhere, true);
    if (!this.$el.contains(document.activeElement)) return;
    (this.from?.isConnected ? this.from : this.opener())?.focus({ preventScroll: true });
  },
  methods: {
    opener() {
      const anchor = document.getElementById(this.anchor);
      return anchor?.querySelector("[data-shortcuts]") ?? anchor;
    },
    inside() {
      return [...this.$el.querySelectorAll(FOCUSABLE)].filter((one) => one.offsetParent !== null && !one.disabled);
    },
    position() {
      const box = this.$el.getBoundingClientRect();
      if (this.$el.style.left && !this.opener()?.offsetParent) return; // it is gone: stay where it was
      const anchor = this.opener()?.getBoundingClientRect();
      const [width, height] = [window.innerWidth, window.innerHeight];
      let [left, top] = [(width - box.width) / 2, Math.max(MARGIN, height * 0.12)];
      if (anchor && this.place !== "center") {
        left = this.place === "end" ? anchor.right - box.width : anchor.left;
        const fits = anchor.bottom + box.height + MARGIN <= height || anchor.top < height - anchor.bottom;
        top = fits ? anchor.bottom + 4 : anchor.top - box.height - 4;
      }
      this.$el.style.left = `${Math.max(MARGIN, Math.min(left, width - box.width - MARGIN))}px`;
      this.$el.style.top = `${Math.max(MARGIN, Math.min(top, height - box.height - MARGIN))}px`;
    },
    elsewhere(event) {
      if (!this.$el.contains(event.target) && !this.opener()?.contains(event.target)) this.$emit("close");
    },
    key(event) {
      if (event.key === "Escape") this.$emit("close");
      else if (event.key === "Tab") this.step(event.shiftKey ? -1 : 1);
      else if (event.target.matches("input, select, textarea")) return;
      else if (event.key === "ArrowDown" || event.key === "ArrowRight") this.step(1);
      else if (event.key === "ArrowUp" || event.key === "ArrowLeft") this.step(-1);
      else return;
      event.preventDefault();
      event.stopPropagation();
    },
    step(by) {
      const all = this.inside();
      if (all.length) all[(all.indexOf(document.activeElement) + by + all.length) % all.length].focus();
    },
  },
};
