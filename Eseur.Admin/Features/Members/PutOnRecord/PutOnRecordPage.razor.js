export function focusOn(id) {
  const element = document.getElementById(id);
  if (!element) return;
  element.scrollIntoView({ block: element.matches('input, select') ? 'center' : 'start' });
  element.focus({ preventScroll: true });
}
