/** To be built. */
export function GalleryPage() {
  return null;
}
