// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

namespace wardline::auth {

enum class AuthError {
    // Keychain (see Keychain)
    KeychainNotFound, ///< the keychain works and has no secret of this name
    KeychainLocked, ///< it is there but locked; whoever is signed in to the desktop has to unlock it
    KeychainUnavailable, ///< no keychain service is running or reachable
    KeychainDenied, ///< the person or the system refused
    KeychainTimedOut, ///< it did not answer in time: most often a prompt that nobody saw
    KeychainFailed, ///< anything else it reports, or it gave back other bytes than it was given
    // Machine secret (policy device_secret = machine)
    MachineSecretMissing, ///< no file where the administrator should have put it
    MachineSecretUnsafe, ///< wrong owner, readable by everybody, or not 32 bytes
    // Codes
    SeedInvalid, ///< not Base32, or shorter than 128 or longer than 512 bits
    UriInvalid, ///< not an otpauth URI of the one kind we use (TOTP, SHA-1, 6 digits, 30 s)
    CodeInvalid, ///< not six digits, or not the code of this moment
    CodeReplayed, ///< right, but it or a later one was accepted before
    AttemptsDelayed, ///< too many wrong codes: wait (TotpVerifier::retryAfter says how long)
    AttemptsDamaged, ///< the stored counters cannot be read; treated as the longest delay
    // Vault
    VaultExists, ///< create on a profile that has a vault
    VaultMissing, ///< open on a profile that has none
    VaultDamaged, ///< the header or a sealed file is not what was written
    VaultVersionUnknown, ///< written by a newer release
    VaultLocked, ///< the operation needs the vault open
    VaultBusy, ///< one operation at a time
    PasswordRefused, ///< the password (or the device secret) does not open this vault
    PasswordUnusable, ///< empty, longer than 1024 bytes, or with a zero byte in it
    DeviceSecretMissing, ///< the keychain works and does not hold this vault's secret: another machine, or an erased keychain
    BlobMissing, ///< nothing sealed under this name, or it expired
    BlobTooLarge, ///< more than a sealed file may hold
    DerivationFailed, ///< the key derivation could not run (memory)
    // Offline lease
    LeaseNever, ///< nobody has signed in online with this vault
    LeaseExpired, ///< the last online sign-in is too long ago
    LeaseClockWentBack, ///< the wall clock is behind an instant this vault has already seen
    // Profile
    ProfileInUse, ///< another process has it open
    ProfileNotWritable, ///< read-only directory or file system
    ProfilePathUnsafe, ///< a symbolic link, another owner, or open to others
    DiskFull, ///< no space or quota
    FileFailed, ///< any other failure to read or write
    FileMissing, ///< no such file in the profile
    // Sign-in
    CredentialsRefused, ///< user, password or code is wrong; nobody is told which
    CodeNeeded, ///< the session ended: password alone is not enough
    SecondFactorMissing, ///< the relay checks no code and policy does not allow a code checked on the device
    RelayUnreachable, ///< no connection and no way to sign in offline
    SessionExpired, ///< the limit since the last full sign-in has passed
    SessionRevoked, ///< the relay ended this session for good
};

} // namespace wardline::auth

template <>
struct wardline::ErrorDomain<wardline::auth::AuthError> {
    static constexpr const char *name = "auth";
};
