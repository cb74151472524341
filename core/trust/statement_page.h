// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trust/device_statement.h"

#include <QList>

namespace wardline::trust {

/// A device that the organisation no longer stands for. It is known by its identity key, so that a new id does not
/// bring it back.
struct Revocation
{
    model::DeviceAddress device;
    QByteArray identityKey; ///< as in DeviceStatement
    quint64 serial = 0;
    std::chrono::sys_seconds since{};
    bool operator==(const Revocation &) const = default;

    void write(ByteWriter &writer) const;
    /// Spoils the reader for anything that is not canonical.
    [[nodiscard]] static Revocation read(ByteReader &reader);
};

/// The statements and revocations of some people: FORMATS.md 4. Not signed: the manifest names its hash. Which page a
/// person stands on follows from the address alone, so that a client fetches only the pages of those it talks to.
struct StatementPage
{
    static constexpr qsizetype kMaxSize = 160 * 1024; ///< fits a stanza of 256 KiB in Base64
    static constexpr qsizetype kMaxEntries = 4096;
    static constexpr int kMaxBits = 11;

    QList<QByteArray> statements; ///< documents, sorted by address and device, one for each device
    QList<Revocation> revocations; ///< sorted by address, device and serial
    bool operator==(const StatementPage &) const = default;

    /// The page of a person where the directory has 2^bits pages.
    [[nodiscard]] static int indexOf(const model::Jid &person, int bits);
    /// Malformed, TooLarge.
    [[nodiscard]] Result<QByteArray> encode() const;
    /// Everything in it is read, in order and of page `index` of 2^bits, or it is refused as a whole: Malformed,
    /// TooLarge, OtherPlace. Signatures are not verified here.
    [[nodiscard]] static Result<StatementPage> parse(QByteArrayView bytes, int index, int bits);
};

} // namespace wardline::trust
