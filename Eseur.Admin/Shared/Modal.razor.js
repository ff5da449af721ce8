const before = new Map();

export function open(dialog, focus) {
  before.set(dialog.getAttribute('aria-labelledby'), document.activeElement);
  // A browser lets a page refuse Esc or the phone's "back" only now and then; here the owner always decides.
  dialog.addEventListener('keydown', e => {
    if (e.key !== 'Escape') return;
    e.preventDefault();
    e.stopPropagation();
    dialog.dispatchEvent(new Event('cancel', { cancelable: true }));
  });
  dialog.addEventListener('close', () => { if (dialog.isConnected) dialog.showModal(); });
  dialog.showModal();
  const first = (focus && document.getElementById(focus)) || dialog.querySelector('input:not([type=radio]):not([tabindex="-1"]), select, textarea, .button-main');
  first?.focus();
}

// The dialog has left the page without close(), so the browser did not give the focus back.
export function closed(id) {
  const element = before.get(id);
  before.delete(id);
  if (element?.isConnected && (!document.activeElement || document.activeElement === document.body)) element.focus();
}
