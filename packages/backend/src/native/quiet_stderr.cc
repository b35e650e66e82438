// libtensorflow greets on stderr while it is being loaded, before any setting of its log level counts.
// silence() turns file descriptor 2 away for that moment, restore() turns it back. What fails while loading
// is thrown by the loader and is not lost.
#include <fcntl.h>
#include <node_api.h>
#include <stdio.h>
#include <unistd.h>

static int kept = -1;

static napi_value Silence(napi_env, napi_callback_info) {
  if (kept >= 0) return nullptr;
  const int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
  if (nowhere < 0) return nullptr;
  fflush(stderr);
  kept = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
  if (kept >= 0) dup2(nowhere, STDERR_FILENO);
  close(nowhere);
  return nullptr;
}

static napi_value Restore(napi_env, napi_callback_info) {
  if (kept < 0) return nullptr;
  fflush(stderr);
  dup2(kept, STDERR_FILENO);
  close(kept);
  kept = -1;
  return nullptr;
}

NAPI_MODULE_INIT() {
  napi_value silence;
  napi_value restore;
  napi_create_function(env, "silence", NAPI_AUTO_LENGTH, Silence, nullptr, &silence);
  napi_create_function(env, "restore", NAPI_AUTO_LENGTH, Restore, nullptr, &restore);
  napi_set_named_property(env, exports, "silence", silence);
  napi_set_named_property(env, exports, "restore", restore);
  return exports;
}
