/**
 * The handle that our last update in place left in a tensor, by the tensor's data: memory that is TensorFlow's own. What a
 * tensor holds before its first update may be the caller's array.
 */
export const writtenMemory: WeakMap<object, number> = new WeakMap();
