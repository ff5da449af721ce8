// Sends what is typed a moment after the last letter, in pieces that a message of the circuit holds.
const pause = 250;
const piece = 8000;
let waiting;

export function start(area, page) {
  let sent = area.defaultValue;
  const send = async () => {
    clearTimeout(waiting);
    const text = area.value;
    if (text === sent) return;
    sent = text;
    for (let at = 0; at === 0 || at < text.length; at += piece)
      await page.invokeMethodAsync('BodyTyped', text.slice(at, at + piece), at === 0, at + piece >= text.length);
  };
  const later = () => { clearTimeout(waiting); waiting = setTimeout(send, pause); };
  const now = async () => { await send(); await page.invokeMethodAsync('SaveNow'); };
  const keys = e => {
    if ((e.ctrlKey || e.metaKey) && e.code === 'KeyS') { e.preventDefault(); now(); }
  };
  area.addEventListener('input', later);
  area.addEventListener('blur', now);
  document.addEventListener('keydown', keys);
  area.letters = { later, now, keys };
  // Typed before the page came to life.
  send();
}

export function stop(area) {
  clearTimeout(waiting);
  if (area?.letters) document.removeEventListener('keydown', area.letters.keys);
}

export function insert(area, text) {
  area.focus();
  // The old way keeps the browser's undo.
  if (!document.execCommand('insertText', false, text)) {
    area.setRangeText(text, area.selectionStart, area.selectionEnd, 'end');
    area.dispatchEvent(new Event('input'));
  }
}
