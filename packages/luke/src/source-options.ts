/** For sources that are downloaded. */
export interface SourceOptions {
  readonly fetch?: typeof fetch | undefined;
  /** Ends the download. */
  readonly signal?: AbortSignal | undefined;
  /** Called while files come: bytes so far, and in all where the server tells. */
  readonly onProgress?: ((progress: DownloadProgress) => void) | undefined;
  /** Node: where downloads stay; Hugging Face's cache unless told, which Python shares. */
  readonly cacheDir?: string;
  /** Node: branch, tag or commit of a repository; "main" unless told. */
  readonly revision?: string;
  /** Node: take what the cache has and ask nobody. */
  readonly offline?: boolean;
  /** Node: another hub than Hugging Face's. */
  readonly hubUrl?: string;
  /** Node: a token for repositories that are not public. */
  readonly token?: string;
}

export interface DownloadProgress {
  readonly file: string;
  /** Bytes. */
  readonly loaded: number;
  /** Bytes; absent where the server does not tell. */
  readonly total?: number;
}
