// Passkeys: the server asks, the browser and its key answer, the server says where to go.

import { submit } from "../api.js";
import { say } from "../dom.js";
import { _ } from "../words.js";

const CAN = typeof window.PublicKeyCredential?.parseCreationOptionsFromJSON === "function";
const TOO_OLD = _("This browser cannot use passkeys, or this address is not secure. Use another way.");
const GIVEN_UP = _("No passkey was used. Try again, or use another way.");
const THERE_ALREADY = _("This key is one of yours already.");

for (const button of document.querySelectorAll("[data-passkey-show]")) {
  button.addEventListener("click", () => answer(button, button.closest("section, form"), show));
}
for (const form of document.querySelectorAll("[data-passkey-make]")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    answer(form.querySelector("[type=submit]"), form.closest("section"), () => make(form));
  });
}

async function answer(button, place, act) {
  const said = place.querySelector("[data-passkey-said]");
  say(said, CAN ? "" : TOO_OLD);
  if (!CAN) return;
  button.disabled = true;
  try {
    const { location: where } = await act(button);
    location.assign(where);
  } catch (error) {
    say(said, inWords(error));
    button.disabled = false;
  }
}

async function show(button) {
  const asked = await submit(button.dataset.ask);
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(asked.publicKey);
  const credential = await navigator.credentials.get({ publicKey });
  return submit(button.dataset.send, { credential: written(credential), next: button.dataset.next || "" });
}

async function make(form) {
  const asked = await submit(form.dataset.ask);
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(asked.publicKey);
  const credential = await navigator.credentials.create({ publicKey });
  return submit(form.dataset.send, { credential: written(credential), name: form.elements.name.value });
}

const written = (credential) => JSON.stringify(credential.toJSON());

function inWords(error) {
  if (error.name === "InvalidStateError") return THERE_ALREADY;
  return error instanceof DOMException ? GIVEN_UP : error.message;
}
