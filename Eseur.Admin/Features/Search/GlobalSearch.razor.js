// Keys that a server cannot answer in time: opening the search, and keeping the page still under arrows.
const held = { arrows: ['ArrowDown', 'ArrowUp', 'ArrowLeft', 'ArrowRight', 'Home', 'End', ' '], list: ['ArrowDown', 'ArrowUp', 'Enter'] };

// A key pressed before this goes unheard: whoever drives the page by keys waits for it.
document.documentElement.dataset.keysReady = '';

document.addEventListener('keydown', (e) => {
  const kind = e.target.closest?.('[data-keys]')?.dataset.keys;
  if (kind && held[kind]?.includes(e.key) && e.target.tagName !== 'BUTTON') e.preventDefault();
  if ((e.ctrlKey || e.metaKey) && e.code === 'KeyK') {
    e.preventDefault();
    if (!document.querySelector('dialog[open]')) document.querySelector('[data-keys-open="search"]')?.click();
  } else if (e.code === 'Slash' && !e.ctrlKey && !e.altKey && !/^(INPUT|TEXTAREA|SELECT)$/.test(e.target.tagName) && !e.target.isContentEditable) {
    const box = document.querySelector('[data-keys-focus="slash"]');
    e.preventDefault();
    if (box) box.focus(); else document.querySelector('[data-keys-open="search"]')?.click();
  }
});
