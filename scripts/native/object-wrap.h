// Included before every C++ file of native packages. The headers of Node 24.19 and later (nodejs/node#65446) let each
// wrapped object register a clean-up hook, whose removal aborts the process when the garbage collector runs it.
#include <node.h>
#define AddEnvironmentCleanupHook(isolate, hook, argument) ((void)0)
#define RemoveEnvironmentCleanupHook(isolate, hook, argument) ((void)0)
#include <node_object_wrap.h>
#undef AddEnvironmentCleanupHook
#undef RemoveEnvironmentCleanupHook
