// Only the tree's own scroll: the page stays where it is.
export function show(item) {
  const box = item.closest('[popover]');
  if (box && item.offsetParent) box.scrollTop = Math.max(0, item.offsetTop - box.clientHeight / 3);
}
