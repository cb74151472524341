// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/hardening/hardening.h"

#include "app/hardening/scrubbing_allocator.h"

#include <cstdlib>
#include <cstring>
#include <string_view>

#if defined(__linux__)
#include <sys/prctl.h>
#endif
#if defined(__unix__)
#include <sys/resource.h>
#include <sys/stat.h>
#endif

namespace wardline::hardening {

namespace {

/// A variable that a shared desktop, a shell profile or a debugging session may have left behind, and that would make this program
/// leak or trust what it should not. No protection against somebody who controls the account: LD_PRELOAD and QT_PLUGIN_PATH put code
/// into the process before main(), so that clearing them here would only look like one.
struct BadVariable {
    const char *name;
    const char *valuePrefix; ///< nullptr: whatever the value
};
constexpr BadVariable kBadVariables[] = {
    {"SSLKEYLOGFILE", nullptr}, // TLS secrets in a file
    {"QT_LOGGING_RULES", nullptr}, // Qt's own categories print frames, headers and D-Bus calls
    {"QT_LOGGING_CONF", nullptr},
    {"QT_LOGGING_TO_CONSOLE", nullptr},
    {"QT_FORCE_STDERR_LOGGING", nullptr},
    {"QDBUS_DEBUG", nullptr}, // prints the secrets that pass to and from the keychain
    {"G_MESSAGES_DEBUG", nullptr}, // the same for GLib's side of it
    {"SSL_CERT_FILE", nullptr}, // trust comes from policy or from the system's authorities
    {"SSL_CERT_DIR", nullptr},
    {"OPENSSL_CONF", nullptr}, // could load an engine or allow old protocols
    {"OPENSSL_MODULES", nullptr},
    {"OPENSSL_ENGINES", nullptr},
    {"QT_QPA_PLATFORM", "vnc"}, // the window on the network, without a password
    {"QT_QPA_PLATFORM", "webgl"},
    {"MALLOC_TRACE", nullptr}, // a file with every allocation
};

bool clearEnvironment()
{
    bool isClean = true;
#if defined(__unix__)
    for (const BadVariable &variable : kBadVariables) {
        const char *value = std::getenv(variable.name);
        if (value == nullptr) {
            continue;
        }
        const std::string_view prefix = variable.valuePrefix != nullptr ? variable.valuePrefix : "";
        if (std::string_view(value).starts_with(prefix)) {
            isClean = unsetenv(variable.name) == 0 && isClean;
        }
    }
#endif
    return isClean;
}

bool switchCoreDumpsOff()
{
#if defined(__unix__)
    const rlimit none {0, 0};
    return setrlimit(RLIMIT_CORE, &none) == 0;
#else
    return false;
#endif
}

/// Closes ptrace and /proc/PID/mem to other programs of the same user, and keeps a handler that collects dumps by pipe from getting
/// one (RLIMIT_CORE does not bind it).
bool becomeUndumpable()
{
#if defined(__linux__)
    return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0 && prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) == 0;
#else
    return false;
#endif
}

/// As much locked memory as the hard limit allows. SecretBytes locks page by page and goes on without where it cannot.
bool raiseLockedMemory()
{
#if defined(__linux__)
    rlimit limit {};
    if (getrlimit(RLIMIT_MEMLOCK, &limit) != 0) {
        return false;
    }
    limit.rlim_cur = limit.rlim_max;
    constexpr rlim_t kEnough = 4UL * 1024 * 1024;
    return setrlimit(RLIMIT_MEMLOCK, &limit) == 0 && (limit.rlim_cur == RLIM_INFINITY || limit.rlim_cur >= kEnough);
#else
    return false;
#endif
}

bool makeFilesPrivate()
{
#if defined(__unix__)
    umask(077);
    return true;
#else
    return false;
#endif
}

} // namespace

std::vector<Measure> hardenProcess()
{
    std::vector<Measure> measures;
    measures.push_back({"core-dumps-off", switchCoreDumpsOff(), true});
    measures.push_back({"not-dumpable", becomeUndumpable(), true});
    measures.push_back({"files-private", makeFilesPrivate(), true});
    measures.push_back({"environment-clean", clearEnvironment(), true});
    measures.push_back({"locked-memory", raiseLockedMemory(), false});
    measures.push_back({"freed-memory-scrubbed", isFreedMemoryScrubbed(), false});
    return measures;
}

bool isFreedMemoryScrubbed()
{
    return scrubbingAllocatorIsLinked();
}

} // namespace wardline::hardening
