let onKey, onTabKey;

export function start(page) {
  onKey = e => {
    if ((e.ctrlKey || e.metaKey) && e.code === 'KeyS') {
      e.preventDefault();
      page.invokeMethodAsync('SaveFromKeyboardAsync');
    }
  };
  // The tab list acts on these keys; the page must not scroll by them as well.
  onTabKey = e => {
    if (e.target.closest?.('[role=tablist]') && ['ArrowLeft', 'ArrowRight', 'Home', 'End', ' '].includes(e.key)) e.preventDefault();
  };
  document.addEventListener('keydown', onKey);
  document.addEventListener('keydown', onTabKey);
  keepTabInView();
}

export function stop() {
  document.removeEventListener('keydown', onKey);
  document.removeEventListener('keydown', onTabKey);
}

export function address(url) {
  history.replaceState(history.state, '', new URL(url, document.baseURI));
  // The frame wrote the page's address into this link before the tab changed.
  document.querySelector('.skip-link')?.setAttribute('href', url + '#content');
  requestAnimationFrame(keepTabInView);
}

export function focusOn(id) {
  const element = document.getElementById(id);
  if (!element) return;
  element.scrollIntoView({ block: 'center' });
  element.focus({ preventScroll: true });
  keepTabInView();
}

// On a phone the strip of tabs is wider than the screen.
function keepTabInView() {
  const strip = document.getElementById('tabs');
  const selected = strip?.querySelector('[aria-selected=true]');
  if (selected && strip.scrollWidth > strip.clientWidth)
    strip.scrollLeft = selected.offsetLeft - (strip.clientWidth - selected.offsetWidth) / 2;
}
