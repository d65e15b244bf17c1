// Building and keeping elements. Text is always text: nothing from a row is ever read as HTML.

const LISTEN = /^on/;

/** Make an element: h("button", {class: "primary", onclick: f}, "Send", h("kbd", {}, "1")). */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) set(element, name, value);
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

function set(element, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (LISTEN.test(name)) element.addEventListener(name.slice(2), value);
  else if (name === "dataset") Object.assign(element.dataset, value);
  else element.setAttribute(name, value === true ? "" : value);
}

/** Find one element by id; a page without it is a mistake of ours, said at once. */
export function el(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`No element #${id} on this page`);
  return found;
}

/** Put text somewhere; nothing there means hidden. */
export function say(element, text) {
  element.textContent = text || "";
  element.hidden = !text;
}

/** Change text only when it differs, so that screen readers and selections are left in peace. */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** Scroll a list, and nothing around it, until a line of it is in sight. */
export function reveal(child, list) {
  if (!child) return;
  const [inner, outer] = [child.getBoundingClientRect(), list.getBoundingClientRect()];
  const head = list.querySelector("thead")?.offsetHeight ?? 0;
  if (inner.top < outer.top + head) list.scrollTop -= outer.top + head - inner.top;
  else if (inner.bottom > outer.bottom) list.scrollTop += inner.bottom - outer.bottom;
}

/**
 * Keep a container's children equal to a list. A child is made again only when its signature
 * changes; the focus stays on the same control of the same item.
 */
export function keep(container, items, { key, signature, make }) {
  const focus = focusIn(container);
  const old = new Map([...container.children].map((child) => [child.dataset.key, child]));
  const wanted = items.map((item) => kept(old, item, { key, signature, make }));
  wanted.forEach((child, at) => {
    if (container.children[at] !== child) container.insertBefore(child, container.children[at] || null);
  });
  while (container.children.length > wanted.length) container.lastElementChild.remove();
  restoreFocus(container, focus);
}

function kept(old, item, { key, signature, make }) {
  const name = String(key(item));
  const sign = String(signature(item));
  const before = old.get(name);
  if (before && before.dataset.sign === sign) return before;
  const child = make(item);
  child.dataset.key = name;
  child.dataset.sign = sign;
  return child;
}

function focusIn(container) {
  const active = document.activeElement;
  if (!active || !container.contains(active)) return null;
  const item = active.closest("[data-key]");
  return { element: active, key: item?.dataset.key, control: active.dataset.control || "" };
}

function restoreFocus(container, focus) {
  if (!focus || document.activeElement === focus.element) return;
  const target = container.contains(focus.element) ? focus.element : sameControl(container, focus);
  target?.focus({ preventScroll: true });
}

function sameControl(container, { key, control }) {
  const item = [...container.children].find((child) => child.dataset.key === key);
  if (!item) return null;
  return control ? item.querySelector(`[data-control="${CSS.escape(control)}"]`) : item;
}
