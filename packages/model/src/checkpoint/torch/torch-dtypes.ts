/** torch's storage classes → dtypes as safetensors spells them. */
export const storageDtypes: Readonly<Record<string, string>> = {
  "torch.FloatStorage": "F32",
  "torch.HalfStorage": "F16",
  "torch.BFloat16Storage": "BF16",
  "torch.DoubleStorage": "F64",
  "torch.LongStorage": "I64",
  "torch.IntStorage": "I32",
  "torch.ShortStorage": "I16",
  "torch.CharStorage": "I8",
  "torch.ByteStorage": "U8",
  "torch.BoolStorage": "BOOL",
};

/** Bytes of one element of such a dtype. */
export function bytesOfDtype(dtype: string): number {
  if (dtype === "BF16") return 2;
  return dtype === "BOOL" ? 1 : Number(dtype.slice(1)) / 8;
}
