# Builds the binding of TensorFlow.js against the wheel's libraries in deps/, and a switch for stderr.
{
  'target_defaults': {
    'defines': ['NAPI_VERSION=8'],
  },
  'targets': [
    {
      'target_name': 'tfjs_binding',
      'sources': ['binding/tfjs_backend.cc', 'binding/tfjs_binding.cc'],
      'include_dirs': ['<(module_root_dir)/deps/include'],
      'library_dirs': ['<(module_root_dir)/deps/lib'],
      'conditions': [
        ['OS=="linux"', {
          'libraries': [
            '-Wl,-rpath,\$$ORIGIN/../deps/lib',
            '-l:libtensorflow_cc.so.2',
            '-l:libtensorflow_framework.so.2',
          ],
        }],
        ['OS=="mac"', {
          'libraries': [
            '-Wl,-rpath,@loader_path/../deps/lib',
            '<(module_root_dir)/deps/lib/libtensorflow_cc.2.dylib',
            '<(module_root_dir)/deps/lib/libtensorflow_framework.2.dylib',
          ],
        }],
      ],
    },
    {
      'target_name': 'quiet_stderr',
      'sources': ['quiet_stderr.cc'],
    },
  ],
}
