// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <chrono>

namespace wardline::trust {

/// Whom this workstation believes, by policy.
struct CertifierRules
{
    QString organisation; ///< a word of FORMATS.md: "clinic.example"
    QList<QByteArray> rootKeys; ///< Ed25519, 32 bytes each; empty: there is no organisation to believe
    std::chrono::hours manifestSoft{24};
    std::chrono::days manifestHard{7};
};

} // namespace wardline::trust
