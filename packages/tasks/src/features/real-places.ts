/** Indices of the real places of a padded mask, in order. */
export function realPlaces(mask: Int32Array): Int32Array {
  return mask.map((real, place) => (real === 0 ? -1 : place)).filter((place) => place >= 0);
}
