// @ts-nocheck In the browser, where the types of Node do not hold. Sends what is pressed, and shows what has changed.

const everyMs = 1000;

const said = document.getElementById('demo-said');

async function act(name, given) {
  said.textContent = '…';
  const reply = await fetch(`/demo/act/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(given),
  }).catch(() => null);
  const answer = await reply?.json().catch(() => null);
  said.textContent = answer?.message ?? 'The demo does not answer. Is it still running?';
  said.classList.toggle('demo-refused', !reply?.ok);
  await look();
}

document.addEventListener('click', (event) => {
  const button = event.target.closest('button[data-act]');
  if (!button || button.type === 'submit') return;
  act(button.dataset.act, button.dataset.order ? { order: Number(button.dataset.order) } : {});
});

document.addEventListener('submit', (event) => {
  const form = event.target;
  if (!form.dataset.act) return;
  event.preventDefault();
  const given = Object.fromEntries(new FormData(form));
  for (const field of form.querySelectorAll('input[type=number]')) given[field.name] = Number(field.value);
  act(event.submitter?.dataset.act ?? form.dataset.act, given);
});

async function look() {
  const reply = await fetch('/demo/look').catch(() => null);
  const parts = reply?.ok ? await reply.json() : {};
  for (const [id, html] of Object.entries(parts)) show(document.getElementById(id), html);
}

const shown = new Map();

/** Only what has changed is put in, and the keyboard stays where it was. */
function show(place, html) {
  if (shown.get(place.id) === html) return;
  shown.set(place.id, html);
  const key = place.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
  place.innerHTML = html;
  if (key) place.querySelector(`[data-key="${key}"]`)?.focus();
}

async function keepLooking() {
  await look();
  setTimeout(keepLooking, everyMs);
}
keepLooking();
