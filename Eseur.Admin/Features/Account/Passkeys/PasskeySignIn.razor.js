// Forms with data-passkey="create" or "get": the server's question, the device's answer, the server's word.
const supported = !!(window.PublicKeyCredential?.parseCreationOptionsFromJSON && PublicKeyCredential.parseRequestOptionsFromJSON);
let offering;

class Sentence extends Error {}

async function post(url, form, more) {
  const body = new URLSearchParams(new FormData(form));
  for (const [name, value] of Object.entries(more)) body.set(name, value);
  const answer = await fetch(url, { method: 'POST', body, redirect: 'manual' });
  // The form is older than the program's start, or the session has ended: the page comes anew.
  if (answer.type === 'opaqueredirect') {
    location.reload();
    return new Promise(() => {});
  }
  const said = await answer.json().catch(() => ({}));
  if (said.problem || !answer.ok) throw new Sentence(said.problem ?? 'Сервер не ответил как надо. Откройте страницу заново.');
  return said;
}

async function go(form, mediation, signal) {
  const asked = await post(form.dataset.options, form, {});
  const credential = form.dataset.passkey === 'create'
    ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(asked), signal })
    : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(asked), mediation, signal });
  const { to } = await post(form.getAttribute('action'), form, { credential: JSON.stringify(credential) });
  location.assign(to);
}

function explain(error) {
  if (error instanceof Sentence) return error.message;
  switch (error.name) {
    case 'NotAllowedError': return 'Ключ не выбран, или время вышло. Попробуйте ещё раз.';
    case 'InvalidStateError': return 'На этом устройстве ключ для реестра уже есть.';
    case 'SecurityError': return 'Ключи доступа работают только по настоящему адресу реестра, с https.';
    default: return 'Не получилось. Проверьте связь и попробуйте ещё раз.';
  }
}

async function submit(form) {
  offering?.abort();
  const problem = form.querySelector('[data-problem]');
  const button = form.querySelector('button[type=submit]');
  problem.hidden = true;
  button.disabled = true;
  try {
    await go(form);
  } catch (error) {
    problem.textContent = explain(error);
    problem.hidden = false;
  } finally {
    button.disabled = false;
  }
}

// The browser's own list under the input; whoever ignores it sees nothing of it.
async function offer(form) {
  if (!document.querySelector('[autocomplete~=webauthn]') || !await PublicKeyCredential.isConditionalMediationAvailable?.()) return;
  offering = new AbortController();
  await go(form, 'conditional', offering.signal).catch(() => {});
}

for (const form of document.querySelectorAll('form[data-passkey]')) {
  if (!supported) continue;
  form.hidden = false;
  form.addEventListener('submit', e => {
    e.preventDefault();
    submit(form);
  });
  if (form.dataset.passkey === 'get') offer(form);
}
